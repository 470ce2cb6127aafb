import { describe, expect, it } from '@jest/globals';
import { type Actor, BEGIN_MS, RadarScene, straight } from '../../../../tests/support/radar-scene.ts';
import type { Act, ActRefusal } from './radar-acts.ts';

const OFF = { lon: 139.78, lat: 35.17 };
const MMSI = 431_000_123;
const boat = (more: Partial<Actor> = {}): Actor => ({ at: straight(OFF, 9, 200), number: () => '07', ...more });
const ship = boat({ at: straight({ lon: 139.7, lat: 35.2 }, 6, 90), mmsi: MMSI, number: () => '12' });

function done(act: Act | ActRefusal): Act {
  if (typeof act === 'string') throw new Error(act);
  return act;
}
const nameOf = ({ fusion }: RadarScene, trackId: string): string | null =>
  fusion.identities[fusion.roster.rowOf(trackId)]?.name ?? null;
const radarIds = (scene: RadarScene): string[] =>
  scene
    .tracks()
    .filter(({ kind }) => kind === 'radar')
    .map(({ id }) => id);

describe('what an operator does to a track', () => {
  it('names it: it is found by its id as before, and kept when radar loses it', () => {
    const scene = new RadarScene([boat({ seen: (s) => s < 60 || s > 400 })]);
    scene.play(59);
    const [id = ''] = radarIds(scene);
    const act = done(scene.radar.acts.name(id, 'K-17'));
    expect(nameOf(scene, id)).toBe('K-17');
    scene.play(300);
    expect(scene.tracks()).toMatchObject([{ id, state: 'lost' }]);
    expect(act.undo()).toBe(true);
    expect(nameOf(scene, id)).toBeNull();
  });

  it('drops it: radar follows it unseen and makes no new track of it, until that is undone', () => {
    const scene = new RadarScene([boat()]);
    scene.play(60);
    const [id = ''] = radarIds(scene);
    const act = done(scene.radar.acts.drop(id));
    scene.play(60);
    expect([radarIds(scene), scene.gone]).toEqual([[], [id]]);
    expect(act.undo()).toBe(true);
    scene.play(10);
    expect(scene.tracks()).toMatchObject([{ id, state: 'live' }]);
  });

  it('merges two into one, and parts them again under the same id and name', () => {
    const other = boat({ at: straight({ lon: 139.77, lat: 35.2 }, 5, 90), number: () => '09' });
    const scene = new RadarScene([boat(), other]);
    scene.play(60);
    const [id = '', into = ''] = radarIds(scene);
    done(scene.radar.acts.name(id, 'K-17'));
    const act = done(scene.radar.acts.merge(id, into));
    expect(radarIds(scene)).toEqual([into]);
    expect(act.undo()).toBe(true);
    expect(nameOf(scene, id)).toBe('K-17');
  });

  it("splits what radar sees from a ship heard on AIS, and the two stay apart; the ship's own track is no matter of names", () => {
    const scene = new RadarScene([ship]);
    scene.play(60);
    const act = done(scene.radar.acts.split(`a-${MMSI}`));
    scene.play(6);
    expect(
      scene
        .tracks()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([`a-${MMSI}`, act.trackId]);
    expect(act.undo()).toBe(true);
    expect(scene.tracks()).toHaveLength(1);
    expect(scene.radar.acts.name(`a-${MMSI}`, 'X')).toBe('on-ais');
    expect(scene.radar.acts.drop('r-1')).toBe('no-track');
  });

  it('plots one by hand: it stays, stale, until it is dropped or undone', () => {
    const scene = new RadarScene([boat()]);
    scene.play(60);
    const place = { lon: 139.7, lat: 35.1, name: 'FLOAT', sogKn: null, cogDeg: null };
    const act = done(scene.radar.acts.plot(place, BEGIN_MS + 60_000));
    scene.play(600);
    expect(scene.tracks().find(({ id }) => id === act.trackId)).toMatchObject({
      state: 'stale',
      lon: 139.7,
      lat: 35.1,
    });
    expect(nameOf(scene, act.trackId)).toBe('FLOAT');
    expect(act.undo()).toBe(true);
    expect(radarIds(scene)).toHaveLength(1);
    expect(act.undo()).toBe(false);
  });

  it('puts one plotted by hand back to its place, as the track it was, when its merge is undone', () => {
    const scene = new RadarScene([boat()]);
    scene.play(60);
    const [seen = ''] = radarIds(scene);
    const place = { lon: 139.7, lat: 35.1, name: 'FLOAT', sogKn: 2.5, cogDeg: 30 };
    const plotted = done(scene.radar.acts.plot(place, BEGIN_MS + 60_000));
    const act = done(scene.radar.acts.merge(plotted.trackId, seen));
    scene.play(6);
    expect(radarIds(scene)).toEqual([seen]);
    expect(act.undo()).toBe(true);
    scene.play(120);
    expect(scene.tracks().find(({ id }) => id === plotted.trackId)).toMatchObject({
      ...{ state: 'stale', lon: 139.7, lat: 35.1, sogKn: 2.5, cogDeg: 30 },
    });
    expect(nameOf(scene, plotted.trackId)).toBe('FLOAT');
  });
});
