import { describe, expect, it } from '@jest/globals';
import { destination, distanceM, initialBearingDeg, type LonLat, turnDeg } from '../../../server/domain/geo/geodesy.ts';
import { datumAt, floatAt } from '../../../server/domain/story/night.ts';
import { Fleet } from '../fleet.ts';
import { STORY_MS } from '../slot.ts';
import { Traffic } from '../traffic.ts';
import type { Vessel } from '../vessel.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const NM = 1852;
const fleet = new Fleet(7);
const others = [1, 2, 3, 4, 5].map((seed) => new Fleet(seed));
const jst = (time: string): number => Date.parse(`2026-11-${time >= '12' ? 23 : 24}T${time}+09:00`);
const boatOf =
  (each: Fleet) =>
  (tMs: number): Vessel =>
    each.vessel(each.size - 1, tMs);
const shipOf =
  (each: Fleet) =>
  (tMs: number): Vessel =>
    each.vessel(0, tMs);
const [boat, ship] = [boatOf(fleet), shipOf(fleet)];

describe('the mother ship', () => {
  it('passes the spot at 00:58, is slow for some minutes, 14 degrees to starboard, and back at speed at 01:07', () => {
    const before = ship(jst('00:50:00'));
    expect(before.craft).toMatchObject({ name: 'SEA LANTERN', lengthM: 98 });
    expect(before.pose.sogKn).toBeCloseTo(11.5, 1);
    expect(distanceM(ship(jst('00:58:00')).pose, { lon: 139.735, lat: 35.13 })).toBeLessThan(60);
    for (const time of ['00:59:10', '01:00:00', '01:02:00']) expect(ship(jst(time)).pose.sogKn).toBeCloseTo(3.8, 1);
    let turnedDeg = 0;
    for (let tMs = jst('00:58:00'); tMs < jst('01:07:00'); tMs += 5 * SECOND_MS)
      turnedDeg = Math.max(turnedDeg, turnDeg(before.pose.cogDeg, ship(tMs).pose.cogDeg));
    expect(turnedDeg).toBeGreaterThan(12);
    expect(turnedDeg).toBeLessThan(17);
    const back = ship(jst('01:07:00'));
    expect(back.pose.sogKn).toBeGreaterThan(10.9);
    expect(distanceM(back.pose, { lon: 139.745, lat: 35.142 })).toBeLessThan(200);
  });

  it('says nothing from 00:59 to 01:07 while three neighbours are heard and she goes on', () => {
    const { mmsi } = ship(STORY_MS).craft;
    const heard = [...new Traffic(fleet, jst('00:55:00')).until(jst('01:10:00'))];
    const times = heard.flatMap(({ tMs, messages }) => messages.filter((m) => m.mmsi === String(mmsi)).map(() => tMs));
    const during = times.filter((tMs) => tMs >= jst('00:59:00') && tMs < jst('01:07:00'));
    expect(during).toEqual([]);
    const last = Math.max(...times.filter((tMs) => tMs < jst('00:59:00')));
    const first = Math.min(...times.filter((tMs) => tMs >= jst('01:07:00')));
    expect(jst('00:59:00') - last).toBeLessThanOrEqual(10 * SECOND_MS);
    expect(first - jst('01:07:00')).toBeLessThanOrEqual(10 * SECOND_MS);
    const all = fleet.at(jst('01:05:00'));
    const near = all.filter((other) => other.transmits && distanceM(other.pose, ship(jst('01:05:00')).pose) < 2 * NM);
    expect(near.length).toBeGreaterThanOrEqual(3);
    expect(distanceM(ship(jst('00:59:00')).pose, ship(jst('01:07:00')).pose)).toBeGreaterThan(1000);
  });

  it.each([fleet, ...others].map((each) => [each.seed, each] as const))(
    'drops the float where it begins to drift, waits at anchor and berths in time with seed %d',
    (_, each) => {
      const { night } = each;
      const { times } = night;
      expect(distanceM(shipOf(each)(times.drop).pose, night.drop)).toBeLessThan(100);
      expect(shipOf(each)(times.slows).craft.name).toBe(night.mother.name);
      expect(shipOf(each)(times.berthed - 60 * MINUTE_MS).stage).toBe('anchored');
      expect(shipOf(each)(times.berthed - MINUTE_MS).stage).toBe('in');
      expect(shipOf(each)(times.berthed + MINUTE_MS).stage).toBe('moored');
    },
  );

  it('berths at Honmoku D', () => {
    expect(distanceM(ship(jst('04:51:00')).pose, { lon: 139.6733, lat: 35.4339 })).toBeLessThan(400);
  });
});

describe('the white boat', () => {
  it('is a nameless boat of ten metres without AIS', () => {
    expect(boat(STORY_MS)).toMatchObject({ ais: 'none', transmits: false, craft: { name: '', mmsi: 0, lengthM: 10 } });
  });

  // the basin is 35.345,139.640 in the scenario's table, which is ashore on the chart's coast: its inlet opens 510 m from there
  it.each([
    ['22:54:00', 35.3408, 139.6423, 0],
    ['23:25:00', 35.3, 139.69, 9],
    ['01:40:00', 35.137, 139.74, 1.7],
    ['02:22:00', 35.345, 139.785, 24],
    ['02:41:30', 35.3408, 139.6423, 0],
  ])('is at her place at %s', (time, lat, lon, speedKn) => {
    const { pose } = boat(jst(time));
    expect(distanceM(pose, { lat, lon })).toBeLessThan(200 + (time === '02:22:00' ? 70 : 0));
    expect(pose.sogKn).toBeCloseTo(speedKn, 0);
  });

  it('circles at 2 knots or less inside the datum circle from 01:31 to 01:49 and is at the float when she lifts it', () => {
    for (let tMs = jst('01:31:00'); tMs < jst('01:49:00'); tMs += 10 * SECOND_MS) {
      const { pose } = boat(tMs);
      expect(pose.sogKn).toBeLessThanOrEqual(2);
      const datum = datumAt(fleet.night, tMs);
      expect(distanceM(pose, datum as LonLat)).toBeLessThan(datum?.radiusM ?? 0);
    }
    const { lifts } = fleet.night.times;
    expect(distanceM(boat(lifts).pose, floatAt(fleet.night, lifts - 1) as LonLat)).toBeLessThan(10);
  });

  it('runs north at some 24 knots along the coast, then over to the Futtsu side', () => {
    const kn: number[] = [];
    for (let tMs = jst('01:51:00'); tMs < jst('02:38:00'); tMs += 10 * SECOND_MS) kn.push(boat(tMs).pose.sogKn);
    expect(Math.min(...kn)).toBeGreaterThan(20);
    expect(Math.max(...kn)).toBeLessThan(28);
    const offM = (time: string) => fleet.bay.land.shoreDistanceM(boat(jst(time)).pose, 5000);
    expect(Math.min(offM('02:03:00'), offM('02:05:00'), offM('02:07:00'))).toBeLessThan(1200);
    expect(initialBearingDeg(boat(jst('02:22:00')).pose, boat(jst('02:30:00')).pose)).toBeGreaterThan(250);
  });

  it.each([fleet, ...others].map((each) => [each.seed, each] as const))(
    'keeps to the water, at speeds she has, with seed %d',
    (_, each) => {
      const { times } = each.night;
      const ashore: string[] = [];
      const at = boatOf(each);
      for (let tMs = times.leaves - 10 * MINUTE_MS; tMs < times.boarded; tMs += 5 * SECOND_MS) {
        const [{ pose }, next] = [at(tMs), at(tMs + 5 * SECOND_MS)];
        if (each.bay.land.isLand(pose)) ashore.push(`${new Date(tMs).toISOString()} ${pose.lon},${pose.lat}`);
        expect(pose.sogKn).toBeLessThanOrEqual(30);
        const reckoned = destination(pose, pose.cogDeg, ((pose.sogKn + next.pose.sogKn) / 2) * (NM / 720));
        // a boat of 24 knots turns some 20 m off her old course in that time
        expect(distanceM(reckoned, next.pose)).toBeLessThan(25);
      }
      expect(ashore).toEqual([]);
    },
  );

  it('lies in her basin on any other night', () => {
    const home = fleet.night.boat.ways.basin;
    for (const days of [-3, -1, 1, 2]) expect(distanceM(boat(STORY_MS + days * 86_400_000).pose, home)).toBeLessThan(1);
  });
});

describe('the small craft', () => {
  it('are 22, of them some at work, some under way and some at rest, none far from a coast', () => {
    const small = fleet.at(STORY_MS).filter(({ group }) => group === 'small');
    expect(small).toHaveLength(22);
    const stages = small.map(({ stage }) => stage);
    for (const stage of ['working', 'moored'])
      expect(stages.filter((each) => each === stage).length).toBeGreaterThan(3);
    for (const { craft, pose, transmits } of small) {
      expect(transmits).toBe(false);
      expect(craft.lengthM).toBeLessThanOrEqual(11);
      expect(fleet.bay.land.shoreDistanceM(pose, 10_000)).toBeLessThan(6000);
    }
  });
});
