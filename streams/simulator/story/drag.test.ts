import { describe, expect, it } from '@jest/globals';
import { distanceM, turnDeg } from '../../../server/domain/geo/geodesy.ts';
import { knotsToMps } from '../../../server/domain/units.ts';
import { Fleet } from '../fleet.ts';

const MINUTE_MS = 60_000;
const calm = new Fleet(7);
const storm = new Fleet(7, 'typhoon');

describe('a typhoon', () => {
  it('lets a part of the ships at anchor drag before the wind, nobody on a calm night', () => {
    expect(calm.drags).toEqual([]);
    expect(storm.drags.length).toBeGreaterThanOrEqual(10);
    expect(storm.drags.length).toBeLessThan(84 * 0.4);
    for (const drag of storm.drags) {
      const { slot, fromMs, heldMs, courseDeg, speedKn } = drag;
      const [rest, away] = [storm.vessel(slot, fromMs - MINUTE_MS), storm.vessel(slot, heldMs)];
      const awayM = distanceM(calm.vessel(slot, heldMs).pose, away.pose);
      expect(awayM).toBeGreaterThan(300);
      expect(awayM).toBeLessThan(2500);
      const middle = storm.vessel(slot, (fromMs + heldMs) / 2);
      expect(middle).toMatchObject({ stage: 'anchored', navStatus: 1 });
      expect(middle.pose.sogKn).toBeCloseTo(speedKn, 5);
      expect(middle.pose.cogDeg).toBeCloseTo(courseDeg, 5);
      // across the wind, not head to it
      expect(Math.abs(turnDeg(rest.pose.headingDeg, middle.pose.headingDeg))).toBeGreaterThan(25);
    }
  });

  it('keeps everyone off land and moving as fast as she says', () => {
    for (const { slot, fromMs, toMs } of storm.drags) {
      for (let tMs = fromMs - 2 * MINUTE_MS; tMs < toMs + 2 * MINUTE_MS; tMs += 20_000) {
        const [a, b] = [storm.vessel(slot, tMs), storm.vessel(slot, tMs + 10_000)];
        const most = knotsToMps(Math.max(a.pose.sogKn, b.pose.sogKn) + 0.3) * 10;
        expect(distanceM(a.pose, b.pose)).toBeLessThan(most + 1);
        expect(storm.bay.land.isLand(a.pose)).toBe(false);
      }
    }
  });

  it('has everybody back where she would be, and the rest of the bay as it is', () => {
    for (const { slot, fromMs, toMs } of storm.drags)
      for (const tMs of [fromMs - 1, toMs]) expect(storm.vessel(slot, tMs)).toEqual(calm.vessel(slot, tMs));
    const dragging = new Set(storm.drags.map(({ slot }) => slot));
    const tMs = storm.night.times.slows;
    const [stormy, quiet] = [storm.at(tMs), calm.at(tMs)];
    for (const vessel of stormy) if (!dragging.has(vessel.slot)) expect(vessel).toEqual(quiet[vessel.slot]);
  });
});
