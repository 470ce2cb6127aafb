import { describe, expect, it } from '@jest/globals';
import type { TrailGeoJson } from '../../server/contract/history.ts';
import { NONE_16 } from '../../server/domain/track/track-table.ts';
import { fetchTrails, readTrails } from './trails-api.ts';

const run = (trackId: string, timesMs: readonly number[], sogKn: readonly (number | null)[]) =>
  ({
    type: 'Feature',
    geometry:
      timesMs.length === 1
        ? { type: 'Point', coordinates: [139.7, 35.1] }
        : { type: 'LineString', coordinates: timesMs.map((ms) => [139.7 + ms / 1e6, 35.1]) },
    properties: { kind: 'run', trackId, timesMs, sogKn, cogDeg: timesMs.map(() => null) },
  }) as TrailGeoJson['features'][number];
const gap = (trackId: string) =>
  ({
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: [] },
    properties: { kind: 'gap', trackId, fromMs: 0, toMs: 1 },
  }) as TrailGeoJson['features'][number];
const answer: TrailGeoJson = {
  type: 'FeatureCollection',
  features: [run('a', [1, 2], [10, null]), gap('a'), run('a', [9], [0.5]), run('b', [5], [3])],
};

const asked: string[] = [];
const serverThat = (status: number, body: unknown = answer): typeof fetch =>
  (async (input: Parameters<typeof fetch>[0]) => {
    asked.push(String(input));
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;
const ask = (fetcher: typeof fetch) =>
  fetchTrails({ trackIds: ['a', 'b'], fromMs: 1234.5, signal: new AbortController().signal }, fetcher);

describe('the trails of an answer', () => {
  it('are by track, with a gap before every run but the first', () => {
    const trails = readTrails(answer);
    const a = trails.get('a');
    expect([...(a?.gapBefore.subarray(0, a.size) ?? [])]).toEqual([0, 0, 1]);
    expect([...(a?.sog.subarray(0, a.size) ?? [])]).toEqual([100, NONE_16, 5]);
    expect(a?.cog[0]).toBe(NONE_16);
    expect(a?.lon[2]).toBe(83_820_000);
    expect([trails.get('b')?.size, trails.get('b')?.gapBefore[0]]).toEqual([1, 0]);
  });
});

describe('asking for trails', () => {
  it('names tracks and time', async () => {
    expect((await ask(serverThat(200))).kind).toBe('found');
    expect(asked.at(-1)).toBe('/api/v1/trails?trackIds=a%2Cb&fromMs=1234');
  });

  it.each([
    [401, 'unauthenticated'],
    [503, 'away'],
    [500, 'failed'],
    [404, 'failed'],
  ])('an answer of %i is %s', async (status, kind) => {
    expect((await ask(serverThat(status))).kind).toBe(kind);
  });

  it('no network is away, and only one who gives up hears an error', async () => {
    const none = (() => Promise.reject(new TypeError('no network'))) as typeof fetch;
    expect((await ask(none)).kind).toBe('away');
    const stop = new AbortController();
    stop.abort();
    await expect(fetchTrails({ trackIds: ['a'], fromMs: 0, signal: stop.signal }, none)).rejects.toThrow('no network');
  });
});
