import { Module } from '@nestjs/common';
import { FeedsModule } from '../feeds/feeds.module.ts';
import { PictureController } from './picture.controller.ts';
import { PictureService } from './picture.service.ts';
import { PictureClock } from './picture-clock.ts';
import { PictureIntake } from './picture-intake.ts';
import { TrackController } from './track.controller.ts';
import { VesselController } from './vessel.controller.ts';
import { VesselSearch } from './vessel-search.ts';

@Module({
  imports: [FeedsModule],
  controllers: [PictureController, TrackController, VesselController],
  providers: [PictureService, PictureClock, PictureIntake, VesselSearch],
  exports: [PictureService],
})
export class PictureModule {}
