import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BoatTrailPoint } from '../../server/contract/boat.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import { MessagesService } from '../../server/dispatch/messages/messages.service.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { Clock } from '../../server/platform/clock.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { type EnrolledDevice, enrol } from '../support/enrol.ts';
import { NarrowLine } from '../support/narrow-line.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

/** What of the tablet is used here: its own types need those of a browser. */
interface Watched<T> {
  read(): T;
  subscribe(listener: () => void): () => void;
}
interface Store {
  readonly known: Watched<{
    readonly boat: unknown;
    readonly orders: readonly Order[];
    readonly messages: readonly { readonly text: string | null }[];
    readonly conflicts: readonly { readonly why: string }[];
  }>;
  readonly outbox: { readonly state: Watched<{ readonly acts: readonly unknown[]; readonly fixes: number }> };
  answer(order: Order, state: string): void;
  say(what: Record<string, unknown>): string;
  place(fix: Record<string, unknown>): void;
  close(): void;
}
interface Keep {
  unlock(key: unknown): void;
  erase(): Promise<void>;
}
const page = '../../web/tablet';
const { TabletStore } = (await import(`${page}/tablet-store.ts`)) as {
  TabletStore: { open(keep: Keep, url: string, options: unknown): Promise<Store> };
};
const { Keep } = (await import(`${page}/keep/keep.ts`)) as { Keep: { open(): Promise<Keep> } };
const { makeVault } = (await import(`${page}/keep/vault.ts`)) as {
  makeVault(pin: string): Promise<{ readonly key: unknown }>;
};

const BEGIN_MS = Date.UTC(2026, 10, 1);
const MINUTES = 6;
const FIXES = MINUTES * 6;
const BAD = { delayMs: 15, bitsPerS: 2_000_000, lost: 0.15, twice: 0.15, seed: 3 };

describe('a tablet on a line that drops, delays and repeats', () => {
  let aheadMs = 0;
  const startedMs = performance.now();
  const clock = new Clock(
    { storyMs: 0, machineMs: 0, rate: 1 },
    () => BEGIN_MS + aheadMs + performance.now() - startedMs,
  );
  let app: RunningApp;
  let admin: SignedIn;
  let operator: SignedIn;
  let device: EnrolledDevice;
  let line: NarrowLine;
  let keep: Keep;
  let store: Store;
  beforeAll(async () => {
    app = await runApp({ clock });
    admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
    device = await enrol(app, admin, 'shiosai');
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    line = await NarrowLine.open(app.url);
    line.line = BAD;
    keep = await Keep.open();
    keep.unlock((await makeVault('258025')).key);
    store = await open();
    await until(store.known, ({ boat }) => boat !== null);
  });
  afterEach(async () => {
    store?.close();
    await line?.close();
    await keep?.erase();
  });
  const open = (): Promise<Store> =>
    TabletStore.open(keep, line.url, { extraHeaders: device.headers, forceNew: true, withinMs: 400, lookMs: 50 });
  const until = <T>(watched: Watched<T>, isSo: (value: T) => boolean): Promise<T> =>
    new Promise((tell) => {
      const look = (): void => {
        if (!isSo(watched.read())) return;
        unsubscribe();
        tell(watched.read());
      };
      const unsubscribe = watched.subscribe(look);
      look();
    });
  const orderOf = async (): Promise<Order> => {
    const rules = { lights: 'on', maxKn: null, isUnseen: false };
    const target = { kind: 'point', lon: 139.76, lat: 35.25 };
    const ask = { requestId: randomUUID(), boatIds: ['shiosai'], target, task: 'identify', priority: 'urgent', rules };
    const [order] = (await (await operator.send('POST', '/api/v1/dispatch/orders', ask)).json()) as Order[];
    return (
      await until(store.known, ({ orders }) => orders.some(({ orderId }) => orderId === order?.orderId))
    ).orders.find(({ orderId }) => orderId === order?.orderId) as Order;
  };
  const recall = (orderId: string): Promise<Response> =>
    operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });
  const sent = (): Promise<unknown> => until(store.outbox.state, ({ acts, fixes }) => acts.length === 0 && fixes === 0);

  it('loses nothing and doubles nothing over six minutes without a line, closed and opened meanwhile', async () => {
    const order = await orderOf();
    store.answer(order, 'accepted');
    await sent();
    line.cut({ forLong: true });
    const cutMs = clock.nowMs();
    const fixMs = (i: number): number => Math.round(cutMs + i * 10_000);
    for (let i = 0; i < FIXES; i++) {
      if (i === 12) store.answer(order, 'under-way');
      if (i === 20) store.say({ kind: 'mark', mark: 'package', lon: 139.72, lat: 35.29 });
      if (i === 24) {
        await until(store.outbox.state, ({ fixes }) => fixes === 24);
        store.close();
        store = await open();
      }
      if (i === 30) store.say({ kind: 'phrase', phrase: 'in-sight' });
      if (i === 33) store.answer(order, 'on-scene');
      store.place({ lon: 139.7 + i * 0.001, lat: 35.3, sogKn: 24, cogDeg: 90, headingDeg: null, fixMs: fixMs(i) });
    }
    aheadMs += MINUTES * 60_000;
    const said = { requestId: randomUUID(), boatId: 'shiosai', kind: 'text', text: 'where are you' };
    await operator.send('POST', '/api/v1/dispatch/messages', said);
    line.mend();
    await sent();
    await until(store.known, ({ messages }) => messages.some(({ text }) => text === 'where are you'));
    const steps = app.app.get(OrderBook).one(order.orderId)?.steps ?? [];
    const tablets = steps.filter(({ via, kind }) => via === 'tablet' && kind !== 'delivered').map(({ kind }) => kind);
    expect(tablets).toEqual(['accepted', 'under-way', 'on-scene']);
    const messages = app.app.get(MessagesService).ofBoat('shiosai');
    expect(messages.map(({ kind }) => kind).sort()).toEqual(['mark', 'phrase', 'text']);
    expect(store.known.read().messages.filter(({ text }) => text === said.text)).toHaveLength(1);
    const path = `/api/v1/boats/shiosai/trail?fromMs=${Math.floor(cutMs)}&toMs=${Math.ceil(clock.nowMs())}`;
    const trail = (await (await operator.send('GET', path)).json()) as BoatTrailPoint[];
    expect(trail.map(({ atMs }) => atMs)).toEqual(Array.from({ length: FIXES }, (_, i) => fixMs(i)));
    expect(trail.filter(({ isLate }) => isLate).length).toBeGreaterThanOrEqual(FIXES - 3);
    expect(store.known.read().conflicts).toEqual([]);
    await recall(order.orderId);
  });

  it('tells the crew that an answer came after the order had ended', async () => {
    const order = await orderOf();
    line.cut({ forLong: true });
    store.answer(order, 'accepted');
    await recall(order.orderId);
    line.mend();
    await sent();
    const { conflicts } = await until(store.known, ({ conflicts }) => conflicts.length > 0);
    expect(conflicts.map(({ why }) => why)).toEqual(['closed']);
    expect(app.app.get(OrderBook).one(order.orderId)?.state).toBe('stood-down');
  });

  it('brings five orders, each told until the tablet has it, and what became of each', async () => {
    for (let i = 0; i < 5; i++) {
      const { orderId } = await orderOf();
      if (i % 3 === 0) line.cut({ forLong: false });
      await recall(orderId);
      await until(store.known, ({ orders }) =>
        orders.some((order) => order.orderId === orderId && order.state === 'stood-down'),
      );
    }
    expect(line.words.dropped).toBeGreaterThan(0);
  });
});
