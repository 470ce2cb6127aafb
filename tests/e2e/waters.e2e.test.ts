import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Recommendation } from '../../server/contract/dispatch.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { handClock } from '../support/hand-clock.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 16, 36);
/** Right across the way from Yokosuka round Kannonzaki to the open bay. */
const ACROSS = [[139.7, 35.3], [139.85, 35.3], [139.85, 35.33], [139.7, 35.33], [139.7, 35.3]]; // biome-ignore format: one line

describe('what is known of the water', () => {
  const hand = handClock(NOW_MS);
  let app: RunningApp;
  let supervisor: SignedIn;
  beforeAll(async () => {
    app = await runApp({ clock: hand.clock });
    supervisor = await signIn(app, 'supervisor');
    const admin = await signIn(app, 'admin');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai', { berth: { lon: 139.75, lat: 35.28 } }));
    await admin.send('PUT', '/api/v1/boats/shiosai/duty', { crew: ['船長'], fuel: 0.9 });
    const position = { lon: 139.76, lat: 35.27, sogKn: 0, cogDeg: 0, headingDeg: null, fixMs: NOW_MS };
    app.app.get(BoatsService).report('shiosai', 'gps', { positions: [position] });
  });
  afterAll(() => app.stop());
  const put = (set: string, features: readonly unknown[], by = supervisor): Promise<Response> =>
    by.fetch(`/api/v1/waters/areas/${set}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/geo+json' },
      body: JSON.stringify({ type: 'FeatureCollection', features }),
    });
  const area = (properties: unknown) => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ACROSS] } }); // biome-ignore format: one line
  const distanceNm = async (): Promise<number> => {
    const target = { kind: 'point', lon: 139.76, lat: 35.36 };
    const answer = await supervisor.send('POST', '/api/v1/dispatch/recommend', { target });
    return ((await answer.json()) as Recommendation).boats[0]?.distanceNm ?? Number.NaN;
  };

  it('is imported by set, and gone round while it counts', async () => {
    const straight = await distanceNm();
    expect(straight).toBeLessThan(6);
    const soonMs = NOW_MS + 60_000;
    const nets = area({ kind: 'closed', name: '刺網', from: new Date(soonMs).toISOString(), to: soonMs + 3_600_000 });
    expect(await (await put('nets', [nets])).json()).toEqual({ areas: 1 });
    expect(await distanceNm()).toBeGreaterThan(straight + 1);
    const shown = (await (await supervisor.fetch('/api/v1/waters/areas')).json()) as {
      features: { properties: unknown }[];
    };
    expect(shown.features.map(({ properties }) => properties)).toEqual([{ set: 'nets', kind: 'closed', name: '刺網', fromMs: soonMs, toMs: soonMs + 3_600_000 }]); // biome-ignore format: one line
    hand.forward(3_700_000);
    supervisor = await signIn(app, 'supervisor');
    expect(await distanceNm()).toBeCloseTo(straight, 3);
    await put('nets', []);
  });

  it('keeps a boat off water that is too shallow for her, and says where the depth is known', async () => {
    const straight = await distanceNm();
    await put('depth', [area({ kind: 'depth', depthM: 1.5 })]);
    expect(await distanceNm()).toBeGreaterThan(straight + 1);
    await put('depth', [area({ kind: 'depth', depthM: 9 })]);
    expect(await distanceNm()).toBeCloseTo(straight, 3);
    await put('depth', []);
  });

  it('is taken whole or not at all, and only from who may', async () => {
    const bad = await put('nets', [area({ kind: 'closed', name: 'a' }), area({ kind: 'depth', depthM: 'deep' })]);
    expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('features.1.properties.depthM')]);
    const shown = (await (await supervisor.fetch('/api/v1/waters/areas')).json()) as { features: unknown[] };
    expect(shown.features).toEqual([]);
    expect((await supervisor.send('PUT', '/api/v1/waters/areas/nets', {})).status).toBe(400);
    const operator = await signIn(app, 'operator');
    expect((await put('nets', [], operator)).status).toBe(403);
  });
});
