import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../../server/contract/constants.ts';
import type { DemoClock } from '../../server/contract/demo.ts';
import type { ClockState } from '../../server/contract/events.ts';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { HistoryExtent, TrailGeoJson } from '../../server/contract/history.ts';
import type { CoverageGeoJson, PictureGeoJson } from '../../server/contract/picture.ts';
import { distanceM } from '../../server/domain/geo/geodesy.ts';
import { STORY_BEGIN_MS } from '../../server/platform/demo/story-clock.ts';
import { Fleet } from '../../streams/simulator/fleet.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { StartedServer, until } from '../support/started-server.ts';

jest.setTimeout(180_000);
const PATH = '/api/v1/demo/clock';
/** Sixty would want a whole processor, which tests may have to share. */
const RATE = 10;
/** A place may be half a minute of the story old: 20 knots make 300 m of it. */
const WITHIN_M = 600;
/** The whole picture is asked for each time. */
const EVERY_MS = 250;

describe('the story of the demo, its simulator a process of its own', () => {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-story-')));
  const fleet = new Fleet(7);
  const told: ClockState[] = [];
  let server: StartedServer;
  let supervisor: SignedIn;
  let socket: Socket;

  beforeAll(async () => {
    server = new StartedServer({ DATA_DIR: join(place, 'data'), AIS_FEEDS: '', LOG_LEVEL: 'warn' });
    const url = await server.url();
    supervisor = await signIn({ url }, 'supervisor');
    const operator = await signIn({ url }, 'operator');
    socket = io(url, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie: operator.cookie } });
    socket.on('clock:changed', (state: ClockState) => told.push(state));
    await socket.emitWithAck('live:hello', { protocol: PROTOCOL_VERSION });
    await until(async () => (await heard()).length > 250, 60_000, EVERY_MS);
  });
  afterAll(async () => {
    socket?.disconnect();
    await server?.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  const ask = async <T>(path: string): Promise<T> => (await (await fetched(path)).json()) as T;
  /** A busy machine may leave a connection idle until the server closes it, just as it is used again. */
  const fetched = (path: string): Promise<Response> => supervisor.fetch(path).catch(() => supervisor.fetch(path));
  const order = async (body: object): Promise<DemoClock> =>
    (await (await supervisor.send('POST', PATH, body)).json()) as DemoClock;
  const nowMs = async (): Promise<number> => (await ask<DemoClock>(PATH)).storyMs;
  type Shown = PictureGeoJson['features'][number];
  /** Vessels on AIS with a place. */
  const heard = async (): Promise<Shown[]> =>
    (await ask<PictureGeoJson>('/api/v1/picture.geojson')).features.filter(
      ({ properties }) => properties.kind === 'vessel-a' || properties.kind === 'vessel-b',
    );
  const countOf = (shown: readonly Shown[], state: string): number =>
    shown.filter(({ properties }) => properties.state === state).length;

  /** Of the vessels that the fleet has under way on AIS now: the share that the picture has near there. */
  async function agreement(): Promise<number> {
    const [atMs, shown] = [await nowMs(), await heard()];
    const byMmsi = new Map(shown.map((one) => [one.properties.mmsi, one.geometry.coordinates]));
    const underWay = fleet.at(atMs).filter(({ ais, pose }) => ais === 'A' && pose.sogKn > 8);
    const found = underWay.filter(({ craft, pose }) => {
      const [lon, lat] = byMmsi.get(String(craft.mmsi).padStart(9, '0')) ?? [Number.NaN, Number.NaN];
      return distanceM({ lon, lat }, pose) < WITHIN_M;
    });
    expect(underWay.length).toBeGreaterThan(20);
    return found.length / underWay.length;
  }

  /** No receiver is silent, none has a clock that is wrong, and nowhere is anybody out of hearing. */
  async function isSound(): Promise<boolean> {
    const feeds = await ask<FeedStatus[]>('/api/v1/feeds');
    const { features } = await ask<CoverageGeoJson>('/api/v1/coverage');
    return (
      feeds.length === 4 &&
      feeds.every(({ state }) => state === 'up') &&
      feeds.every(({ clockErrorMs }) => clockErrorMs !== null && Math.abs(clockErrorMs) < 15_000) &&
      feeds.every(({ radar }) => radar?.health?.state !== 'silent') &&
      features.length > 10 &&
      features.every(({ properties }) => properties.noReceptionSinceMs === null)
    );
  }

  it('runs ten times as fast from one second to the next, and the ships with it', async () => {
    told.length = 0;
    const beganMs = await nowMs();
    expect(beganMs).toBeLessThan(STORY_BEGIN_MS + 300_000);
    expect(await order({ rate: RATE })).toMatchObject({ rate: RATE });
    await until(() => told.length > 0, 5_000);
    expect(told).toEqual([{ nowMs: expect.any(Number), rate: RATE }]);
    await until(async () => (await nowMs()) > beganMs + 60_000, 30_000);
    await until(async () => (await agreement()) > 0.9, 30_000, EVERY_MS);
    await until(isSound, 30_000, EVERY_MS);
    expect(await order({ rate: 1 })).toMatchObject({ rate: 1 });
    await until(isSound, 10_000, EVERY_MS);
    const shown = await heard();
    expect(countOf(shown, 'lost')).toBeLessThan(10);
    expect(countOf(shown, 'live')).toBeGreaterThan(240);
  });

  it('goes ahead: within seconds every ship is where she is then, none of before is shown, and the gap is on record', async () => {
    const fromMs = await nowMs();
    const moving = (await heard()).find(({ properties }) => (properties.sogKn ?? 0) > 9);
    told.length = 0;
    const { storyMs, moments } = await order({ moment: 'pick-up' });
    expect(storyMs).toBeGreaterThanOrEqual(moments.find(({ name }) => name === 'pick-up')?.atMs ?? Number.NaN);
    await until(() => told.length > 0, 2_000);
    expect(told[0]).toMatchObject({ rate: 1 });
    expect(told[0]?.nowMs).toBeGreaterThanOrEqual(storyMs - 1_000);
    // at once: whoever has a place was heard since
    for (const { properties } of await heard()) expect(properties.lastSeenMs).toBeGreaterThanOrEqual(storyMs - 1_000);
    const beganMs = performance.now();
    await until(async () => (await heard()).length > 250, 20_000, EVERY_MS);
    expect(performance.now() - beganMs).toBeLessThan(8_000);
    expect(countOf(await heard(), 'lost')).toBe(0);
    await until(async () => (await agreement()) > 0.95, 10_000, EVERY_MS);
    await until(isSound, 10_000, EVERY_MS);

    const isOnRecord = async (): Promise<boolean> => {
      const { feeds } = await ask<HistoryExtent>('/api/v1/history/extent');
      return feeds.length === 4 && feeds.every(hasGap(fromMs, storyMs));
    };
    await until(isOnRecord, 10_000, EVERY_MS);
    const trail = await ask<TrailGeoJson>(
      `/api/v1/trails?trackIds=${moving?.properties.trackId}&fromMs=${fromMs - 600_000}`,
    );
    expect(trail.features.length).toBeGreaterThan(0);
    for (const { properties } of trail.features) {
      if (properties.kind !== 'run') continue;
      const [first = 0, last = 0] = [properties.timesMs[0], properties.timesMs.at(-1)];
      expect(first < fromMs && last >= storyMs).toBe(false);
    }
  });

  it('keeps everybody signed in, and after a restart goes on there at the speed of its settings', async () => {
    expect((await supervisor.fetch('/api/v1/session')).status).toBe(200);
    expect(socket.connected).toBe(true);
    await order({ rate: 5 });
    const leftMs = await nowMs();
    await server.stop();
    server = new StartedServer({ DATA_DIR: join(place, 'data'), AIS_FEEDS: '', LOG_LEVEL: 'warn' });
    const url = await server.url();
    const again = await signIn({ url }, 'supervisor');
    const { storyMs, rate } = (await (await again.fetch(PATH)).json()) as DemoClock;
    expect([storyMs >= leftMs, storyMs < leftMs + 120_000, rate]).toEqual([true, true, 1]);
  });
});

const hasGap =
  (fromMs: number, toMs: number) =>
  ({ gaps }: HistoryExtent['feeds'][number]): boolean =>
    gaps.some((gap) => Math.abs(gap.fromMs - fromMs) < 30_000 && Math.abs((gap.toMs ?? 0) - toMs) < 30_000);
