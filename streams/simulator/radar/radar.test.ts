import { describe, expect, it } from '@jest/globals';
import { destination, distanceM, initialBearingDeg, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import { craftOf } from '../craft.ts';
import { Fleet } from '../fleet.ts';
import { STORY_MS } from '../slot.ts';
import type { Vessel } from '../vessel.ts';
import { Hulls, type RadarWorld } from './hulls.ts';
import { Radar, type RadarOptions, radarsOf } from './radar.ts';
import { RADAR_SITES, SCAN_MS, type SensorSite } from './radar-site.ts';
import type { RadarEcho } from './tracker.ts';

const NM = 1852;
const fleet = new Fleet(7);
const [KANNONZAKI, HONMOKU, UMIHOTARU] = RADAR_SITES as [SensorSite, SensorSite, SensorSite];

interface Boat extends LonLat {
  readonly lengthM: number;
  readonly sogKn?: number;
  readonly cogDeg?: number;
}

/** A bay with nothing in it but boats that go straight; `lon` and `lat` are their middle at STORY_MS. */
function bayWith(...boats: readonly Boat[]): RadarWorld {
  return {
    seed: 7,
    bay: fleet.bay,
    at: (tMs) =>
      boats.map(({ lon, lat, lengthM, sogKn = 0, cogDeg = 0 }, slot) => {
        const craft = craftOf('pleasure', { seed: 7, slot, visit: 0, lengthM });
        const gone = destination({ lon, lat }, cogDeg, (sogKn * NM * (tMs - STORY_MS)) / 3_600_000);
        const astern = destination(gone, cogDeg + 180, (craft.toBowM - craft.toSternM) / 2);
        const antenna = destination(astern, cogDeg + 90, (craft.toPortM - craft.toStarboardM) / 2);
        return { slot, craft, pose: { ...antenna, sogKn, cogDeg, headingDeg: cogDeg, rotDegPerMin: 0 } };
      }),
  };
}

function watched(
  world: RadarWorld,
  site: SensorSite,
  scans: number,
  options: RadarOptions = { fromMs: STORY_MS },
): RadarEcho[][] {
  const radar = new Radar(site, new Hulls(world), options);
  return Array.from({ length: scans }, () => radar.scan());
}

const of = (slot: number) => (scan: readonly RadarEcho[]) => scan.filter(({ slots }) => slots.includes(slot));
const share = (scans: readonly RadarEcho[][], slot: number) =>
  scans.filter((scan) => of(slot)(scan).length > 0).length / scans.length;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe('Radar', () => {
  it('reports the same for the same seed and start, whole scan by scan or as time goes on', () => {
    const begin = () => new Radar(HONMOKU, new Hulls(fleet), { fromMs: STORY_MS });
    const scans = begin();
    const whole = Array.from({ length: 20 }, () => scans.scan()).flat();
    const slow = begin();
    const pieces: RadarEcho[] = [];
    for (let tMs = STORY_MS; tMs < STORY_MS + 64_500; tMs += 100) {
      for (const echo of slow.until(tMs)) {
        expect(echo.tMs).toBeGreaterThan(tMs - 100);
        pieces.push(echo);
      }
    }
    expect(whole.length).toBeGreaterThan(1000);
    expect(pieces.slice(0, whole.length)).toEqual(whole);
    slow.restart(STORY_MS);
    expect([...slow.until(STORY_MS + 10_000)]).toEqual(whole.filter(({ tMs }) => tMs <= STORY_MS + 10_000));
    const other = new Radar(HONMOKU, new Hulls({ seed: 8, bay: fleet.bay, at: (tMs) => fleet.at(tMs) }), {
      fromMs: STORY_MS,
    });
    const first = other.scan();
    expect(first).not.toEqual(whole.slice(0, first.length));
  });

  it('measures with the errors of its site', () => {
    const boat = { ...destination(UMIHOTARU, 250, 6000), lengthM: 40 };
    const echoes = watched(bayWith(boat), UMIHOTARU, 1500).flatMap(of(0));
    const rangeErrors = echoes.map(({ rangeM }) => rangeM - 6000);
    const bearingErrors = echoes.map(({ bearingDeg }) => bearingDeg - 250);
    expect(Math.abs(mean(rangeErrors))).toBeLessThan(2);
    expect(Math.abs(mean(bearingErrors))).toBeLessThan(0.03);
    expect(deviation(rangeErrors)).toBeGreaterThan(18.8);
    expect(deviation(rangeErrors)).toBeLessThan(21.2);
    expect(deviation(bearingErrors)).toBeGreaterThan(0.33);
    expect(deviation(bearingErrors)).toBeLessThan(0.37);
  });

  it('reports nearly every scan near by, seven of ten at the end of the range, nothing beyond', () => {
    const off = (nm: number, lengthM: number) => ({ ...destination(UMIHOTARU, 226, nm * NM), lengthM });
    const scans = watched(bayWith(off(2, 8), off(8, 7.5), off(9.5, 8), off(11.8, 90), off(12.2, 200)), UMIHOTARU, 500);
    expect(share(scans, 0)).toBeGreaterThan(0.95);
    expect(share(scans, 0)).toBeLessThan(1);
    for (const slot of [1, 3]) {
      expect(share(scans, slot)).toBeGreaterThan(0.64);
      expect(share(scans, slot)).toBeLessThan(0.78);
    }
    expect(share(scans, 2)).toBe(0);
    expect(share(scans, 4)).toBe(0);
  });

  it('has the echo of a big ship wander along her hull', () => {
    const ship = { ...destination(UMIHOTARU, 220, 5000), lengthM: 300, cogDeg: 40 };
    const ranges = watched(bayWith(ship), UMIHOTARU, 500)
      .flatMap(of(0))
      .map(({ rangeM }) => rangeM - 5000);
    expect(Math.abs(mean(ranges))).toBeLessThan(6);
    expect(deviation(ranges)).toBeGreaterThan(35);
    expect(Math.max(...ranges)).toBeLessThan(150 + 4 * 20);
  });

  it('sees nothing behind land, but what lies at a quay before it', () => {
    const behindFuttsu = { lon: 139.8, lat: 35.345, lengthM: 200 };
    const atDaikoku = { lon: 139.69, lat: 35.4505, lengthM: 60 };
    expect(share(watched(bayWith(behindFuttsu), UMIHOTARU, 100), 0)).toBeGreaterThan(0.6);
    const behindMiura = { lon: 139.6, lat: 35.2, lengthM: 200 };
    expect(share(watched(bayWith(behindMiura, atDaikoku), KANNONZAKI, 100), 0)).toBe(0);
    expect(share(watched(bayWith(atDaikoku), HONMOKU, 100), 0)).toBeGreaterThan(0.9);
  });

  it('sees no small craft close behind a big ship', () => {
    const at = (rangeM: number, bearingDeg: number) => destination(UMIHOTARU, bearingDeg, rangeM);
    const ship = { ...at(5000, 225), lengthM: 200, cogDeg: 135 };
    const hidden = { ...at(6000, 225.1), lengthM: 12 };
    const beside = { ...at(6000, 226), lengthM: 12 };
    const far = { ...at(5000 + 1.6 * NM, 225), lengthM: 12 };
    const bigger = { ...at(7000, 225), lengthM: 60 };
    const scans = watched(bayWith(ship, hidden, beside, far, bigger), UMIHOTARU, 100);
    expect(share(scans, 1)).toBe(0);
    for (const slot of [0, 2, 3, 4]) expect(share(scans, slot)).toBeGreaterThan(0.8);
  });

  it('gives one echo of two craft within its cell, two beyond it', () => {
    const at = (rangeM: number, bearingDeg: number) => destination(UMIHOTARU, bearingDeg, rangeM);
    const boats = [
      { ...at(4000, 225), lengthM: 12 },
      { ...at(4025, 225.7), lengthM: 9 },
      { ...at(5000, 225), lengthM: 12 },
      { ...at(5045, 225), lengthM: 9 },
      { ...at(6000, 220), lengthM: 12 },
      { ...at(6000, 221), lengthM: 9 },
    ];
    const scans = watched(bayWith(...boats), UMIHOTARU, 100);
    const together = scans.flat().filter(({ slots }) => slots.length > 1);
    expect(new Set(together.map(({ slots }) => slots.join()))).toEqual(new Set(['0,1']));
    for (let slot = 0; slot < boats.length; slot++) expect(share(scans, slot)).toBeGreaterThan(0.8);
  });

  it('tells a speed and course that follow late', () => {
    const boat = { ...destination(UMIHOTARU, 225, 5000), lengthM: 30, sogKn: 12, cogDeg: 200 };
    const echoes = watched(bayWith(boat), UMIHOTARU, 200).flatMap(of(0));
    expect(echoes.slice(0, 2).map(({ status, sogKn }) => [status, sogKn])).toEqual([
      ['Q', Number.NaN],
      ['Q', Number.NaN],
    ]);
    const settled = echoes.slice(40);
    expect(settled.every(({ status }) => status === 'T')).toBe(true);
    expect(mean(settled.map(({ sogKn }) => sogKn))).toBeCloseTo(12, 0);
    expect(Math.abs(mean(settled.map(({ cogDeg }) => cogDeg)) - 200)).toBeLessThan(2);
    expect(deviation(settled.map(({ sogKn }) => sogKn))).toBeLessThan(1.2);
  });
});

describe('target numbers', () => {
  it('stay with a craft through missed scans and are lost once', () => {
    const leaving = { ...destination(UMIHOTARU, 226, 7.5 * NM), lengthM: 8, sogKn: 30, cogDeg: 226 };
    const scans = watched(bayWith(leaving), UMIHOTARU, 120);
    const seen = scans.flatMap((scan, i) => of(0)(scan).map((echo) => ({ ...echo, i })));
    const first = seen[0]?.targetNumber;
    const gaps = seen.slice(1).map(({ i }, n) => i - (seen[n]?.i ?? i));
    const steady = gaps.findIndex((gap) => gap > 6);
    expect(gaps.some((gap) => gap > 1 && gap <= 6)).toBe(true);
    expect(new Set(seen.slice(0, steady < 0 ? undefined : steady + 1).map(({ targetNumber }) => targetNumber))).toEqual(
      new Set([first]),
    );
    const lastSeen = steady < 0 ? (seen.at(-1)?.i ?? 0) : (seen[steady]?.i ?? 0);
    const losses = scans.flatMap((scan, i) =>
      scan
        .filter(({ status, rangeM }) => status === 'L' && rangeM > 8 * NM)
        .map(({ targetNumber }) => [targetNumber, i]),
    );
    // later others may have it
    const untilScan = lastSeen + 20;
    expect(losses.filter(([number, i]) => number === first && Number(i) < untilScan)).toEqual([[first, lastSeen + 6]]);
  });

  it('come round again, held by targets far from each other', () => {
    const radar = radarsOf(fleet, { fromMs: STORY_MS })[2] as Radar;
    let repeated = 0;
    const apartM: number[] = [];
    for (let i = 0; i < 30; i++) {
      const holders = new Map<number, RadarEcho>();
      for (const echo of radar.scan()) {
        expect(echo.targetNumber).toBeGreaterThanOrEqual(0);
        expect(echo.targetNumber).toBeLessThanOrEqual(99);
        const other = holders.get(echo.targetNumber);
        holders.set(echo.targetNumber, echo);
        if (!other) continue;
        repeated++;
        const place = ({ bearingDeg, rangeM }: RadarEcho) => destination(UMIHOTARU, bearingDeg, rangeM);
        apartM.push(distanceM(place(other), place(echo)));
      }
    }
    expect(repeated).toBeGreaterThan(300);
    expect(Math.min(...apartM)).toBeGreaterThan(1 * NM);
  });

  it('are sometimes exchanged when two craft pass closely', () => {
    let [exchanged, kept] = [0, 0];
    for (let n = 0; n < 40; n++) {
      const middle = destination(UMIHOTARU, 200 + n, 3000);
      const pass = (from: number, lengthM: number) => ({
        ...destination(destination(middle, 90, from === 0 ? 25 : -25), from, 15 * NM * (60 / 3600)),
        lengthM,
        sogKn: 15,
        cogDeg: from + 180,
      });
      const world = bayWith(pass(0, 14), pass(180, 11));
      const scans = watched({ ...world, seed: n }, UMIHOTARU, 40);
      const numbers = (half: RadarEcho[][], slot: number) =>
        half.flatMap(of(slot)).filter(({ slots }) => slots.length === 1);
      const [a, b] = [numbers(scans.slice(0, 14), 0).at(-1), numbers(scans.slice(0, 14), 1).at(-1)];
      const [a2, b2] = [numbers(scans.slice(24), 0)[0], numbers(scans.slice(24), 1)[0]];
      if (a?.targetNumber === b2?.targetNumber && b?.targetNumber === a2?.targetNumber) exchanged++;
      if (a?.targetNumber === a2?.targetNumber && b?.targetNumber === b2?.targetNumber) kept++;
    }
    expect(exchanged).toBeGreaterThan(4);
    expect(exchanged).toBeLessThan(20);
    expect(kept).toBeGreaterThan(15);
  });
});

describe('false echoes', () => {
  it('come some in a scan, mostly for one to three scans, more near the site, none on land', () => {
    const scans = watched(bayWith(), UMIHOTARU, 600);
    const echoes = scans.flat();
    const seen = echoes.filter(({ status }) => status !== 'L');
    expect(seen.length / scans.length).toBeGreaterThan(1.5);
    expect(seen.length / scans.length).toBeLessThan(8);
    expect(seen.every(({ slots }) => slots.length === 0)).toBe(true);
    const begun = echoes.filter(({ status }) => status === 'L').length;
    const sure = seen.filter(({ status }) => status === 'T').length;
    expect(seen.length / begun).toBeLessThan(3);
    expect(sure).toBeGreaterThan(0);
    const within = (fromM: number, toM: number) =>
      seen.filter(({ rangeM }) => rangeM >= fromM && rangeM < toM).length / (toM ** 2 - fromM ** 2);
    expect(within(0, 3000)).toBeGreaterThan(3 * within(3000, 12_000));
    const ashore = seen.filter(({ bearingDeg, rangeM }) => {
      const place = destination(UMIHOTARU, bearingDeg, rangeM);
      return fleet.bay.land.isLand(place) && fleet.bay.land.shoreDistanceM(place, 500) >= 500;
    });
    expect(ashore).toEqual([]);
  });
});

describe('faults', () => {
  const boat = { ...destination(UMIHOTARU, 225, 5000), lengthM: 40 };
  it('turn the bearings of one site from a time on, steadily or more and more', () => {
    const fault = { kind: 'bearing', site: 'umihotaru', offsetDeg: 2, driftDegPerHour: 1 } as const;
    const faults = [{ ...fault, fromMs: STORY_MS + 600_000 }];
    const scans = watched(bayWith(boat), UMIHOTARU, 1400, { fromMs: STORY_MS, faults });
    const errorDeg = (from: number) =>
      mean(
        scans
          .slice(from, from + 180)
          .flatMap(of(0))
          .map((echo) => echo.bearingDeg - 225),
      );
    expect(errorDeg(0)).toBeCloseTo(0, 0);
    expect(Math.abs(errorDeg(210) - 2.1)).toBeLessThan(0.15);
    expect(Math.abs(errorDeg(1200) - 2.9)).toBeLessThan(0.15);
    const other = watched(bayWith({ ...destination(KANNONZAKI, 60, 5000), lengthM: 40 }), KANNONZAKI, 100, {
      fromMs: STORY_MS,
      faults,
    });
    expect(Math.abs(mean(other.flatMap(of(0)).map((echo) => echo.bearingDeg - 60)))).toBeLessThan(0.15);
  });

  it('silence a site from a time to a time; then it begins anew', () => {
    const [fromMs, toMs] = [STORY_MS + 60_000, STORY_MS + 120_000];
    const scans = watched(bayWith(boat), UMIHOTARU, 60, {
      fromMs: STORY_MS,
      faults: [{ kind: 'silence', site: 'umihotaru', fromMs, toMs }],
    });
    const times = scans.flat().map(({ tMs }) => tMs);
    expect(times.some((tMs) => tMs >= fromMs + SCAN_MS && tMs < toMs)).toBe(false);
    expect(times.some((tMs) => tMs < fromMs)).toBe(true);
    expect(scans.slice(40).flatMap(of(0))[0]?.status).toBe('Q');
  });
});

describe('the radars of the bay', () => {
  /** In sight by a reckoning of its own, with some room to the limits of range, land and shadow. */
  function isClearlySeen(site: SensorSite, vessels: readonly Vessel[], slot: number): boolean {
    const { pose, craft } = vessels[slot] as Vessel;
    const rangeM = distanceM(site, pose);
    if (rangeM > (craft.lengthM < 30 ? 8 : 12) * NM - 400 || rangeM < site.overlooksM) return false;
    const bearingDeg = initialBearingDeg(site, pose);
    const isHidden = vessels.some((ship) => {
      const apart = Math.abs(initialBearingDeg(site, ship.pose) - bearingDeg);
      return craft.lengthM < 25 && ship.craft.lengthM > 120 && Math.min(apart, 360 - apart) < 1.5;
    });
    if (isHidden) return false;
    for (let awayM = site.overlooksM; awayM < rangeM; awayM += 40)
      for (const aside of [-0.15, 0, 0.15])
        if (fleet.bay.land.isLand(destination(site, bearingDeg + aside, awayM))) return false;
    return true;
  }

  it.each(RADAR_SITES.map((site, i) => [site.name, site, i] as const))(
    'show every craft in sight of %s in at least six of ten scans',
    (_, site, i) => {
      const radar = radarsOf(fleet, { fromMs: STORY_MS })[i] as Radar;
      const scans = Array.from({ length: 100 }, () => radar.scan());
      const pictures = [0, 150_000, 300_000].map((afterMs) => fleet.at(STORY_MS + afterMs));
      const inSight = Array.from({ length: fleet.size }, (_, slot) => slot).filter((slot) =>
        pictures.every((vessels) => isClearlySeen(site, vessels, slot)),
      );
      expect(inSight.length).toBeGreaterThan(40);
      expect(inSight.filter((slot) => share(scans, slot) < 0.6)).toEqual([]);
    },
  );
});
