import { describe, expect, it } from '@jest/globals';
import { distanceM } from '../../server/domain/geo/geodesy.ts';
import { isInRings } from '../../server/domain/geo/land.ts';
import { Fleet } from './fleet.ts';
import { ANCHORAGES } from './ocean-table.ts';
import { STORY_MS } from './slot.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const fleets = [7, 1].map((seed) => new Fleet(seed));
const fleet = fleets[0] as Fleet;

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

describe('Fleet', () => {
  it('is the same for the same seed and time, in whatever order it is asked', () => {
    const other = new Fleet(7);
    const late = other.at(STORY_MS + 30 * HOUR_MS);
    expect(other.at(STORY_MS)).toEqual(fleet.at(STORY_MS));
    expect(fleet.at(STORY_MS + 30 * HOUR_MS)).toEqual(late);
    expect((fleets[1] as Fleet).at(STORY_MS)).not.toEqual(fleet.at(STORY_MS));
  });

  it.each(fleets.map((each) => [each.seed, each] as const))(
    'has the table of the night at 01:00 with seed %d',
    (_, each) => {
      const vessels = each.at(STORY_MS);
      expect(counted(vessels.map(({ group }) => group))).toEqual({
      container: 9, feeder: 12, bulk: 14, general: 62, 'tanker-large': 6, tanker: 41, car: 9, passenger: 3, ferry: 11, tug: 22,
      pilot: 6, bunker: 14, dredge: 9, conger: 18, trawl: 14, purse: 5, pleasure: 16, government: 12,
      small: 22,
    }); // biome-ignore format: a table
      expect(counted(vessels.map(({ ais }) => ais))).toEqual({ A: 225, B: 40, none: 40 });
      const atAnchor = vessels.filter(({ stage }) => stage === 'anchored');
      const inside = Object.keys(ANCHORAGES).map(
        (name) => atAnchor.filter(({ pose }) => isInRings([each.bay.anchorage(name)], pose)).length,
      );
      expect(atAnchor).toHaveLength(84);
      // some swing a little out of their ellipse
      [18, 14, 9, 15, 19, 9].forEach((count, i) => {
        expect(inside[i]).toBeLessThanOrEqual(count);
        expect(inside[i]).toBeGreaterThanOrEqual(count - 3);
      });
    },
  );

  it.each(fleets.map((each) => [each.seed, each] as const))(
    'keeps to the water but near berths with seed %d',
    (_, each) => {
      const berths = new Map<number, { lon: number; lat: number }[]>();
      for (let h = -12; h <= 40; h += 0.5)
        for (const { slot, stage, pose } of each.at(STORY_MS + h * HOUR_MS))
          if (stage === 'moored') berths.set(slot, [...(berths.get(slot) ?? []), pose]);
      const ashore: string[] = [];
      for (let m = -4 * 60; m <= 10 * 60; m += 2) {
        for (const { slot, group, stage, pose } of each.at(STORY_MS + m * MINUTE_MS)) {
          // the coastline itself is good to ten metres; a ship's way round a pier head may touch it
          if (!each.bay.land.isLand(pose) || each.bay.land.shoreDistanceM(pose, 20) < 20) continue;
          const isAtBerth = (berths.get(slot) ?? []).some((berth) => distanceM(berth, pose) < 400);
          if (!isAtBerth) ashore.push(`${group} ${slot} ${stage} at ${pose.lon},${pose.lat}`);
        }
      }
      expect(ashore).toEqual([]);
    },
  );

  it('keeps to the right lane of Uraga, northbound in Nakanose, and to twelve knots in both', () => {
    const lane = (id: string) => fleet.bay.anchorage(id);
    const wrong: string[] = [];
    for (let m = 0; m <= 24 * 60; m += 3) {
      for (const { slot, group, stage, pose } of fleet.at(STORY_MS + m * MINUTE_MS)) {
        const isOcean = [
          'container',
          'feeder',
          'bulk',
          'general',
          'tanker-large',
          'tanker',
          'car',
          'passenger',
        ].includes(group);
        if (!isOcean || (stage !== 'in' && stage !== 'out')) continue;
        const isNorthLane = isInRings([lane('uraga-n')], pose) || isInRings([lane('nakanose')], pose);
        const isSouthLane = isInRings([lane('uraga-s')], pose);
        const name = `${group} ${slot} ${stage} at ${pose.lon},${pose.lat} ${pose.sogKn} kn`;
        if ((isNorthLane || isSouthLane) && pose.sogKn > 12) wrong.push(name);
        // north of 35.31 ships for Yokohama and Yokosuka cross the southbound lane's end
        if (pose.lat < 35.31 && ((isNorthLane && stage === 'out') || (isSouthLane && stage === 'in'))) wrong.push(name);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('moves every vessel as fast as she says', () => {
    const bad: string[] = [];
    for (let h = -10; h <= 30; h += 0.25) {
      const tMs = STORY_MS + h * HOUR_MS;
      const [before, after] = [fleet.at(tMs), fleet.at(tMs + 10_000)];
      before.forEach((a, slot) => {
        const b = after[slot];
        if (!b || a.craft.mmsi !== b.craft.mmsi) return;
        const saidM = (Math.max(a.pose.sogKn, b.pose.sogKn) * 1852) / 360;
        const movedM = distanceM(a.pose, b.pose);
        if (movedM > saidM * 1.1 + 15) bad.push(`${a.group} ${slot} ${a.stage}: ${movedM} m, said ${saidM} m`);
      });
    }
    expect(bad).toEqual([]);
  });

  it('replaces ships that leave, so that the bay stays as full for days, with other names', () => {
    const [now, later] = [fleet.at(STORY_MS), fleet.at(STORY_MS + 30 * HOUR_MS)];
    expect(later).toHaveLength(305);
    const numbers = later.filter(({ group }) => group !== 'small').map(({ craft }) => craft.mmsi);
    expect(numbers).toHaveLength(283);
    expect(new Set(numbers).size).toBe(283);
    const isOther = later.filter(({ craft }, slot) => craft.mmsi !== now[slot]?.craft.mmsi);
    expect(isOther.length).toBeGreaterThan(130);
    expect(fleet.at(STORY_MS - 48 * HOUR_MS)).toHaveLength(305);
  });

  it('gives every vessel but the nameless a name, a call sign, an MMSI and a checked IMO number', () => {
    for (const { craft, group } of fleet.at(STORY_MS + 9 * HOUR_MS)) {
      if (group === 'small') {
        expect(craft).toMatchObject({ name: '', callsign: '', mmsi: 0, imo: 0 });
        continue;
      }
      expect(craft.name).toMatch(/^[A-Z0-9][A-Z0-9 .-]{1,19}$/);
      expect(craft.callsign).toMatch(/^[A-Z0-9]{6}$/);
      expect(String(craft.mmsi)).toMatch(/^(431|432|35[124]|37[13]|636|538|56[346]|477|44[01]|41[234])\d{6}$/);
      expect(craft.toBowM + craft.toSternM).toBe(craft.lengthM);
      if (group === 'container') expect(craft.imo).toBeGreaterThan(0);
      if (craft.imo === 0) continue;
      const digits = [...String(craft.imo)].map(Number);
      expect(digits).toHaveLength(7);
      expect(digits.slice(0, 6).reduce((sum, digit, i) => sum + digit * (7 - i), 0) % 10).toBe(digits[6]);
    }
  });

  it('has the net boats of the purse seine side by side', () => {
    const boats = fleet.at(STORY_MS).filter(({ group }) => group === 'purse');
    const [a, b] = boats;
    if (!a || !b) throw new Error('no purse seine');
    expect(distanceM(a.pose, b.pose)).toBeGreaterThan(15);
    expect(distanceM(a.pose, b.pose)).toBeLessThan(30);
  });
});
