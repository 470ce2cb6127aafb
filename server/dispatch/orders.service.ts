import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BoatsService } from '../boats/boats.service.ts';
import { ordersBoatsOf } from '../contract/boat.ts';
import type {
  Order,
  OrderAnswer,
  OrderAsk,
  OrderChange,
  OrderRecall,
  OrderState,
  OrderStep,
  OrderVoice,
  TargetDoubt,
} from '../contract/dispatch.ts';
import { activityOf, effectOf, isOpen } from '../domain/dispatch/order-life.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { DraftsService } from './drafts/drafts.service.ts';
import { GoneDraft, type KeptOrder, type Move, OrderStore } from './order.store.ts';
import { OrderBook, SHOWN_MS } from './order-book.ts';
import { Targets } from './targets.ts';

/** What is said of an order, and how it came to us. */
interface Word {
  readonly requestId: string | null;
  readonly state: OrderState;
  readonly version: number;
  readonly who: string;
  readonly via: OrderStep['via'];
  readonly deviceMs: number | null;
  readonly detail: Readonly<Record<string, string>>;
}

/** Sends, changes and recalls orders and takes the boats' answers. Whatever is said is written before it is answered. */
@Injectable()
export class OrdersService implements OnModuleInit {
  /** What is done to one order is done in turn. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: OrderStore,
    private readonly book: OrderBook,
    private readonly boats: BoatsService,
    private readonly targets: Targets,
    private readonly drafts: DraftsService,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const order of await this.store.since(this.clock.nowMs() - SHOWN_MS)) this.keep(order);
  }

  /** One order a boat, all or none; the same request once more brings the same orders. Throws CodedError. */
  async send(ask: OrderAsk, who: Principal): Promise<Order[]> {
    const before = await this.store.ofRequest(ask.requestId);
    if (before.length > 0) return this.known(before);
    const boatIds = [...new Set(ask.boatIds)];
    for (const boatId of boatIds) {
      this.mayOrder(boatId, who);
      if (this.boats.boat(boatId).outOfService !== null)
        throw refused('out-of-service', `boatIds: ${boatId} is out of service`, { boatId });
    }
    const [busy] = await this.store.openOf(boatIds);
    if (busy !== undefined) {
      // by the same request, which came twice at once?
      const twin = await this.store.ofRequest(ask.requestId);
      if (twin.length > 0) return this.known(twin);
      throw refused('busy', `boatIds: ${busy} has an open order`, { boatId: busy });
    }
    const target = this.targets.resolve(ask.target);
    const { task, priority, text, rules } = ask;
    const missionId = randomUUID();
    const made = { missionId, requestId: ask.requestId, office: who.office, madeBy: who.username };
    const orders = boatIds.map((boatId) => ({
      ...{ ...made, orderId: randomUUID(), boatId, madeMs: this.clock.nowMs() },
      content: { task, priority, text, rules, target },
    }));
    await this.store.add(orders, ask.draftId).catch(async (error: unknown) => {
      // somebody was quicker, or the same request came twice at once
      const isGone = error instanceof GoneDraft;
      if (!isGone && !isTwice(error)) throw error;
      if ((await this.store.ofRequest(ask.requestId)).length > 0) return;
      if (isGone) throw refused('draft-gone', `draftId: ${ask.draftId} was sent or discarded`, {});
      throw refused('busy', 'boatIds: a boat has an open order by now', {});
    });
    if (ask.draftId !== null) this.drafts.forget(ask.draftId);
    return this.known(await this.store.ofRequest(ask.requestId));
  }

  /** A new version, to be accepted again. Throws CodedError: somebody else has changed it, it has ended. */
  change(orderId: string, ask: OrderChange, who: Principal): Promise<Order> {
    return this.inTurn(orderId, async (order) => {
      this.mayOrder(order.boatId, who);
      if (!isOpen(order.state)) throw refused('over', `orderId: ${orderId} has ended`, {});
      if (order.revision !== ask.revision)
        throw refused('changed', `revision: ${ask.revision}, the order is at ${order.revision} by now`, {});
      const target = ask.target === undefined ? order.target : this.targets.resolve(ask.target);
      const { task, priority, text, rules } = ask;
      const atMs = this.clock.nowMs();
      const version = order.version + 1;
      return this.write(order, {
        requestId: ask.requestId,
        step: step({ version, kind: 'changed', who: who.username, via: 'console', atMs }),
        to: {
          ...{ version, state: 'sent', stateMs: atMs, doubt: ask.target === undefined ? order.doubt : null },
          content: { task, priority, text, rules, target },
        },
      });
    });
  }

  recall(orderId: string, { requestId, reason }: OrderRecall, who: Principal): Promise<Order> {
    return this.inTurn(orderId, (order) => {
      this.mayOrder(order.boatId, who);
      const said = { requestId, state: 'stood-down' as const, version: order.version, who: who.username };
      return this.take(order, { ...said, via: 'console', deviceMs: null, detail: reasonOf(reason) });
    });
  }

  /** What a boat said by radio or telephone; the tablet may say it again later. */
  voice(orderId: string, { requestId, state, channel, reason }: OrderVoice, who: Principal): Promise<Order> {
    return this.inTurn(orderId, (order) => {
      this.mayOrder(order.boatId, who);
      const said = { requestId, state, version: order.version, who: who.username };
      return this.take(order, { ...said, via: 'voice', deviceMs: null, detail: { channel, ...reasonOf(reason) } });
    });
  }

  /** The answer of a tablet. */
  answer(ask: OrderAnswer, who: Principal): Promise<Order> {
    return this.inTurn(ask.orderId, (order) => {
      if (who.boatId !== order.boatId)
        throw new CodedError('forbidden', `orderId: no order of ${who.boatId ?? 'yours'}`);
      const { requestId, state, version, deviceMs, reason } = ask;
      const said = { requestId, state, version, who: who.username, via: 'tablet' as const };
      return this.take(order, { ...said, deviceMs, detail: reasonOf(reason) });
    });
  }

  /** A tablet has the order, in this version; of one that ended, that it has heard of that. */
  delivered(orderId: string, version: number, who: Principal): Promise<Order> {
    return this.inTurn(orderId, async (order) => {
      const isTold = order.steps.some(
        ({ kind, detail }) => kind === 'delivered' && detail['of'] === 'end' && detail['who'] === who.sessionId,
      );
      if (!isOpen(order.state) && isTold) return order;
      const said = { requestId: null, state: 'delivered' as const, version, who: who.username, via: 'tablet' as const };
      const effect = effectOf(order, said);
      if (effect === 'known' || effect === 'overtaken') return order;
      const detail: Record<string, string> = effect === 'closed' ? { of: 'end', who: who.sessionId } : {};
      return this.take(order, { ...said, deviceMs: null, detail });
    });
  }

  /** The server's own word: the target is in doubt (or no more), or nobody has taken the order up. */
  note(
    orderId: string,
    kind: 'target' | 'escalated',
    detail: Record<string, string>,
    doubt?: TargetDoubt | null,
  ): Promise<Order> {
    return this.inTurn(orderId, (order) => {
      const atMs = this.clock.nowMs();
      const said = step({ version: order.version, kind, who: 'system', via: 'server', atMs, isNote: true, detail });
      const { version, state, stateMs } = order;
      const to = doubt === undefined ? null : { version, state, stateMs, content: contentOf(order), doubt };
      return this.write(order, { requestId: null, step: said, to });
    });
  }

  /** An operator says that the target is what it was. */
  confirm(orderId: string, requestId: string, who: Principal): Promise<Order> {
    return this.inTurn(orderId, (order) => {
      this.mayOrder(order.boatId, who);
      const { version, state, stateMs, doubt } = order;
      const detail = { confirmed: doubt ?? '' };
      const said = {
        version,
        kind: 'target' as const,
        who: who.username,
        via: 'console' as const,
        isNote: true,
        detail,
      };
      const to = { version, state, stateMs, content: contentOf(order), doubt: null };
      return this.write(order, { requestId, step: step({ ...said, atMs: this.clock.nowMs() }), to });
    });
  }

  private async take(order: KeptOrder, { requestId, state, version, detail, ...by }: Word): Promise<KeptOrder> {
    const effect = effectOf(order, { state, version });
    const isNote = effect !== 'moves';
    const atMs = this.clock.nowMs();
    const why = effect === 'overtaken' || effect === 'closed' ? { effect } : {};
    return this.write(order, {
      requestId,
      step: step({ ...by, version, kind: state, atMs, isNote, detail: { ...detail, ...why } }),
      to: isNote
        ? null
        : { version: order.version, state, stateMs: atMs, content: contentOf(order), doubt: order.doubt },
    });
  }

  private async write(order: KeptOrder, move: Move): Promise<KeptOrder> {
    const done = await this.store.move(order.orderId, order.revision, move);
    if (done === 'stale') throw refused('changed', `orderId: ${order.orderId} was changed elsewhere`, {});
    const now = await this.store.one(order.orderId);
    if (now === null) throw new CodedError('not-found', `orderId: ${order.orderId} is no order`);
    this.keep(now);
    return now;
  }

  private keep(order: KeptOrder): void {
    this.book.put(order);
    const ended = this.book.openOf(order.boatId) === null && order.state !== 'refused';
    this.boats.setActivity(order.boatId, isOpen(order.state) ? activityOf(order.state) : ended ? 'returning' : null);
  }

  private async known(orderIds: readonly string[]): Promise<Order[]> {
    const orders: Order[] = [];
    for (const orderId of orderIds) {
      const order = this.book.one(orderId) ?? (await this.store.one(orderId));
      if (order === null) continue;
      if (this.book.one(orderId) === null) this.keep(order);
      orders.push(this.book.told(order));
    }
    return orders;
  }

  private async inTurn(orderId: string, act: (order: KeptOrder) => Promise<KeptOrder>): Promise<Order> {
    const before = this.turns.get(orderId) ?? Promise.resolve();
    const mine = before
      .catch(() => {})
      .then(async () => {
        const order = this.book.one(orderId) ?? (await this.store.one(orderId));
        if (order === null) throw new CodedError('not-found', `orderId: ${orderId} is no order`);
        return this.book.told(await act(order));
      });
    this.turns.set(orderId, mine);
    try {
      return await mine;
    } finally {
      if (this.turns.get(orderId) === mine) this.turns.delete(orderId);
    }
  }

  private mayOrder(boatId: string, who: Principal): void {
    const { office } = this.boats.boat(boatId);
    if (!ordersBoatsOf(who.office, office))
      throw new CodedError('forbidden', `boatId: ${boatId} is of ${office}, which ${who.office} does not order`);
  }
}

/** `reason` is for words in the reader's language. */
const refused = (reason: string, message: string, body: Readonly<Record<string, string>>): CodedError =>
  new CodedError('conflict', message, { body: { reason, ...body } });

const isTwice = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';

const contentOf = ({ task, priority, text, rules, target }: KeptOrder) => ({ task, priority, text, rules, target });

const reasonOf = (reason: string): Record<string, string> => (reason === '' ? {} : { reason });

const step = (said: Pick<OrderStep, 'version' | 'kind' | 'who' | 'via' | 'atMs'> & Partial<OrderStep>): OrderStep => ({
  deviceMs: null,
  isNote: false,
  detail: {},
  ...said,
});
