import { Module } from '@nestjs/common';
import { FeedsModule } from '../feeds/feeds.module.ts';
import { PastDoor } from './past-door.ts';
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
  providers: [PictureService, PastDoor, PictureClock, PictureIntake, VesselSearch],
  exports: [PictureService, PastDoor],
})
export class PictureModule {}
