import { type DynamicModule, Module } from '@nestjs/common';
import { PictureModule } from '../picture/picture.module.ts';
import { AlarmPost } from './alarm-post.ts';
import { Chaser } from './chaser.ts';
import { Delivery } from './delivery.ts';
import { DispatchController } from './dispatch.controller.ts';
import { DispatchGateway } from './dispatch.gateway.ts';
import { DraftStore } from './drafts/draft.store.ts';
import { DraftsController } from './drafts/drafts.controller.ts';
import { DraftsService } from './drafts/drafts.service.ts';
import { MessageStore } from './messages/message.store.ts';
import { MessagesController } from './messages/messages.controller.ts';
import { MessagesService } from './messages/messages.service.ts';
import { PhotoFiles } from './messages/photo-files.ts';
import { PhotosController } from './messages/photos.controller.ts';
import { OrderStore } from './order.store.ts';
import { OrderBook } from './order-book.ts';
import { OrdersService } from './orders.service.ts';
import { RecommendService } from './recommend.service.ts';
import { Surroundings } from './surroundings.ts';
import { Targets } from './targets.ts';
import { AreaStore } from './waters/area.store.ts';
import { WatersController } from './waters/waters.controller.ts';
import { Waters } from './waters/waters.ts';

@Module({})
export class DispatchModule {
  static on(boats: DynamicModule): DynamicModule {
    return {
      module: DispatchModule,
      imports: [PictureModule, boats],
      controllers: [DispatchController, DraftsController, MessagesController, PhotosController, WatersController],
      providers: [
        ...[MessageStore, MessagesService, PhotoFiles],
        ...[DraftStore, DraftsService],
        ...[OrderStore, OrderBook, OrdersService, AreaStore, Waters, Targets, RecommendService],
        ...[Chaser, AlarmPost, Surroundings, Delivery, DispatchGateway],
      ],
      exports: [OrderBook, DraftsService, MessagesService],
    };
  }
}
