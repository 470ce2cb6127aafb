import { describe, expect, it } from '@jest/globals';
import { type Actor, CAPE, POINT, RadarScene, straight } from '../../../../tests/support/radar-scene.ts';
import { destination, distanceM } from '../../geo/geodesy.ts';

const OFF = { lon: 139.78, lat: 35.17 };
const CLIFF = { ...CAPE, name: 'cliff', lon: 139.8, lat: 35.13 };
const MMSI = 431_000_123;
const boat = (more: Partial<Actor> = {}): Actor => ({ at: straight(OFF, 9, 200), number: () => '07', ...more });
const ship = (more: Partial<Actor> = {}): Actor => boat({ mmsi: MMSI, number: () => '12', ...more });
const fleet = (count: number): Actor[] =>
  Array.from({ length: count }, (_, i) => {
    const from = destination(POINT, (i * 137) % 360, 3_000 + 900 * i);
    return { at: straight(from, 8 + (i % 5), (i * 77) % 360), number: () => `${20 + i}`, mmsi: MMSI + 1 + i };
  });

describe('a craft that only radar sees', () => {
  it('is on the picture within half a minute, with course and speed', () => {
    const scene = new RadarScene([boat()]);
    scene.play(33);
    expect(scene.tracks()).toMatchObject([{ kind: 'radar', state: 'live', radar: true }]);
    scene.play(90);
    const [track] = scene.tracks();
    expect(track?.sogKn).toBeGreaterThan(8);
    expect(track?.sogKn).toBeLessThan(10);
    expect(track?.cogDeg).toBeGreaterThan(190);
    expect(track?.cogDeg).toBeLessThan(210);
    expect(distanceM(track ?? OFF, straight(OFF, 9, 200)(123))).toBeLessThan(40);
  });
  it('keeps its id when the sensor calls it by other numbers, and by a number another had', () => {
    const other = boat({ at: straight({ lon: 139.7, lat: 35.2 }, 5, 90), number: (s) => (s < 60 ? '01' : '07') });
    const scene = new RadarScene([boat({ number: (s) => (s < 60 ? '07' : '01') }), other]);
    scene.play(50);
    const ids = scene.tracks().map(({ id }) => id);
    expect(ids).toHaveLength(2);
    scene.play(100);
    expect(scene.tracks().map(({ id }) => id)).toEqual(ids);
  });
  it('is one track whatever the number of sites that see it', () => {
    const scene = new RadarScene([boat()], [POINT, CAPE]);
    scene.play(200);
    expect(scene.tracks()).toHaveLength(1);
  });
  it('is followed over a gap, then lost, then gone', () => {
    const scene = new RadarScene([boat({ seen: (s) => s < 100 || (s > 125 && s < 200) })]);
    scene.play(199);
    const [{ id } = { id: '' }] = scene.tracks();
    expect(scene.tracks()).toMatchObject([{ state: 'live' }]);
    scene.play(40);
    expect(scene.tracks()).toMatchObject([{ id, state: 'lost', radar: false }]);
    scene.play(200);
    expect(scene.tracks()).toEqual([]);
    expect(scene.gone).toEqual([id]);
  });
  it('is not made of clutter', () => {
    const scene = new RadarScene([]);
    for (let i = 0; i < 400; i++) {
      scene.play(1);
      const place = destination(POINT, 360 * scene.chance(), 500 + 9_000 * scene.chance());
      for (let n = 0; n < 3; n++) scene.plot(POINT, place, String(i % 100), Date.UTC(2026, 10, 23, 16, 0, i + 3 * n));
    }
    expect(scene.tracks()).toEqual([]);
  });
  it('was perhaps exchanged where it met another closely and the motions broke', () => {
    // both come to one point and leave it by other ways at other speeds
    const meet = { lon: 139.77, lat: 35.18 };
    const way = (to: number, away: number, kn: number) => (s: number) =>
      s < 150 ? straight(meet, 4, to + 180)(150 - s) : s < 210 ? meet : straight(meet, kn, away)(s - 210);
    const scene = new RadarScene([boat({ at: way(90, 0, 14) }), boat({ at: way(200, 240, 9), number: () => '09' })]);
    scene.play(140);
    expect(scene.tracks()).toMatchObject([{ possibleSwap: false }, { possibleSwap: false }]);
    scene.play(180);
    expect(scene.tracks().filter(({ possibleSwap }) => possibleSwap)).toHaveLength(2);
  });
});

describe('a ship seen by radar and heard on AIS', () => {
  it('is one track, marked as seen', () => {
    const scene = new RadarScene([ship()], [POINT, CAPE]);
    scene.play(300);
    expect(scene.tracks()).toMatchObject([{ id: `a-${MMSI}`, kind: 'vessel-a', radar: true, byRadar: false }]);
  });
  it('is taken over from radar within ten seconds when AIS is heard at last', () => {
    const scene = new RadarScene([ship({ heard: (s) => s >= 120 })]);
    scene.play(120);
    expect(scene.tracks()).toMatchObject([{ kind: 'radar' }]);
    scene.play(9);
    expect(scene.tracks()).toMatchObject([{ id: `a-${MMSI}` }]);
  });
  it('is followed by radar while her AIS is silent, as the same track, and by AIS again after', () => {
    const way = (s: number) =>
      s < 120 ? straight(OFF, 11, 200)(s) : straight(straight(OFF, 11, 200)(120), 4, 214)(s - 120);
    const scene = new RadarScene([ship({ at: way, heard: (s) => s < 120 || s > 600 })]);
    scene.play(590);
    const [track, ...others] = scene.tracks();
    expect(others).toEqual([]);
    expect(track).toMatchObject({ id: `a-${MMSI}`, state: 'live', byRadar: true });
    expect(distanceM(track ?? OFF, way(589))).toBeLessThan(60);
    scene.play(40);
    expect(scene.tracks()).toMatchObject([{ id: `a-${MMSI}`, byRadar: false, state: 'live' }]);
  });
  it('stays where radar sees her when her AIS jumps away', () => {
    const says = (s: number) => (s < 200 ? straight(OFF, 9, 200)(s) : destination(straight(OFF, 9, 200)(s), 60, 5_000));
    const scene = new RadarScene([ship({ says })]);
    scene.play(400);
    const [track, ...others] = scene.tracks();
    expect(others).toEqual([]);
    expect(track).toMatchObject({ suspect: true, byRadar: true });
    expect(distanceM(track ?? OFF, straight(OFF, 9, 200)(399))).toBeLessThan(60);
  });
  it('stays there while radar loses her for most of a minute of the jump', () => {
    const says = (s: number) => (s < 200 ? straight(OFF, 9, 200)(s) : destination(straight(OFF, 9, 200)(s), 60, 5_000));
    const scene = new RadarScene([ship({ says, seen: (s) => s < 240 || s > 292 })]);
    scene.play(400);
    const [track, ...others] = scene.tracks();
    expect(others).toEqual([]);
    expect(distanceM(track ?? OFF, straight(OFF, 9, 200)(399))).toBeLessThan(60);
  });
  it('is one track when a yacht opens up between two reports', () => {
    const slow = straight(OFF, 5, 200);
    const way = (s: number) => (s < 121 ? slow(s) : straight(slow(121), 20, 340)(s - 121));
    const scene = new RadarScene(
      [ship({ at: way, everyS: 30, number: (s) => (s < 121 ? '12' : '31') })],
      [POINT, CAPE, CLIFF],
    );
    for (let s = 0; s < 240; s += 3) {
      scene.play(3);
      if (s > 60) expect(scene.tracks().map(({ id }) => id)).toEqual([`a-${MMSI}`]);
    }
  });
  it('is not one with a boat that lies beside her for a minute and came by itself', () => {
    const boatWay = (s: number) => {
      const beside = destination(straight(OFF, 3, 200)(s), 290, 60);
      return s < 300
        ? destination(beside, 290, (300 - s) * 6)
        : s < 360
          ? beside
          : destination(beside, 290, (s - 360) * 6);
    };
    const scene = new RadarScene([ship({ at: straight(OFF, 3, 200) }), boat({ at: boatWay })]);
    scene.play(250);
    const ids = scene
      .tracks()
      .map(({ id }) => id)
      .sort();
    expect(ids).toHaveLength(2);
    scene.play(300);
    expect(
      scene
        .tracks()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids);
  });
});

describe('a site that does not point where it says', () => {
  it('is found drifting by a degree and more, and its error taken off', () => {
    const scene = new RadarScene([...fleet(12), boat()], [POINT]);
    scene.turn = { site: 'point', fromS: 0, deg: 1.4 };
    scene.play(400);
    const [site] = scene.radar.sites;
    expect(site?.bias.bearingDeg).toBeCloseTo(1.4, 0);
    expect(site?.stateAt(Date.UTC(2026, 10, 23, 16, 6, 40))).toBe('drifting');
    const seen = scene.tracks().find(({ kind }) => kind === 'radar');
    expect(distanceM(seen ?? POINT, straight(OFF, 9, 200)(399))).toBeLessThan(80);
  });
  it('is found turned of a sudden, and makes no second track of any ship', () => {
    const scene = new RadarScene(fleet(14), [POINT]);
    scene.turn = { site: 'point', fromS: 300, deg: 37 };
    scene.play(330);
    expect(scene.radar.sites[0]?.stateAt(Date.UTC(2026, 10, 23, 16, 5, 30))).toMatch(/doubtful|turned/);
    scene.play(120);
    expect(scene.radar.sites[0]?.stateAt(Date.UTC(2026, 10, 23, 16, 7, 30))).toBe('turned');
    expect(scene.tracks().filter(({ kind }) => kind === 'radar')).toEqual([]);
    expect(scene.tracks().filter(({ radar }) => radar)).toHaveLength(14);
  });
  it('is silent when nothing comes', () => {
    const scene = new RadarScene([boat({ seen: (s) => s < 60 })]);
    scene.play(100);
    expect(scene.radar.sites[0]?.stateAt(Date.UTC(2026, 10, 23, 16, 1, 40))).toBe('silent');
  });
});
