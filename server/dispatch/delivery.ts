import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { BoatsService } from '../boats/boats.service.ts';
import type { Chase, Order } from '../contract/dispatch.ts';
import type { Message } from '../contract/message.ts';
import { isOpen } from '../domain/dispatch/order-life.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { LOG } from '../platform/log/log.ts';
import { MessagesService } from './messages/messages.service.ts';
import { OrderBook } from './order-book.ts';
import { OrdersService } from './orders.service.ts';
import { Surroundings, short } from './surroundings.ts';

/** Told again after so long without an acknowledgement. */
const AGAIN_MS = 4_000;
/** An order that ended is told of so long. */
const ENDED_MS = 3_600_000;
/** What is round a boat is told so often. */
const PICTURE_MS = 10_000;
/** Since this protocol a tablet shows what is round it, and what became of its words. */
const WITH_PICTURE = 2;

/** What of a tablet's socket is used here. */
export interface Wire {
  readonly volatile: { emit(event: string, body: unknown): unknown };
  timeout(ms: number): {
    emit(event: string, body: unknown, answer: (late: Error | null, answer?: { ok?: boolean }) => void): unknown;
  };
}

interface Tablet {
  readonly socket: Wire;
  readonly who: Principal & { readonly boatId: string };
  readonly protocol: number;
  /** Revisions that it has acknowledged, by order. */
  readonly has: Map<string, number>;
  /** When it was last told of a revision, by the clock that only goes forward. */
  readonly toldAt: Map<string, { readonly revision: number; readonly at: number }>;
  /** When each chase that it was told last was reckoned, by order. */
  readonly chased: Map<string, number>;
}

/** Brings orders to the tablets: at once, and again until each has said that it has them. */
@Injectable()
export class Delivery implements OnModuleInit, OnModuleDestroy {
  private readonly tablets = new Map<Wire, Tablet>();
  private changes: Subscription | undefined;
  private said: Subscription | undefined;
  /** Messages on their way to a tablet, by the clock that only goes forward. */
  private readonly sentAt = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private pictures: NodeJS.Timeout | undefined;

  constructor(
    private readonly book: OrderBook,
    private readonly orders: OrdersService,
    private readonly boats: BoatsService,
    private readonly messages: MessagesService,
    private readonly surroundings: Surroundings,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.changes = this.book.changes$.subscribe((orderId) => this.bring(orderId));
    this.said = this.messages.changes$.subscribe((messageId) => {
      this.bringMessages();
      this.tellBecome(messageId);
    });
    this.timer = setInterval(() => {
      this.bringAll();
      this.bringMessages();
    }, AGAIN_MS).unref();
    this.pictures = setInterval(() => this.bringPictures(), PICTURE_MS).unref();
  }

  onModuleDestroy(): void {
    this.changes?.unsubscribe();
    this.said?.unsubscribe();
    clearInterval(this.timer);
    clearInterval(this.pictures);
  }

  /** Answers the orders to a tablet that must have them so; all others are told each. `has`: revisions that it keeps, by order. */
  open(
    socket: Wire,
    who: Principal & { readonly boatId: string },
    { protocol, has }: { readonly protocol: number; readonly has: Readonly<Record<string, number>> },
  ): Order[] {
    const tablet = this.tablets.get(socket) ?? {
      ...{ socket, who, protocol, has: new Map(Object.entries(has)) },
      ...{ toldAt: new Map(), chased: new Map() },
    };
    this.tablets.set(socket, tablet);
    this.count(who.boatId);
    const orders = this.book.ofBoat(who.boatId);
    // its acknowledgement may have been lost
    for (const order of orders) if (has[order.orderId] === order.revision) this.receive(tablet, order);
    for (const { orderId } of orders) this.bring(orderId);
    this.bringMessages();
    this.bringPictures(who.boatId);
    return protocol < WITH_PICTURE ? orders : [];
  }

  close(socket: Wire): void {
    const tablet = this.tablets.get(socket);
    if (!this.tablets.delete(socket) || !tablet) return;
    this.count(tablet.who.boatId);
  }

  private count(boatId: string): void {
    const links = [...this.tablets.values()].filter(({ who }) => who.boatId === boatId).length;
    this.boats.setLinks(boatId, links);
  }

  private bringAll(): void {
    for (const { orderId } of this.book.all()) this.bring(orderId);
  }

  private bring(orderId: string): void {
    const kept = this.book.one(orderId);
    if (kept === null) return;
    const order = this.book.told(kept);
    for (const tablet of this.tablets.values())
      if (tablet.who.boatId === order.boatId && this.concerns(order, Object.fromEntries(tablet.has)))
        this.tell(tablet, order);
  }

  /** An order that ended long ago is news only to a tablet that knows it as it was before. */
  private concerns({ orderId, state, stateMs }: Order, has: Readonly<Record<string, number>>): boolean {
    return isOpen(state) || has[orderId] !== undefined || this.clock.nowMs() - stateMs < ENDED_MS;
  }

  private bringMessages(): void {
    for (const { socket, who } of this.tablets.values()) {
      for (const message of this.messages.waitingFor(who.boatId)) this.say(socket, message);
    }
  }

  /** To whom it concerns, without a receipt: whether what the boat said was seen, or sounded. */
  private tellBecome(messageId: string): void {
    const message = this.messages.all().find((one) => one.messageId === messageId);
    if (message === undefined || !message.isFromBoat) return;
    for (const { socket, who, protocol } of this.tablets.values())
      if (protocol >= WITH_PICTURE && who.boatId === message.boatId) socket.volatile.emit('dispatch:heard', message);
  }

  /** `boatId`: only to hers. */
  private bringPictures(boatId?: string): void {
    for (const { socket, who, protocol } of this.tablets.values()) {
      if (protocol < WITH_PICTURE || !this.boats.has(who.boatId) || (boatId ?? who.boatId) !== who.boatId) continue;
      const picture = this.surroundings.of(who.boatId);
      if (picture !== null) socket.volatile.emit('tablet:picture', picture);
    }
  }

  private say(socket: Wire, message: Message): void {
    const { messageId } = message;
    if (performance.now() - (this.sentAt.get(messageId) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    this.sentAt.set(messageId, performance.now());
    socket.timeout(AGAIN_MS).emit('dispatch:said', message, (late, answer) => {
      if (late !== null || answer?.ok !== true) return;
      this.sentAt.delete(messageId);
      this.messages.delivered(messageId).catch((error: unknown) => {
        this.log.warn({ messageId, error: String(error) }, 'a receipt waits');
      });
    });
  }

  private tell(tablet: Tablet, kept: Order): void {
    const order = { ...kept, chase: shortChase(kept.chase) };
    const { orderId, revision } = order;
    if (tablet.has.get(orderId) === revision) {
      // nothing of the order itself is new: where to meet is told without a receipt, and once
      if (order.chase === null || tablet.chased.get(orderId) === order.chase.reckonedMs) return;
      tablet.chased.set(orderId, order.chase.reckonedMs);
      tablet.socket.volatile.emit('dispatch:chase', { orderId, chase: order.chase });
      return;
    }
    const told = tablet.toldAt.get(orderId);
    if (told?.revision === revision && performance.now() - told.at < AGAIN_MS) return;
    tablet.toldAt.set(orderId, { revision, at: performance.now() });
    tablet.socket.timeout(AGAIN_MS).emit('dispatch:told', order, (late: Error | null, answer?: { ok?: boolean }) => {
      if (late !== null || answer?.ok !== true) return;
      this.receive(tablet, order);
    });
  }

  /** The tablet has the order, in this revision. */
  private receive(tablet: Tablet, { orderId, revision, version }: Order): void {
    tablet.has.set(orderId, revision);
    this.orders.delivered(orderId, version, tablet.who).catch((error: unknown) => {
      tablet.has.delete(orderId); // told once more, so that its receipt is written
      this.log.warn({ orderId, error: String(error) }, 'a receipt waits');
    });
  }
}

function shortChase(chase: Chase | null): Chase | null {
  if (chase === null) return null;
  const { meeting } = chase;
  const target = { ...chase.target, ...short(chase.target) };
  if (meeting === null) return { ...chase, target };
  const route = meeting.route.map(([lon, lat]) => {
    const at = short({ lon, lat });
    return [at.lon, at.lat] as const;
  });
  return { ...chase, target, meeting: { ...meeting, ...short(meeting), route } };
}
