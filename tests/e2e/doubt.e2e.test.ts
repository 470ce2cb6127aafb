import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { TrackAct } from '../../server/contract/track-act.ts';
import { Chaser } from '../../server/dispatch/chaser.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { type EnrolledDevice, enrol } from '../support/enrol.ts';
import { handClock } from '../support/hand-clock.ts';
import { hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { Tablet } from '../support/tablet.ts';

const SCENE = { lon: 139.74, lat: 35.137 };
const RULES = { lights: 'dark', maxKn: null, isUnseen: true } as const;

describe('an order whose target is not surely what it was', () => {
  const hand = handClock(Date.UTC(2026, 10, 23, 16, 36));
  let app: RunningApp;
  let operator: SignedIn;
  let device: EnrolledDevice;
  let tablet: Tablet;
  beforeAll(async () => {
    app = await runApp({ clock: hand.clock });
    const admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    const entry = boatEntry('shiosai');
    await admin.send('PUT', '/api/v1/boats/shiosai', entry);
    app.app.get(BoatsService).report('shiosai', 'tablet', {
      positions: [{ ...entry.berth, sogKn: 0, cogDeg: 0, headingDeg: null, fixMs: hand.clock.nowMs() }],
    });
    device = await enrol(app, admin, 'shiosai');
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    tablet = new Tablet(app, device);
    await tablet.hello();
  });
  afterEach(async () => {
    tablet.close();
    for (const { orderId } of app.app.get(OrderBook).open())
      await post(`dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });
  });
  const post = async <T>(path: string, body: unknown): Promise<T> =>
    (await (await operator.send('POST', `/api/v1/${path}`, body)).json()) as T;
  const send = async (trackId: string): Promise<Order> => {
    const ask = { boatIds: ['shiosai'], target: { kind: 'track', trackId }, task: 'intercept', priority: 'emergency' };
    const [order] = await post<Order[]>('dispatch/orders', { requestId: randomUUID(), text: '', rules: RULES, ...ask });
    return order as Order;
  };
  const round = async ({ orderId }: Order): Promise<Order> => {
    hand.forward(1_000);
    await app.app.get(Chaser).round();
    const book = app.app.get(OrderBook);
    return book.all().find((order) => order.orderId === orderId) as Order;
  };
  const confirm = async ({ orderId }: Order): Promise<void> => {
    hand.forward(1_000);
    await post(`dispatch/orders/${orderId}/confirm`, { requestId: randomUUID() });
  };
  const plot = (name: string, lat: number): Promise<TrackAct> =>
    post('tracks', { lon: SCENE.lon, lat, name, sogKn: 2, cogDeg: 30 });

  it('goes to the area round it when it is made one with another, for each such act until somebody says that it is the same', async () => {
    const [target, twin, other] = [await plot('K-17', 35.137), await plot('M-2', 35.14), await plot('M-3', 35.15)];
    const sent = await send(target.trackId);
    expect((await round(sent)).doubt).toBeNull();
    await post(`tracks/${twin.trackId}/merge`, { into: target.trackId });
    const doubted = await round(sent);
    expect(doubted).toMatchObject({ doubt: 'merged', chase: { target: { radiusM: expect.any(Number) } } });
    expect(doubted.chase?.target.radiusM).toBeGreaterThan(100);
    expect(await tablet.until(({ doubt }) => doubt !== null)).toMatchObject({ doubt: 'merged' });
    await confirm(sent);
    expect((await round(sent)).doubt).toBeNull();
    await post(`tracks/${other.trackId}/merge`, { into: target.trackId });
    expect((await round(sent)).doubt).toBe('merged');
  });

  it('goes to the area round it when the track is lost, until somebody says that it is the same', async () => {
    const picture = app.app.get(PictureService);
    const ship = { mmsi: 431_000_901, lonDeg: SCENE.lon, latDeg: SCENE.lat };
    hearShip(picture, ship, hand.clock.nowMs());
    const sent = await send('a-431000901');
    const { chase } = await round(sent);
    // she comes towards the boat
    expect(chase?.meeting?.distanceNm).toBeGreaterThan(8);
    expect(chase?.meeting?.distanceNm).toBeLessThan(14);
    expect(chase?.meeting?.lateMs).toBeGreaterThan(chase?.meeting?.atMs ?? 0);
    hand.forward(3_600_000);
    picture.tick(hand.clock.nowMs());
    operator = await signIn(app, 'operator'); // the session has ended
    expect((await round(sent)).doubt).not.toBeNull();
    await tablet.until(({ doubt, orderId }) => doubt !== null && orderId === sent.orderId);
    await confirm(sent);
    expect((await round(sent)).doubt).toBeNull();
  });
});
