import { describe, expect, it } from '@jest/globals';
import { AisMessage } from '../ais/message.ts';
import { Ageing } from './ageing.ts';
import { Fusion, type Outcome } from './fusion.ts';
import { unitsDistanceM } from './jump.ts';
import { FLAG } from './kind.ts';

const START_MS = Date.UTC(2026, 5, 1, 12);
const SHIPS = 40;
const MINUTES = 20;
const INTERVAL_S = 6;
/** Knots, and units of latitude a second at that speed. */
const SPEED_KN = 20;
const UNITS_PER_S = (SPEED_KN * 10_000) / 3600;

interface Receiver {
  readonly name: string;
  /** null: sends no TAG time. */
  readonly clockErrorMs: number | null;
  readonly delayMs: number;
  readonly jitterMs: number;
}

const RECEIVERS: readonly Receiver[] = [
  { name: 'right', clockErrorMs: 0, delayMs: 300, jitterMs: 500 },
  { name: 'untimed', clockErrorMs: null, delayMs: 100, jitterMs: 2_500 },
  { name: 'days off', clockErrorMs: 3 * 86_400_000, delayMs: 200, jitterMs: 300 },
  { name: 'behind', clockErrorMs: -20_000, delayMs: 200, jitterMs: 300 },
  { name: 'slow line', clockErrorMs: 0, delayMs: 9_000, jitterMs: 500 },
];

interface Delivery {
  readonly atMs: number;
  readonly receiver: Receiver;
  readonly ship: number;
  readonly sentMs: number;
}

/** Small seeded generator (mulberry32): 0 to below 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const latAt = (ship: number, ms: number): number =>
  Math.round(20_000_000 + ship * 40_000 + ((ms - START_MS) / 1000) * UNITS_PER_S);

/** Each report reaches each receiver with seven chances in ten. */
function deliveries(): Delivery[] {
  const next = random(7);
  const list: Delivery[] = [];
  for (let second = 0; second < MINUTES * 60; second++) {
    for (let ship = 0; ship < SHIPS; ship++) {
      if ((second + ship) % INTERVAL_S !== 0) continue;
      const sentMs = START_MS + second * 1000;
      for (const receiver of RECEIVERS) {
        const atMs = sentMs + receiver.delayMs + next() * receiver.jitterMs;
        if (next() < 0.7) list.push({ atMs, receiver, ship, sentMs });
      }
    }
  }
  return list.sort((a, b) => a.atMs - b.atMs);
}

function messageOf({ receiver, ship, sentMs }: Delivery): AisMessage {
  const tagMs = receiver.clockErrorMs === null ? Number.NaN : sentMs + 1000 * Math.floor(receiver.clockErrorMs / 1000);
  const utcSecond = (sentMs / 1000) % 60;
  const lat = latAt(ship, sentMs);
  return Object.assign(new AisMessage(), {
    type: 1,
    mmsi: 431_000_001 + ship,
    lon: 83_700_000,
    lat,
    sog: SPEED_KN * 10,
    cog: 0,
    heading: 0,
    utcSecond,
    tagMs,
  });
}

describe('five receivers, of which one is untimed, one days off, one behind and one slow', () => {
  it('make one steady picture', () => {
    const fusion = new Fusion();
    const ageing = new Ageing(fusion);
    const outcomes = new Map<Outcome, number>();
    let tickMs = START_MS;
    let backwards = 0;
    let worstM = 0;
    for (const delivery of deliveries()) {
      const { atMs, receiver, ship } = delivery;
      for (; tickMs < atMs; tickMs += 1000) ageing.tick(tickMs);
      const row = fusion.roster.head(431_000_001 + ship);
      const before = row < 0 ? 0 : (fusion.table.lat[row] ?? 0);
      const message = messageOf(delivery);
      const outcome = fusion.hear({ message, feed: receiver.name, station: '', receivedMs: atMs });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const now = fusion.roster.head(431_000_001 + ship);
      const lat = fusion.table.lat[now] ?? 0;
      const isSettled = atMs > START_MS + 60_000;
      if (isSettled && lat < before) backwards++;
      if (isSettled) worstM = Math.max(worstM, unitsDistanceM(0, lat, 0, latAt(ship, atMs)));
    }
    expect(fusion.table.count).toBe(SHIPS);
    expect(outcomes.get('held') ?? 0).toBe(0);
    expect(fusion.table.flags.every((flags) => (flags & FLAG.suspect) === 0)).toBe(true);
    expect(backwards).toBe(0);
    // at 20 kn a ship sails 62 m in the 6 s between reports; the rest is delay and reports which nobody heard
    expect(worstM).toBeLessThan(400);
    // no transmission is taken twice: 8,000 were sent
    expect(outcomes.get('accepted') ?? 0).toBeLessThanOrEqual((SHIPS * MINUTES * 60) / INTERVAL_S);
  });
});
