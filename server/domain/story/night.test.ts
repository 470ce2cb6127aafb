import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceM, initialBearingDeg, turnDeg } from '../geo/geodesy.ts';
import { datumAt, floatAt, nightOf } from './night.ts';

const MINUTE_MS = 60_000;
const jst = (time: string): number => Date.parse(`2026-11-${time >= '12' ? 23 : 24}T${time}+09:00`);

describe('nightOf', () => {
  it('is the night of the scenario with seed 7', () => {
    const night = nightOf(7);
    expect(night).toMatchObject({
      isCanonical: true,
      shiftMs: 0,
      mother: { name: 'SEA LANTERN' },
      boat: { label: 'K-17' },
    });
    expect(night.times).toMatchObject({
      notice: jst('21:40:00'),
      leaves: jst('22:55:00'),
      southbound: jst('23:25:00'),
      slows: jst('00:58:00'),
      dark: jst('00:59:00'),
      back: jst('01:07:00'),
      circles: jst('01:31:00'),
      lifts: jst('01:33:00'),
      runs: jst('01:49:00'),
      crosses: jst('02:22:00'),
      basin: jst('02:41:00'),
      boarded: jst('02:46:00'),
      berthed: jst('04:50:00'),
    });
    expect(night.drift).toEqual({ speedKn: 0.6, courseDeg: 30 });
    expect(distanceM(night.mother.back, { lon: 139.745, lat: 35.142 })).toBeLessThan(200);
    expect(distanceM(night.circle, { lon: 139.74, lat: 35.137 })).toBeLessThan(100);
  });

  it('is another night with every other seed, its times in order and at most 25 minutes off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 999_999_999 }), (seed) => {
        const night = nightOf(seed);
        const { notice, leaves, southbound, lies, setsOff, slows, dark, drop, back, ...late } = night.times;
        expect(night.mother.name).not.toBe('SEA LANTERN');
        expect(Math.abs(night.shiftMs)).toBeLessThanOrEqual(25 * MINUTE_MS);
        expect(notice - nightOf(7).times.notice).toBe(night.shiftMs);
        const boat = [notice, leaves, southbound, lies, setsOff, late.circles];
        const ship = [slows, dark, drop, back, late.circles, late.lifts, late.runs];
        const ashore = [late.runs, late.crosses, late.basin, late.boarded, late.berthed];
        for (const times of [boat, ship, ashore]) expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
    expect(nightOf(3)).toEqual(nightOf(3));
    const shifts = new Set(Array.from({ length: 20 }, (_, i) => nightOf(100 + i).shiftMs));
    const basins = new Set(Array.from({ length: 20 }, (_, i) => nightOf(100 + i).boat.ways.basin));
    expect(shifts.size).toBeGreaterThan(10);
    expect(basins.size).toBe(3);
  });
});

describe('the float', () => {
  it('drifts from the drop until it is lifted, within the datum circle', () => {
    const night = nightOf(7);
    const { drop, lifts } = night.times;
    expect(floatAt(night, drop - 1)).toBeNull();
    expect(floatAt(night, lifts)).toBeNull();
    const at = floatAt(night, drop + 30 * MINUTE_MS);
    if (!at) throw new Error('the float is in the water');
    expect(distanceM(night.drop, at) / 1852).toBeCloseTo(0.3, 3);
    expect(Math.abs(turnDeg(30, initialBearingDeg(night.drop, at)))).toBeLessThan(0.1);
    expect(datumAt(night, drop - 1)).toBeNull();
    const datum = datumAt(night, drop + 30 * MINUTE_MS);
    expect(datum).toMatchObject(at);
    expect(datum?.radiusM).toBeCloseTo(100 + 0.3 * 0.3 * 1852, 0);
  });
});
