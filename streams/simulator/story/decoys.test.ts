import { describe, expect, it } from '@jest/globals';
import { distanceM, initialBearingDeg, normalDeg, turnDeg } from '../../../server/domain/geo/geodesy.ts';
import { Fleet } from '../fleet.ts';
import { GROUNDS } from '../local-table.ts';
import type { Vessel } from '../vessel.ts';
import { PILOT_WITHIN_M } from './holds.ts';
import { allowedOf, DECOYS, type Decoy, type DecoyRole } from './roles.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const NM = 1852;
const fleets = [7, 1, 4].map((seed) => new Fleet(seed));
const nights = fleets.map((each) => [each.seed, each] as const);

function found(fleet: Fleet, role: DecoyRole): Decoy {
  const decoy = fleet.decoys.find((each) => each.role === role);
  if (!decoy) throw new Error(`no ${role}`);
  return decoy;
}

/** The vessels of a decoy, every so often while it lasts. */
function watched(
  fleet: Fleet,
  role: DecoyRole,
  stepMs = 15 * SECOND_MS,
): { tMs: number; all: Vessel[]; hosts: Vessel[] }[] {
  const { fromMs, toMs, slots, hosts } = found(fleet, role);
  const at = (list: readonly number[], tMs: number) => list.map((slot) => fleet.vessel(slot, tMs));
  const count = Math.ceil((toMs - fromMs) / stepMs);
  return Array.from({ length: count }, (_, i) => fromMs + i * stepMs).map((tMs) => ({
    tMs,
    all: at(slots, tMs),
    hosts: at(hosts, tMs),
  }));
}

/** Metres from a boat's antenna to another's hull. */
function toHullM(boat: Vessel, { pose, craft }: Vessel): number {
  const awayM = distanceM(pose, boat.pose);
  const angle = ((initialBearingDeg(pose, boat.pose) - pose.headingDeg) * Math.PI) / 180;
  const [aheadM, starboardM] = [awayM * Math.cos(angle), awayM * Math.sin(angle)];
  const beyond = (x: number, low: number, high: number) => Math.max(0, x - high, low - x);
  return Math.hypot(
    beyond(aheadM, -craft.toSternM, craft.toBowM),
    beyond(starboardM, -craft.toPortM, craft.toStarboardM),
  );
}

const lastsMin = ({ fromMs, toMs }: Decoy): number => (toMs - fromMs) / MINUTE_MS;
const only = (list: readonly Vessel[]): Vessel => {
  const [one, ...more] = list;
  if (!one || more.length > 0) throw new Error(`${list.length} vessels, want one`);
  return one;
};

describe.each(nights)('the decoys of seed %d', (_, fleet) => {
  it('are all fourteen, in order of time, the first twelve without any alert', () => {
    expect([...fleet.decoys].map(({ role }) => role).sort()).toEqual([...DECOYS].sort());
    const begins = fleet.decoys.map(({ fromMs }) => fromMs);
    expect(begins).toEqual([...begins].sort((a, b) => a - b));
    expect(DECOYS.map(allowedOf)).toEqual([...Array<string>(12).fill('none'), 'caution', 'caution']);
    for (const { role, slot, mmsi } of fleet.parts) {
      if (role === 'k-17' || role === 'decoy-angler') expect(mmsi).toBeNull();
      else if (fleet.vessel(slot, 0).ais !== 'none') expect(mmsi).toMatch(/^\d{9}$/);
    }
  });

  it('have a pilot boat alongside a slow ship at a pilot point', () => {
    const points = fleet.bay.points('pilot');
    expect(lastsMin(found(fleet, 'decoy-pilot-alongside'))).toBeGreaterThan(4);
    for (const { all, hosts } of watched(fleet, 'decoy-pilot-alongside')) {
      const [boat, ship] = [only(all), only(hosts)];
      expect(boat.group).toBe('pilot');
      expect(toHullM(boat, ship)).toBeLessThan(12);
      expect(ship.pose.sogKn).toBeLessThan(3.3);
      expect(Math.min(...points.map((point) => distanceM(point, boat.pose)))).toBeLessThan(PILOT_WITHIN_M);
    }
  });

  it('have two tugs on a large tanker that leaves', () => {
    for (const { all, hosts } of watched(fleet, 'decoy-tugs-on-tanker')) {
      const ship = only(hosts);
      expect(ship).toMatchObject({ group: 'tanker-large', stage: 'out' });
      expect(all.map(({ group }) => group)).toEqual(['tug', 'tug']);
      for (const tug of all) expect(toHullM(tug, ship)).toBeLessThan(16);
    }
  });

  it('have a bunker barge alongside a ship at anchor for 40 minutes or more', () => {
    const decoy = found(fleet, 'decoy-bunker-barge');
    expect(lastsMin(decoy)).toBeGreaterThanOrEqual(40);
    for (const { tMs, all, hosts } of watched(fleet, 'decoy-bunker-barge', MINUTE_MS)) {
      expect(only(all).group).toBe('bunker');
      expect(only(hosts).stage).toBe('anchored');
      // she comes and goes in the first and last six minutes
      if (tMs < decoy.fromMs + 6 * MINUTE_MS || tMs > decoy.toMs - 6 * MINUTE_MS) continue;
      expect(toHullM(only(all), only(hosts))).toBeLessThan(30);
      expect(only(all).pose.sogKn).toBeLessThan(2);
    }
  });

  it('have two net boats side by side', () => {
    for (const { all } of watched(fleet, 'decoy-purse-seine-pair', 5 * MINUTE_MS)) {
      const [a, b] = all as [Vessel, Vessel];
      expect(distanceM(a.pose, b.pose)).toBeGreaterThan(15);
      expect(distanceM(a.pose, b.pose)).toBeLessThan(30);
    }
  });

  it('have a launch with AIS alongside a ship at anchor for twenty minutes', () => {
    expect(lastsMin(found(fleet, 'decoy-crew-launch'))).toBeGreaterThanOrEqual(20);
    for (const { all, hosts } of watched(fleet, 'decoy-crew-launch')) {
      expect(only(all).ais).toBe('A');
      expect(only(hosts).stage).toBe('anchored');
      expect(toHullM(only(all), only(hosts))).toBeLessThan(14);
    }
  });

  it('have conger boats nearly stopped at Nakanose', () => {
    for (const { all } of watched(fleet, 'decoy-conger-boats', 10 * MINUTE_MS)) {
      expect(all.length).toBeGreaterThanOrEqual(3);
      for (const { group, pose } of all) {
        expect(group).toBe('conger');
        expect(pose.sogKn).toBeLessThan(2);
        expect(distanceM(pose, GROUNDS.nakanose)).toBeLessThan(3000);
      }
    }
  });

  it('have a ship wait below three knots before Uraga for twenty minutes, then go on', () => {
    const decoy = found(fleet, 'decoy-martis-held');
    const slot = decoy.slots[0] as number;
    expect(lastsMin(decoy)).toBeGreaterThan(20);
    for (const { all } of watched(fleet, 'decoy-martis-held', MINUTE_MS)) expect(only(all).pose.sogKn).toBeLessThan(3);
    for (const tMs of [decoy.fromMs - 12 * MINUTE_MS, decoy.toMs + 12 * MINUTE_MS])
      expect(fleet.vessel(slot, tMs).pose.sogKn).toBeGreaterThan(9);
  });

  it('lose ships behind the cranes together with their neighbours', () => {
    const { fromMs, toMs, slots } = found(fleet, 'decoy-ais-shadow');
    expect(slots.length).toBeGreaterThan(8);
    for (const [tMs, isHeard] of [
      [fromMs - 1, true],
      [fromMs, false],
      [toMs - 1, false],
      [toMs, true],
    ] as const)
      for (const slot of slots) expect(fleet.vessel(slot, tMs).transmits).toBe(isHeard);
    const all = fleet.at((fromMs + toMs) / 2);
    const movers = slots.map((slot) => all[slot] as Vessel).filter(({ pose }) => pose.sogKn >= 0.5);
    expect(movers.length).toBeGreaterThan(0);
    for (const me of movers) {
      const heard = all.filter((other) => other.transmits && distanceM(other.pose, me.pose) < 2 * NM);
      expect(heard.length).toBeLessThan(3);
    }
  });

  it('have a ferry across the lanes of Uraga', () => {
    const lanes = ['uraga-n', 'uraga-s'].map((id) => fleet.bay.anchorage(id));
    const courses = watched(fleet, 'decoy-ferry-crossing')
      .filter(({ all }) => Math.abs(only(all).pose.lon - 139.7725) < 0.008)
      .map(({ all }) => only(all).pose.cogDeg);
    expect(lanes).toHaveLength(2);
    expect(courses.length).toBeGreaterThan(5);
    // the lanes lead north and south
    for (const deg of courses) expect(Math.abs(Math.sin((deg * Math.PI) / 180))).toBeGreaterThan(0.6);
  });

  it('have a dredger that goes ahead and astern with one heading', () => {
    const seen = watched(fleet, 'decoy-dredger-reversing', MINUTE_MS).map(({ all }) => only(all).pose);
    const astern = seen.filter(({ cogDeg, headingDeg }) => Math.abs(turnDeg(cogDeg, headingDeg)) > 170);
    expect(astern.length / seen.length).toBeGreaterThan(0.25);
    expect(astern.length / seen.length).toBeLessThan(0.75);
    for (const { sogKn } of seen) expect(sogKn).toBeLessThan(2);
  });

  it('have six yachts race together and tack', () => {
    const seen = watched(fleet, 'decoy-sailing-race').slice(12, -40);
    for (const { all } of seen) {
      expect(all).toHaveLength(6);
      for (const { pose } of all) expect(pose.sogKn).toBeGreaterThan(4);
      for (const { pose } of all) expect(distanceM(pose, (all[0] as Vessel).pose)).toBeLessThan(NM);
    }
    const courses = seen.map(({ all }) => (all[0] as Vessel).pose.cogDeg);
    const turns = courses.slice(4).filter((deg, i) => Math.abs(turnDeg(deg, courses[i] as number)) > 50);
    expect(turns.length).toBeGreaterThan(8);
  });

  it('have two ships say a name that is one letter off', () => {
    const { fromMs, toMs, slots } = found(fleet, 'decoy-name-typo');
    expect(slots).toHaveLength(2);
    for (const slot of slots) {
      const before = fleet.vessel(slot, fromMs - 1);
      expect(before.heardName).toBe(before.craft.name);
      const { heardName, craft } = fleet.vessel(slot, toMs - 1);
      expect(heardName).toHaveLength(craft.name.length);
      expect([...heardName].filter((letter, i) => letter !== craft.name[i])).toHaveLength(1);
    }
  });

  it('have an angler within 60 m of a ship at anchor for a minute and a half, once', () => {
    const { fromMs, slots, hosts } = found(fleet, 'decoy-angler');
    const near: number[] = [];
    for (let tMs = fromMs - 40 * MINUTE_MS; tMs < fromMs + 50 * MINUTE_MS; tMs += 2 * SECOND_MS) {
      const [angler, ship] = [fleet.vessel(slots[0] as number, tMs), fleet.vessel(hosts[0] as number, tMs)];
      expect(angler).toMatchObject({ group: 'small', transmits: false });
      expect(ship.stage).toBe('anchored');
      if (toHullM(angler, ship) < 60) near.push(tMs);
    }
    expect(near.length * 2).toBeGreaterThan(80);
    expect(near.length * 2).toBeLessThan(110);
    expect((near.at(-1) ?? 0) - (near[0] ?? 0)).toBe((near.length - 1) * 2 * SECOND_MS);
  });

  it('have four ships under way put two miles off together, and back', () => {
    const { fromMs, toMs, slots } = found(fleet, 'decoy-gnss-jump');
    expect(slots).toHaveLength(4);
    const offsets = slots.map((slot) => {
      for (const tMs of [fromMs - 1, toMs])
        expect(fleet.vessel(slot, tMs).heardAt).toEqual(fleet.vessel(slot, tMs).pose);
      const { pose, heardAt } = fleet.vessel(slot, fromMs);
      expect(distanceM(pose, heardAt)).toBeGreaterThan(NM);
      return normalDeg(initialBearingDeg(pose, heardAt));
    });
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(1);
    const poses = slots.map((slot) => fleet.vessel(slot, fromMs).pose);
    for (const pose of poses) expect(distanceM(pose, poses[0] as Vessel['pose'])).toBeLessThan(6 * NM);
  });
});
