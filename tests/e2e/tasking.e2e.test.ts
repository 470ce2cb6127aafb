import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { filter, firstValueFrom } from 'rxjs';
import { BoatsService } from '../../server/boats/boats.service.ts';
import { PositionKeeper } from '../../server/boats/position-keeper.ts';
import type { BoatTrailPoint } from '../../server/contract/boat.ts';
import type { EnrolmentCode } from '../../server/contract/device.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import { Chaser } from '../../server/dispatch/chaser.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { DEMO_BOATS } from '../../server/domain/boat/demo-boats.ts';
import { initialBearingDeg, type LonLat } from '../../server/domain/geo/geodesy.ts';
import type { Ring } from '../../server/domain/geo/land.ts';
import { placeAfter } from '../../server/domain/intercept/motion.ts';
import { RouteChart } from '../../server/domain/route/route-chart.ts';
import { WaterRouter } from '../../server/domain/route/water-route.ts';
import { nightMs, nightOf } from '../../server/domain/story/night.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { Flotilla } from '../../streams/simulator/crew/flotilla.ts';
import { silencesOf } from '../../streams/simulator/crew/open-flotilla.ts';
import { handClock } from '../support/hand-clock.ts';
import { hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

jest.setTimeout(180_000);

const SEED = 7;
const STEP_MS = 20_000;
const K17 = 431_000_917;

/** The tasking of the night, from 01:36 to the boarding: boats of the simulated bay over their real doors. */
describe('the tasking of the story', () => {
  const night = nightOf(SEED);
  const { runs, crosses, basin, boarded } = night.times;
  const { northward, homeward } = night.boat.ways;
  const north = [night.circle, ...northward];
  const hand = handClock(nightMs(1, 36));
  const file = new URL('../../server/domain/geo/data/japan-coast.json', import.meta.url);
  const coast = (JSON.parse(readFileSync(file, 'utf8')) as { geometry: { coordinates: Ring[][] } }).geometry;
  const flotilla = new Flotilla(new WaterRouter(new RouteChart(coast.coordinates.flat())), silencesOf(SEED), () =>
    hand.clock.nowMs(),
  );
  let app: RunningApp;
  let operator: SignedIn;
  beforeAll(async () => {
    const ports = await flotilla.listen([]);
    const feeds = ports.map(({ boatId, port }) => `${boatId}=tcp://127.0.0.1:${port}`).join(',');
    app = await runApp({ clock: hand.clock, boats: DEMO_BOATS, env: { BOAT_FEEDS: feeds } });
    const admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    const codes: EnrolmentCode[] = [];
    for (const { boatId } of ports)
      codes.push((await (await admin.send('POST', `/api/v1/boats/${boatId}/codes`)).json()) as EnrolmentCode);
    await flotilla.enrol(app.url, codes);
  });
  afterAll(async () => {
    await flotilla.close();
    await app.stop();
  });

  /** Where K-17 is: circling, north along the coast, over to the other side, home. */
  function suspect(): { at: LonLat; speedKn: number } {
    const nowMs = hand.clock.nowMs();
    if (nowMs < runs) return { at: night.circle, speedKn: 0 };
    const [points, fromMs, toMs] = nowMs < crosses ? [north, runs, crosses] : [homeward, crosses, basin];
    if (nowMs >= basin) return { at: homeward.at(-1) as LonLat, speedKn: 0 };
    const speedKn = (lengthKn(points) * 3_600_000) / (toMs - fromMs);
    return { at: placeAfter({ kind: 'path', points, speedKn }, (nowMs - fromMs) / 1000), speedKn };
  }
  const order = (boatId: string): Order =>
    app.app.get(OrderBook).all().filter((o) => o.boatId === boatId).at(-1) as Order; // biome-ignore format: one line
  let before: LonLat = night.circle;

  /** Goes on by a step: K-17, the boats, and what the server makes of them. */
  async function step(): Promise<void> {
    hand.forward(STEP_MS);
    const { at, speedKn } = suspect();
    const courseDeg = initialBearingDeg(before, at);
    hearShip(app.app.get(PictureService), { mmsi: K17, lonDeg: at.lon, latDeg: at.lat, sogKn: speedKn, cogDeg: courseDeg }, hand.clock.nowMs()); // biome-ignore format: one line
    before = at;
    const boats = app.app.get(BoatsService);
    const isHeard = (): boolean => boats.boat('tokyo-wan').position?.fixMs === hand.clock.nowMs();
    const heard = isHeard() ? null : firstValueFrom(boats.changes$.pipe(filter(isHeard)));
    await flotilla.tick();
    await heard;
    await app.app.get(Chaser).round();
  }
  const send = async (boatId: string, task: string, target: unknown): Promise<void> => {
    const rules = { lights: 'dark', maxKn: null, isUnseen: true };
    const ask = { requestId: randomUUID(), boatIds: [boatId], target, task, priority: 'emergency', text: '', rules };
    expect((await operator.send('POST', '/api/v1/dispatch/orders', ask)).status).toBe(201);
  };

  it('plays from the recommendation to the boarding, with a boat out of reception for six minutes', async () => {
    while (hand.clock.nowMs() < nightMs(1, 38)) await step();
    await send('tokyo-wan', 'shadow', { kind: 'track', trackId: `a-${K17}` });
    await send('shiosai', 'support', { kind: 'point', ...(northward.at(-1) as LonLat) });
    await send('minato-1', 'support', { kind: 'point', ...(homeward.at(-1) as LonLat) });
    while (hand.clock.nowMs() < nightMs(1, 58)) await step();
    for (const boatId of ['tokyo-wan', 'shiosai', 'minato-1']) {
      const kinds = order(boatId).steps.map(({ kind }) => kind);
      expect([boatId, kinds.slice(0, 5)]).toEqual([boatId, ['sent', 'delivered', 'seen', 'accepted', 'under-way']]);
    }
    expect(order('shiosai').chase?.meeting).not.toBeNull();

    while (hand.clock.nowMs() < nightMs(2, 3)) await step();
    const silent = app.app.get(BoatsService).boat('shiosai');
    expect(silent.isLinked).toBe(false);
    expect(silent.silentSinceMs).not.toBeNull();
    while (hand.clock.nowMs() < nightMs(2, 6)) await step();
    expect(app.app.get(BoatsService).boat('shiosai')).toMatchObject({ isLinked: true, silentSinceMs: null });
    await app.app.get(PositionKeeper).write();
    const path = `/api/v1/boats/shiosai/trail?fromMs=${nightMs(1, 57)}&toMs=${nightMs(2, 6)}`;
    const trail = (await (await operator.fetch(path)).json()) as BoatTrailPoint[];
    const late = trail.filter(({ isLate }) => isLate);
    expect(late.length).toBeGreaterThan((6 * 60_000) / STEP_MS - 3);
    for (let i = 1; i < trail.length; i++)
      expect((trail[i]?.atMs ?? 0) - (trail[i - 1]?.atMs ?? 0)).toBeLessThanOrEqual(60_000 + STEP_MS);

    // the operator's session ends after half an hour without a word
    operator = await signIn(app, 'operator');
    while (hand.clock.nowMs() < nightMs(2, 22)) await step();
    const change = {
      ...{
        requestId: randomUUID(),
        revision: order('shiosai').revision,
        task: 'board',
        priority: 'emergency',
        text: '',
      },
      ...{ target: { kind: 'track', trackId: `a-${K17}` }, rules: { lights: 'dark', maxKn: null, isUnseen: true } },
    };
    const changed = await operator.send('PUT', `/api/v1/dispatch/orders/${order('shiosai').orderId}`, change);
    expect(changed.status).toBe(200);
    while (hand.clock.nowMs() < boarded + 5 * 60_000) await step();
    const second = order('shiosai').steps.filter(({ isNote, version }) => !isNote && version === 2);
    const kinds = second.map(({ kind }) => kind);
    expect(kinds).toEqual(['changed', 'delivered', 'seen', 'accepted', 'under-way', 'on-scene', 'boarding']);
    const boardedMs = order('shiosai').steps.find(({ kind }) => kind === 'boarding')?.atMs ?? 0;
    expect(Math.abs(boardedMs - boarded)).toBeLessThan(5 * 60_000);
    expect(app.app.get(BoatsService).boat('shiosai').state).toBe('boarding');
    expect(order('tokyo-wan').state).toBe('on-scene');
    expect(order('minato-1').state).toBe('on-scene');
  });
});

/** Length of a line in nautical miles. */
function lengthKn(points: readonly LonLat[]): number {
  let nm = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as LonLat, points[i] as LonLat];
    nm += Math.hypot((b.lat - a.lat) * 60, (b.lon - a.lon) * 60 * Math.cos((a.lat * Math.PI) / 180));
  }
  return nm;
}
