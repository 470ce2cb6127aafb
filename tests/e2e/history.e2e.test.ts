import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { HistoryExtent, TrailGap, TrailGeoJson, TrailRun } from '../../server/contract/history.ts';
import type { PictureGeoJson, TrackDetail } from '../../server/contract/picture.ts';
import { decodeBlock, tracksOf } from '../../server/domain/history/block.ts';
import { HistoryService } from '../../server/history/history.service.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { handClock } from '../support/hand-clock.ts';
import { type HeardShip, hearName, hearShip } from '../support/heard-ship.ts';
import { openSql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const BEGIN_MS = Date.UTC(2026, 10, 1, 15, 50);
const BUCKET_MS = 600_000;
const LANTERN = 431_000_001;
const MOORED = 431_000_002;

const lantern = (s: number): HeardShip => ({ mmsi: LANTERN, lonDeg: 139.7, latDeg: 35.1 + s * 0.00005, sogKn: 11 });

describe('history', () => {
  const { clock, forward } = handClock(BEGIN_MS);
  let app: RunningApp;
  let picture: PictureService;
  let history: HistoryService;
  let operator: SignedIn;

  const get = async <T>(path: string): Promise<T> => {
    const answer = await operator.fetch(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  /** Goes on by `seconds`, a report of LANTERN every ten; everything is written then. */
  const sail = async (seconds: number, isHeard = true): Promise<void> => {
    for (let s = 0; s < seconds; s += 10) {
      forward(10_000);
      if (isHeard) hearShip(picture, lantern((clock.nowMs() - BEGIN_MS) / 1_000), clock.nowMs());
      picture.tick(clock.nowMs());
    }
    await history.flush();
    await history.writer.drain();
  };
  const compact = async (): Promise<void> => history.compactor.tick(clock.nowMs());
  const pictureAt = async (atMs: number): Promise<PictureGeoJson> =>
    get<PictureGeoJson>(`/api/v1/picture.geojson?atMs=${atMs}`);

  beforeAll(async () => {
    app = await runApp({ clock });
    picture = app.app.get(PictureService);
    history = app.app.get(HistoryService);
    operator = await signIn(app, 'operator');
    hearShip(picture, { mmsi: MOORED, lonDeg: 139.66, latDeg: 35.44, sogKn: 0, navStatus: 5 }, clock.nowMs());
    hearName(picture, LANTERN, 'SEA LANTERN', 'YOKOHAMA', clock.nowMs());
    await sail(300);
  });
  afterAll(() => app.stop());

  it('gives the trail of a track while its bucket is open', async () => {
    const trail = await get<TrailGeoJson>(`/api/v1/tracks/a-${LANTERN}/trail?fromMs=${BEGIN_MS}`);
    expect(trail.features).toHaveLength(1);
    const run = trail.features[0] as TrailRun;
    expect(run.properties.timesMs).toEqual(Array.from({ length: 30 }, (_, i) => BEGIN_MS + (i + 1) * 10_000));
    expect(run.properties.sogKn[0]).toBe(11);
    expect(run.geometry.coordinates[0]).toEqual([139.7, 35.1005]);
  });

  it('gives the same trail when the bucket is closed, and the gap in which it was silent', async () => {
    const before = await get<TrailGeoJson>(`/api/v1/tracks/a-${LANTERN}/trail?fromMs=${BEGIN_MS}`);
    await sail(480, false);
    await sail(300);
    await compact();
    const trail = await get<TrailGeoJson>(`/api/v1/vessels/${LANTERN}/trail?fromMs=${BEGIN_MS}`);
    const [first, gap, second] = trail.features as [TrailRun, TrailGap, TrailRun];
    expect(first).toEqual(before.features[0]);
    expect(gap.properties).toMatchObject({ kind: 'gap', fromMs: BEGIN_MS + 300_000, toMs: BEGIN_MS + 790_000 });
    expect(second.properties.timesMs).toHaveLength(30);
    const sql = await openSql(app);
    expect(await sql('select sum(count)::int as count, count(*)::int as rows from position_chunk')).toEqual([
      { count: 31, rows: 2 },
    ]);
    await sql.end();
  });

  it('gives the picture of any second, with names, and states by the silence of that time', async () => {
    const at = await pictureAt(BEGIN_MS + 400_000);
    expect(at.features.map(({ id }) => id).sort()).toEqual([`a-${LANTERN}`, `a-${MOORED}`]);
    const ship = at.features.find(({ id }) => id === `a-${LANTERN}`)?.properties;
    expect(ship).toMatchObject({
      name: 'SEA LANTERN',
      state: 'stale',
      sogKn: 11,
      lengthM: 98,
      fixMs: BEGIN_MS + 300_000,
    });
    expect(at.features.find(({ id }) => id === `a-${MOORED}`)?.properties).toMatchObject({
      navStatus: 5,
      state: 'live',
    });
    const later = await pictureAt(BEGIN_MS + 1_000_000);
    expect(later.features.find(({ id }) => id === `a-${LANTERN}`)?.properties).toMatchObject({ state: 'live' });
    expect((await pictureAt(BEGIN_MS - 1)).features).toEqual([]);
  });

  it('agrees with the live picture about now', async () => {
    const live = await get<PictureGeoJson>('/api/v1/picture.geojson');
    const past = await pictureAt(clock.nowMs());
    const bare = ({ features }: PictureGeoJson) =>
      features
        .map(({ geometry, properties }) => ({ geometry, ...properties }))
        .sort((a, b) => (a.trackId < b.trackId ? -1 : 1));
    expect(bare(past)).toEqual(bare(live));
  });

  it('sends a closed block for ever, the open one not', async () => {
    const closed = await operator.fetch(`/api/v1/history/blocks/${BEGIN_MS}`);
    expect(closed.headers.get('cache-control')).toContain('immutable');
    expect(closed.headers.get('x-mihari-block')).toBe('closed');
    expect(closed.headers.get('x-mihari-simulation')).toBe('true');
    const block = decodeBlock(new Uint8Array(await closed.arrayBuffer()));
    const sizes = [...tracksOf(block)].map(({ trackId, positions }) => [trackId, positions.size]);
    expect(sizes).toEqual([
      [`a-${LANTERN}`, 30],
      [`a-${MOORED}`, 1],
    ]);
    const etag = closed.headers.get('etag') ?? '';
    const again = await operator.fetch(`/api/v1/history/blocks/${BEGIN_MS}`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const open = await operator.fetch(`/api/v1/history/blocks/${BEGIN_MS + BUCKET_MS}?bbox=139.69,35,139.71,36`);
    expect(open.headers.get('cache-control')).toBe('private, no-cache');
    const openBlock = decodeBlock(new Uint8Array(await open.arrayBuffer()));
    expect([openBlock.open, openBlock.tracks.length]).toEqual([true, 1]);
    const elsewhere = await operator.fetch(`/api/v1/history/blocks/${BEGIN_MS}?bbox=139.65,35.4,139.67,35.5`);
    expect(decodeBlock(new Uint8Array(await elsewhere.arrayBuffer())).tracks).toHaveLength(1);
  });

  it('puts what comes late where it belongs, says so, and changes the block', async () => {
    const lateMs = BEGIN_MS + 295_000;
    const before = (await operator.fetch(`/api/v1/history/blocks/${BEGIN_MS}`)).headers.get('etag');
    const at = { ...lantern(295), tagMs: lateMs };
    hearShip(picture, at, clock.nowMs());
    await sail(0);
    const times = async (): Promise<readonly number[]> => {
      const trail = await get<TrailGeoJson>(`/api/v1/tracks/a-${LANTERN}/trail?fromMs=${BEGIN_MS}`);
      return (trail.features[0] as TrailRun).properties.timesMs;
    };
    expect(await times()).toContain(lateMs);
    await compact();
    expect(await times()).toContain(lateMs);
    expect(new Set(await times()).size).toBe((await times()).length);
    const extent = await get<HistoryExtent>('/api/v1/history/extent');
    expect(extent.revised).toEqual([{ bucketMs: BEGIN_MS, revision: 2 }]);
    expect(extent).toMatchObject({ fromMs: BEGIN_MS, closedBeforeMs: BEGIN_MS + BUCKET_MS });
    const after = await operator.fetch(`/api/v1/history/blocks/${BEGIN_MS}?rev=2`);
    expect(after.headers.get('etag')).not.toBe(before);
  });

  it('names the field and the value of a bad question', async () => {
    for (const [path, status, message] of [
      [`/api/v1/tracks/a-${LANTERN}/trail?fromMs=soon`, 400, 'fromMs: "soon" is not a time'],
      [`/api/v1/tracks/a-${LANTERN}/trail?fromMs=5&toMs=4`, 400, 'fromMs: is not before toMs'],
      ['/api/v1/tracks/nonsense/trail', 404, 'trackId: "nonsense" is not the id of a track'],
      ['/api/v1/trails?trackIds=', 400, 'trackIds: must name 1 to 200 tracks'],
      [`/api/v1/history/blocks/${BEGIN_MS + 1}`, 400, `bucketMs: ${BEGIN_MS + 1} is not the begin of a bucket`],
      ['/api/v1/picture.geojson?atMs=-1', 400, 'atMs: "-1" is not a time'],
    ] as const) {
      const answer = await operator.fetch(path);
      expect([path, answer.status]).toEqual([path, status]);
      expect(((await answer.json()) as { message: string }).message).toContain(message);
    }
  });
});

describe('after a restart', () => {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-')));
  let app: RunningApp | undefined;
  afterEach(() => app?.stop());
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('the picture holds who was there, by name and true age, and none is live until it is heard', async () => {
    const { clock, forward } = handClock(BEGIN_MS);
    app = await runApp({ clock, dataDir });
    const before = app.app.get(PictureService);
    hearName(before, LANTERN, 'SEA LANTERN', 'TOKYO', clock.nowMs());
    forward(1_000);
    hearName(before, LANTERN, 'SEA LANTERN', 'YOKOHAMA', clock.nowMs());
    hearShip(before, lantern(1), clock.nowMs());
    hearShip(before, { mmsi: MOORED, lonDeg: 139.66, latDeg: 35.44, sogKn: 0, navStatus: 5 }, clock.nowMs());
    await app.stop();
    forward(5_000);
    app = await runApp({ clock, dataDir });
    const operator = await signIn(app, 'operator');
    const ask = async (): Promise<TrackDetail> =>
      (await (await operator.fetch(`/api/v1/tracks/a-${LANTERN}`)).json()) as TrackDetail;
    expect(await ask()).toMatchObject({
      ...{ name: 'SEA LANTERN', destination: 'YOKOHAMA', state: 'stale', restored: true, fixMs: BEGIN_MS + 1_000 },
      ...{ imo: 9_074_729, sogKn: 11, firstSeenMs: BEGIN_MS },
      changes: [{ field: 'destination', from: 'TOKYO', to: 'YOKOHAMA' }],
      sources: [{ feed: 'bay', station: 'north' }],
    });
    const picture = app.app.get(PictureService);
    picture.tick(clock.nowMs());
    expect((await ask()).state).toBe('stale');
    hearShip(picture, lantern(7), clock.nowMs());
    expect(await ask()).toMatchObject({ state: 'live', restored: false, name: 'SEA LANTERN' });
    expect(picture.detail(picture.rowOf(`a-${MOORED}`))).toMatchObject({ state: 'stale', restored: true });
    forward(7 * 3_600_000);
    picture.tick(clock.nowMs());
    expect(picture.rowOf(`a-${MOORED}`)).toBe(-1);
  });
});
