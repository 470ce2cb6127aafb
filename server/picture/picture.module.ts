import { Module } from '@nestjs/common';
import { PictureController } from './picture.controller.ts';
import { PictureService } from './picture.service.ts';
import { PictureClock } from './picture-clock.ts';
import { TrackController } from './track.controller.ts';
import { VesselController } from './vessel.controller.ts';
import { VesselSearch } from './vessel-search.ts';

@Module({
  controllers: [PictureController, TrackController, VesselController],
  providers: [PictureService, PictureClock, VesselSearch],
  exports: [PictureService],
})
export class PictureModule {}
