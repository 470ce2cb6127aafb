import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { BoatsService } from '../boats/boats.service.ts';
import { boatPositionsSchema } from '../contract/boat.ts';
import { SOCKET_PATH } from '../contract/constants.ts';
import { orderAnswerSchema } from '../contract/dispatch.ts';
import type { Refusal } from '../contract/events.ts';
import { boatSaysSchema, messageParamsSchema } from '../contract/message.ts';
import { type TabletAnswer, type TabletHello, tabletHelloSchema } from '../contract/tablet.ts';
import { parsedEvent } from '../platform/auth/parsed-event.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Clock } from '../platform/clock.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { Delivery } from './delivery.ts';
import { MessagesService } from './messages/messages.service.ts';
import { OrdersService } from './orders.service.ts';

type TabletSocket = Socket & { data: { session?: Principal } };

/** The door of the tablets. */
@WebSocketGateway({ path: SOCKET_PATH, transports: ['websocket'] })
export class DispatchGateway implements OnGatewayDisconnect<TabletSocket> {
  constructor(
    private readonly boats: BoatsService,
    private readonly orders: OrdersService,
    private readonly delivery: Delivery,
    private readonly messages: MessagesService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A tablet of a boat is there: she, her orders, and the time. */
  @Needs('dispatch:answer')
  @SubscribeMessage('tablet:hello')
  hello(@ConnectedSocket() socket: TabletSocket, @MessageBody() body: unknown): TabletAnswer<TabletHello> {
    const asked = parsedEvent(tabletHelloSchema, body);
    if (!asked.ok) return asked;
    const who = deviceOf(socket);
    if (who === null) return NO_DEVICE;
    const orders = this.delivery.open(socket, who, asked.value);
    const clock = { nowMs: this.clock.nowMs(), rate: this.clock.rate };
    return {
      ...{ ok: true, boat: this.boats.boat(who.boatId), orders, clock },
      messages: this.messages.ofBoat(who.boatId).slice(-MOST_MESSAGES),
      ...{ eraseAfterH: this.config.tabletEraseHours, simulation: this.config.demo },
    };
  }

  @Needs('boats:report')
  @SubscribeMessage('boats:report')
  async report(
    @ConnectedSocket() socket: TabletSocket,
    @MessageBody() body: unknown,
  ): Promise<TabletAnswer<{ taken: number; late: number }>> {
    const asked = parsedEvent(boatPositionsSchema, body);
    if (!asked.ok) return asked;
    const who = deviceOf(socket);
    if (who === null) return NO_DEVICE;
    return { ok: true, ...(await this.boats.take(who.boatId, 'tablet', asked.value)) };
  }

  @Needs('dispatch:answer')
  @SubscribeMessage('dispatch:answer')
  async answer(
    @ConnectedSocket() socket: TabletSocket,
    @MessageBody() body: unknown,
  ): Promise<TabletAnswer<{ order: unknown }>> {
    const asked = parsedEvent(orderAnswerSchema, body);
    if (!asked.ok) return asked;
    const who = deviceOf(socket);
    if (who === null) return NO_DEVICE;
    return { ok: true, order: await this.orders.answer(asked.value, who) };
  }

  @Needs('dispatch:answer')
  @SubscribeMessage('dispatch:say')
  async say(
    @ConnectedSocket() socket: TabletSocket,
    @MessageBody() body: unknown,
  ): Promise<TabletAnswer<{ message: unknown }>> {
    const asked = parsedEvent(boatSaysSchema, body);
    if (!asked.ok) return asked;
    const who = deviceOf(socket);
    if (who === null) return NO_DEVICE;
    return { ok: true, message: await this.messages.hear(asked.value, who) };
  }

  /** The crew has looked at what a desk said. */
  @Needs('dispatch:answer')
  @SubscribeMessage('dispatch:seen')
  async seen(
    @ConnectedSocket() socket: TabletSocket,
    @MessageBody() body: unknown,
  ): Promise<TabletAnswer<{ message: unknown }>> {
    const asked = parsedEvent(messageParamsSchema, body);
    if (!asked.ok) return asked;
    const who = deviceOf(socket);
    if (who === null) return NO_DEVICE;
    return { ok: true, message: await this.messages.seen(asked.value.messageId, who) };
  }

  handleDisconnect(socket: TabletSocket): void {
    this.delivery.close(socket);
  }
}

/** A tablet is told of so many that were said lately. */
const MOST_MESSAGES = 30;
const NO_DEVICE: Refusal = { ok: false, error: 'forbidden', message: 'this is no device of a boat' };

function deviceOf({ data }: TabletSocket): (Principal & { boatId: string }) | null {
  const { session } = data;
  return session?.boatId == null ? null : { ...session, boatId: session.boatId };
}
