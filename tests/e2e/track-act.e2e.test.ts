import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PictureGeoJson } from '../../server/contract/picture.ts';
import type { TrackAct } from '../../server/contract/track-act.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

describe('acts of operators on tracks', () => {
  let app: RunningApp;
  let operator: SignedIn;
  beforeAll(async () => {
    app = await runApp();
    operator = await signIn(app, 'operator');
  });
  afterAll(() => app.stop());
  const post = async (path: string, body: unknown, by = operator): Promise<{ status: number; body: TrackAct }> => {
    const answer = await by.send('POST', `/api/v1/${path}`, body);
    return { status: answer.status, body: (await answer.json()) as TrackAct };
  };
  const names = async (): Promise<(string | null)[]> => {
    const { features } = (await (await operator.fetch('/api/v1/picture.geojson')).json()) as PictureGeoJson;
    return features.map(({ properties }) => properties.name);
  };

  it('are seen by all, undone once, and audited', async () => {
    const plotted = await post('tracks', { lon: 139.7, lat: 35.1, name: 'FLOAT' });
    expect(plotted).toMatchObject({ status: 201, body: { act: 'plot', name: 'FLOAT', who: 'operator' } });
    const { trackId } = plotted.body;
    const named = await post(`tracks/${trackId}/name`, { name: 'K-17' });
    expect(await names()).toEqual(['K-17']);
    expect(await post(`acts/${named.body.actId}/undo`, {})).toMatchObject({
      status: 200,
      body: { undoneBy: 'operator' },
    });
    expect(await names()).toEqual(['FLOAT']);
    expect((await post(`acts/${named.body.actId}/undo`, {})).status).toBe(409);
    await post(`tracks/${trackId}/drop`, {});
    expect(await names()).toEqual([]);
    const supervisor = await signIn(app, 'supervisor');
    const rows = (await (await supervisor.fetch('/api/v1/audit?limit=10')).json()) as {
      action: string;
      object: string;
    }[];
    const acts = rows.filter(({ object }) => object === `track/${trackId}`).map(({ action }) => action);
    expect(acts).toEqual(['track:drop', 'track:undo', 'track:name', 'track:plot']);
  });

  it('are refused with the field and the reason', async () => {
    hearShip(app.app.get(PictureService), { mmsi: 431_000_001, lonDeg: 139.7, latDeg: 35.2 }, app.clock.nowMs());
    expect((await post('tracks/a-431000001/name', { name: 'X' })).status).toBe(409);
    expect((await post('tracks/r-zz/drop', {})).status).toBe(404);
    const bad = await operator.send('POST', '/api/v1/tracks', { lon: 200, lat: 35, name: '<b>' });
    expect(bad.status).toBe(400);
    expect(await bad.text()).toMatch(/lon: 200 is above 180 degrees.*name: .*<b>/);
    const crew = await signIn(app, 'crew');
    expect((await post('tracks', { lon: 139, lat: 35, name: 'X' }, crew)).status).toBe(403);
  });
});
