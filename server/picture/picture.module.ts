import { Module } from '@nestjs/common';
import { FeedsModule } from '../feeds/feeds.module.ts';
import { PastDoor } from './past-door.ts';
import { PictureController } from './picture.controller.ts';
import { PictureService } from './picture.service.ts';
import { PictureClock } from './picture-clock.ts';
import { PictureIntake } from './picture-intake.ts';
import { RadarController } from './radar.controller.ts';
import { RadarSites } from './radar-sites.ts';
import { TrackController } from './track.controller.ts';
import { TrackActController } from './track-act.controller.ts';
import { TrackActs } from './track-acts.ts';
import { VesselController } from './vessel.controller.ts';
import { VesselSearch } from './vessel-search.ts';

@Module({
  imports: [FeedsModule],
  controllers: [PictureController, TrackController, VesselController, RadarController, TrackActController],
  providers: [PictureService, PastDoor, PictureClock, PictureIntake, VesselSearch, RadarSites, TrackActs],
  exports: [PictureService, PastDoor, RadarSites, TrackActs],
})
export class PictureModule {}
