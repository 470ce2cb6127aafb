import { Module } from '@nestjs/common';
import { FeedsModule } from '../../feeds/feeds.module.ts';
import { RawController } from './raw.controller.ts';
import { RawService } from './raw.service.ts';

@Module({
  imports: [FeedsModule],
  controllers: [RawController],
  providers: [RawService],
  exports: [RawService],
})
export class RawModule {}
