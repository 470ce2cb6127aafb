import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PROTOCOL_VERSION } from '../../server/contract/constants.ts';
import type { View } from '../../server/contract/events.ts';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { Health } from '../../server/contract/health.ts';
import { decodeFrame, type Frame } from '../../server/domain/frame/decode-frame.ts';
import { PictureStore } from '../../web/net/picture-store.ts';
import { type LiveApp, type LiveClient, runLive } from '../support/live-app.ts';

const BAY: View = { west: 139, south: 35, east: 140, north: 36, trackId: null };

/** The next event of a name, as a promise. */
const next = <T>(client: LiveClient, name: string, wanted: (value: T) => boolean = () => true): Promise<T> =>
  new Promise((resolve) => {
    const heard = (value: T): void => {
      if (!wanted(value)) return;
      client.off(name as 'live:frame', heard as never);
      resolve(value);
    };
    client.on(name as 'live:frame', heard as never);
  });

/** Applies every frame of a client as the browser does. */
function following(client: LiveClient): {
  store: PictureStore;
  until(wanted: (frame: Frame) => boolean): Promise<Frame>;
} {
  const store = new PictureStore();
  const waiting: { wanted: (frame: Frame) => boolean; done: (frame: Frame) => void }[] = [];
  client.on('live:frame', (bytes) => {
    const frame = decodeFrame(new Uint8Array(bytes));
    store.apply(frame);
    for (const one of [...waiting]) {
      if (!one.wanted(frame)) continue;
      waiting.splice(waiting.indexOf(one), 1);
      one.done(frame);
    }
  });
  return { store, until: (wanted) => new Promise((done) => void waiting.push({ wanted, done })) };
}

const hello = (client: LiveClient) => client.emitWithAck('live:hello', { protocol: PROTOCOL_VERSION });

describe('the live socket', () => {
  let live: LiveApp;
  beforeEach(async () => {
    live = await runLive();
  });
  afterEach(() => live.stop());

  it('says hello with clock, build and simulation, then sends the view and what changes in it', async () => {
    const rows = [139.1, 139.2].map((lon) => live.sources.put(lon, 35.5));
    live.sources.put(130, 33);
    live.live.tick();
    const client = live.connect();
    const { store, until } = following(client);
    expect(await hello(client)).toMatchObject({
      ok: true,
      protocol: PROTOCOL_VERSION,
      build: 'b1',
      simulation: true,
      clock: { rate: 1 },
    });
    const first = until((frame) => frame.rows.count > 0);
    expect(await client.emitWithAck('live:view', BAY)).toEqual({ ok: true });
    expect((await first).kind).toBe('snapshot');
    expect([store.trackIds, store.names, store.total]).toEqual([['t1', 't2'], ['SHIP 1', 'SHIP 2'], 3]);

    live.sources.move(rows[0] as number, 139.15, 35.5);
    live.sources.table.remove(rows[1] as number);
    const delta = until((frame) => frame.gone.length > 0);
    live.live.tick();
    expect((await delta).kind).toBe('delta');
    expect(store.count).toBe(1);
    expect(store.lon[store.rowOfTrack('t1')]).toBe(139.15 * 600_000);
  });

  it('refuses another protocol with the word reload, and sends it nothing', async () => {
    const client = live.connect();
    expect(await client.emitWithAck('live:hello', { protocol: PROTOCOL_VERSION + 1 })).toMatchObject({
      ok: false,
      error: 'reload',
    });
    expect(await client.emitWithAck('live:view', BAY)).toMatchObject({ ok: false, error: 'invalid' });
    expect(live.live.readers).toBe(0);
  });

  it('names field and value of what it cannot take', async () => {
    const client = live.connect();
    await hello(client);
    const answer = await client.emitWithAck('live:view', { ...BAY, west: -999 });
    expect(answer).toMatchObject({ ok: false, error: 'invalid', message: expect.stringContaining('west = -999') });
    const upside = await client.emitWithAck('live:view', { ...BAY, south: 40 });
    expect(upside).toMatchObject({ ok: false, message: expect.stringContaining('south = 40') });
    expect(await client.emitWithAck('live:view', null as never)).toMatchObject({ ok: false, error: 'invalid' });
  });

  it('tells the selected track when it changes and when it is gone', async () => {
    const row = live.sources.put(139.1, 35.5);
    const client = live.connect();
    await hello(client);
    const first = next(client, 'track:changed');
    await client.emitWithAck('live:view', { ...BAY, trackId: 't1' });
    expect(await first).toEqual({ trackId: 't1' });
    const moved = next(client, 'track:changed');
    live.sources.move(row, 139.2, 35.5);
    live.live.tick();
    expect(await moved).toEqual({ trackId: 't1' });
    const gone = next(client, 'track:changed');
    live.sources.table.remove(row);
    live.live.tick();
    expect(await gone).toBeNull();
  });

  it('tells at once of a lost feed and a lost database, to those who may know', async () => {
    const feed = { name: 'bay', state: 'up', error: null } as FeedStatus;
    live.sources.feeds = [feed];
    const operator = live.connect('operator');
    const partner = live.connect('partner');
    const told: string[] = [];
    partner.onAny((name: string) => told.push(name));
    const healthy = next<Health>(
      operator,
      'health:changed',
      (h) => h.feeds.state === 'ok' && h.database.state === 'ok',
    );
    await hello(operator);
    await hello(partner);
    live.live.tick();
    await healthy;
    const lost = next<Health>(
      operator,
      'health:changed',
      (h) => h.feeds.state === 'down' && h.database.state === 'down',
    );
    const feeds = next<FeedStatus[]>(operator, 'feeds:changed', ([f]) => f?.state === 'down');
    live.sources.feeds = [{ ...feed, state: 'down', error: 'refused' }];
    live.sources.isDatabaseUp = false;
    expect((await lost).database.state).toBe('down');
    expect(await feeds).toMatchObject([{ name: 'bay', state: 'down', error: 'refused' }]);
    const frame = next(partner, 'live:frame');
    live.live.tick();
    await frame;
    expect(new Set(told)).toEqual(new Set(['live:frame']));
  });

  it('queues nothing for a console that stops reading, and brings it up to date when it reads again', async () => {
    for (let i = 0; i < 4000; i++) live.sources.put(139 + (i % 100) / 100, 35 + i / 4000);
    live.live.tick();
    const client = live.connect();
    const { store, until } = following(client);
    await hello(client);
    const first = until((frame) => frame.rows.count === 4000);
    await client.emitWithAck('live:view', BAY);
    await first;
    const wire = (client.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
    wire.pause();
    const before = live.live.counts.bytes;
    for (let tick = 0; live.live.counts.skipped < 300 && tick < 1000; tick++) {
      for (let row = 0; row < 4000; row++)
        live.sources.move(row, 139 + (row % 100) / 100 + (tick % 9) / 1000, 35 + row / 4000);
      live.live.tick();
      await new Promise(setImmediate);
    }
    expect(live.live.counts.skipped).toBe(300);
    expect(live.live.counts.bytes - before).toBeLessThan(20e6);
    const { table } = live.sources;
    const isNow = (row: number): boolean => store.lon[store.rowOfKey(table.key[row] as number)] === table.lon[row];
    const snapshot = until((frame) => frame.kind === 'snapshot');
    const upToDate = until(() => store.count === 4000 && Array.from({ length: 4000 }, (_, row) => row).every(isNow));
    wire.resume();
    await snapshot;
    await upToDate;
  });

  it('forgets a console that leaves', async () => {
    const client = live.connect();
    await hello(client);
    expect(live.live.readers).toBe(1);
    client.disconnect();
    const other = live.connect();
    await hello(other);
    expect(live.live.readers).toBe(1);
  });
});
