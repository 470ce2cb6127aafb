import { type DynamicModule, Module } from '@nestjs/common';
import { PictureModule } from '../picture/picture.module.ts';
import { BoatStore } from './boat.store.ts';
import { BoatFeeds } from './boat-feeds.ts';
import { BoatsController } from './boats.controller.ts';
import { BOAT_SEEDS, type BoatSeed, BoatsService } from './boats.service.ts';
import { PositionKeeper } from './position-keeper.ts';

@Module({})
export class BoatsModule {
  /** `seeds`: boats of the simulated bay. */
  static on(seeds: readonly BoatSeed[]): DynamicModule {
    return {
      module: BoatsModule,
      imports: [PictureModule],
      controllers: [BoatsController],
      providers: [{ provide: BOAT_SEEDS, useValue: seeds }, BoatStore, PositionKeeper, BoatsService, BoatFeeds],
      exports: [BoatsService],
    };
  }
}
