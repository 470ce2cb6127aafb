import { Module } from '@nestjs/common';
import { FeedsModule } from '../../feeds/feeds.module.ts';
import { RawService } from './raw.service.ts';

@Module({
  imports: [FeedsModule],
  providers: [RawService],
  exports: [RawService],
})
export class RawModule {}
