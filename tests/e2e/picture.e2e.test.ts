import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  CoverageGeoJson,
  PictureGeoJson,
  TrackDetail,
  VesselDetail,
  VesselHit,
} from '../../server/contract/picture.ts';
import { AisMessage } from '../../server/domain/ais/message.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

describe('the picture over HTTP', () => {
  let app: RunningApp;
  let operator: SignedIn;
  beforeAll(async () => {
    app = await runApp();
    operator = await signIn(app, 'operator');
    const picture = app.app.get(PictureService);
    const receivedMs = app.clock.nowMs();
    const hear = (fields: Partial<AisMessage>, station = 'yokohama'): void => {
      picture.hear({ message: Object.assign(new AisMessage(), fields), feed: 'north', station, receivedMs });
    };
    const fix = { type: 1, mmsi: 431_000_001, lon: 83_790_000, lat: 21_180_000, sog: 123, cog: 900, heading: 91 };
    hear({ ...fix, rot: -20, navStatus: 0, accuracy: 1 });
    hear({ ...fix, rot: -20, navStatus: 0, accuracy: 1 }, 'chiba');
    hear({
      type: 5,
      mmsi: 431_000_001,
      name: 'SAKURA',
      callsign: '7JAB',
      imo: 9_074_729,
      shipType: 70,
      toBow: 90,
      toStern: 20,
    });
    hear({ type: 5, mmsi: 431_000_001, name: 'AKEBONO', destination: 'JP TYO', etaMonth: 6, etaDay: 2, draught: 61 });
    hear({ type: 18, mmsi: 563_000_002, lon: 90_000_000, lat: 21_180_000 });
    hear({ type: 24, mmsi: 431_000_003, name: 'NO POSITION' });
  });
  afterAll(async () => {
    await app?.stop();
  });
  const ask = async <T>(path: string): Promise<T> => (await (await operator.fetch(path)).json()) as T;

  it('shows all tracks with a position as GeoJSON', async () => {
    const answer = await operator.fetch('/api/v1/picture.geojson');
    expect(answer.headers.get('content-type')).toContain('application/geo+json');
    const { type, simulation, features } = (await answer.json()) as PictureGeoJson;
    expect(type).toBe('FeatureCollection');
    expect(simulation).toBe(true);
    expect(features.map(({ id }) => id)).toEqual(['a-431000001', 'a-563000002']);
    expect(features[0]?.geometry).toEqual({ type: 'Point', coordinates: [139.65, 35.3] });
    expect(features[0]?.properties).toMatchObject({
      trackId: 'a-431000001',
      mmsi: '431000001',
      name: 'AKEBONO',
      kind: 'vessel-a',
      state: 'live',
      sogKn: 12.3,
      cogDeg: 90,
      headingDeg: 91,
      shipType: 70,
      lengthM: 110,
      suspect: false,
      noReceptionSinceMs: null,
    });
  });

  it('shows only what is inside the box', async () => {
    const inside = async (bbox: string): Promise<string[]> =>
      (await ask<PictureGeoJson>(`/api/v1/picture.geojson?bbox=${bbox}`)).features.map(({ id }) => id);
    expect(await inside('139.5,35,140.1,35.7')).toEqual(['a-431000001']);
    expect(await inside('145,35,-170,36')).toEqual(['a-563000002']);
    expect(await inside('0,0,1,1')).toEqual([]);
  });

  it('tells all of one track: identity, change log, sources', async () => {
    const track = await ask<TrackDetail>('/api/v1/tracks/a-431000001');
    expect(track).toMatchObject({
      lon: 139.65,
      lat: 35.3,
      imo: 9_074_729,
      flag: 'JP',
      draughtM: 6.1,
      destination: 'JP TYO',
    });
    expect(track.changes).toMatchObject([{ field: 'name', from: 'SAKURA', to: 'AKEBONO' }]);
    expect(track.sources.map(({ feed, station }) => `${feed}/${station}`).sort()).toEqual([
      'north/chiba',
      'north/yokohama',
    ]);
    expect(track.rotDegPerMin).toBeCloseTo(-17.9, 1);
    expect(track.eta).toEqual({ month: 6, day: 2, hour: null, minute: null });
  });

  it('tells all that send under one MMSI', async () => {
    const vessel = await ask<VesselDetail>('/api/v1/vessels/431000003');
    expect(vessel).toMatchObject({ name: 'NO POSITION', lon: null, kind: 'vessel-b' });
    expect(vessel.tracks.map(({ trackId }) => trackId)).toEqual(['a-431000003']);
  });

  it('finds vessels', async () => {
    const hits = await ask<VesselHit[]>(`/api/v1/vessels?q=${encodeURIComponent('ａｋｅ')}`);
    expect(hits).toMatchObject([{ trackId: 'a-431000001', name: 'AKEBONO', imo: 9_074_729, lon: 139.65 }]);
  });

  it('shows where receivers hear', async () => {
    const { features } = await ask<CoverageGeoJson>('/api/v1/coverage');
    expect(features[0]?.properties).toEqual({ receivers: ['north/yokohama', 'north/chiba'], noReceptionSinceMs: null });
    expect(features[0]?.geometry.coordinates[0]?.[2]).toEqual([139.7, 35.4]);
  });

  it.each([
    ['/api/v1/picture.geojson?bbox=1,2,3', ['bbox', '1,2,3']],
    ['/api/v1/picture.geojson?bbox=1,9,3,4', ['bbox', '1,9,3,4']],
    ['/api/v1/picture.geojson?bbox=a,b,c,d', ['bbox', 'a,b,c,d']],
    ['/api/v1/picture.geojson?zoom=3', ['zoom']],
    ['/api/v1/vessels', ['q']],
    ['/api/v1/vessels?q=%20', ['q']],
    ['/api/v1/vessels?q=a&q=b', ['q', 'a', 'b']],
    ['/api/v1/vessels?q=a&limit=0', ['limit', '"0"']],
    ['/api/v1/vessels/12', ['mmsi', '12']],
  ])('refuses %s and says why', async (path, words) => {
    const answer = await operator.fetch(path);
    expect(answer.status).toBe(400);
    const { error, message } = (await answer.json()) as { error: string; message: string };
    expect(error).toBe('invalid');
    for (const word of words) expect(message).toContain(word);
  });

  it('says that it does not know what it does not know', async () => {
    for (const path of ['/api/v1/tracks/a-999999999', '/api/v1/tracks/nonsense', '/api/v1/vessels/999999999']) {
      const answer = await operator.fetch(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.json()).toMatchObject({ ok: false, error: 'not-found' });
    }
  });

  it('is closed without a session', async () => {
    for (const path of ['picture.geojson', 'coverage', 'tracks/a-431000001', 'vessels/431000001', 'vessels?q=a']) {
      expect([path, (await fetch(`${app.url}/api/v1/${path}`)).status]).toEqual([path, 401]);
    }
  });
});
