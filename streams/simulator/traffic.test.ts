import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AisInput } from '../../server/domain/ais/encoder-input.ts';
import { Fleet } from './fleet.ts';
import { nextOnGridMs, reportIntervalMs } from './interval.ts';
import { scattered } from './names.ts';
import { STORY_MS } from './slot.ts';
import { LineWriter, Traffic } from './traffic.ts';

const fleet = new Fleet(7);
const MINUTE_MS = 60_000;
const heard = [...new Traffic(fleet, STORY_MS).until(STORY_MS + 20 * MINUTE_MS)];
const messages = heard.flatMap(({ tMs, messages }) => messages.map((message) => ({ tMs, message })));

function timesOf(isWanted: (message: AisInput) => boolean): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { tMs, message } of messages)
    if (isWanted(message)) times.set(message.mmsi, [...(times.get(message.mmsi) ?? []), tMs]);
  return times;
}
const gaps = (times: readonly number[]): number[] => times.slice(1).map((tMs, i) => tMs - (times[i] as number));

describe('reportIntervalMs', () => {
  const pose = { lon: 0, lat: 0, cogDeg: 0, headingDeg: 0 };
  it.each([
    ['A', 1, 0, 0, 180],
    ['A', 5, 0, 0, 180],
    ['A', 1, 3.5, 0, 10],
    ['A', 0, 12, 0, 10],
    ['A', 0, 12, 30, 10 / 3],
    ['A', 0, 14.5, 0, 6],
    ['A', 0, 18, -25, 2],
    ['A', 0, 24, 0, 2],
    ['B', 0, 1.5, 0, 180],
    ['B', 0, 8, 40, 30],
    ['B', 0, 16, 0, 15],
    ['B', 0, 25, 0, 5],
  ] as const)(
    'class %s, status %d, %d kn, turning %d deg/min: %d s',
    (ais, navStatus, sogKn, rotDegPerMin, seconds) => {
      expect(reportIntervalMs({ ais, navStatus, pose: { ...pose, sogKn, rotDegPerMin } })).toBeCloseTo(
        seconds * 1000,
        3,
      );
    },
  );
});

describe('nextOnGridMs', () => {
  it('is later, by the interval at most', () => {
    const interval = fc.constantFrom(2000, 10_000 / 3, 5000, 6000, 10_000, 15_000, 30_000, 180_000, 360_000);
    const phase = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), interval, phase, (tMs, intervalMs, at) => {
        const next = nextOnGridMs(tMs, intervalMs, at);
        expect(next).toBeGreaterThan(tMs);
        expect(next).toBeLessThanOrEqual(tMs + intervalMs + 0.01);
      }),
    );
  });
});

describe('scattered', () => {
  it('puts no two numbers on one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3000 }), fc.integer({ min: 0, max: 99 }), (size, seed) => {
        const all = new Set(Array.from({ length: size }, (_, i) => scattered(i, size, seed)));
        expect(all.size).toBe(size);
        expect(Math.max(...all)).toBeLessThan(size);
      }),
      { numRuns: 20 },
    );
  });
});

describe('Traffic', () => {
  it('is in order of time and the same again', () => {
    for (let i = 1; i < heard.length; i++) expect(heard[i]?.tMs).toBeGreaterThanOrEqual(heard[i - 1]?.tMs ?? 0);
    const [first, second] = [new LineWriter(), new LineWriter()];
    const again = [...new Traffic(new Fleet(7), STORY_MS).until(STORY_MS + 2 * MINUTE_MS)];
    expect(again.map((each) => second.write(each))).toEqual(
      heard.slice(0, again.length).map((each) => first.write(each)),
    );
  });

  it('names every vessel with AIS by type 5 or 24 within six minutes, the others never', () => {
    const named = new Map<string, string>();
    for (const { tMs, message } of messages) {
      if (tMs > STORY_MS + 6 * MINUTE_MS) break;
      if (message.type === 5 || (message.type === 24 && message.part === 'A'))
        named.set(message.mmsi, message.name ?? '');
    }
    for (const { transmits, craft, heardName } of fleet.at(STORY_MS))
      expect(named.get(String(craft.mmsi))).toBe(transmits ? heardName : undefined);
    // all with AIS but SEA LANTERN, who has switched hers off
    expect(named.size).toBe(264);
  });

  it('reports ships at rest every three minutes and ships under way every ten seconds or oftener', () => {
    const stays = fleet
      .at(STORY_MS)
      .filter(
        ({ ais, navStatus, untilMs }) =>
          ais === 'A' && (navStatus === 1 || navStatus === 5) && untilMs > STORY_MS + 20 * MINUTE_MS,
      );
    const times = timesOf(({ type }) => type === 1 || type === 3);
    expect(stays.length).toBeGreaterThan(130);
    for (const { craft } of stays)
      for (const gap of gaps(times.get(String(craft.mmsi)) ?? [])) expect([10_000, 180_000]).toContain(Math.round(gap));
    const moving = fleet
      .at(STORY_MS)
      .filter(
        ({ group, stage, untilMs, transmits }) =>
          group === 'general' && stage === 'in' && transmits && untilMs > STORY_MS + 20 * MINUTE_MS,
      );
    expect(moving.length).toBeGreaterThan(2);
    for (const { craft } of moving) {
      const all = gaps(times.get(String(craft.mmsi)) ?? []);
      expect(all.length).toBeGreaterThan(110);
      expect(Math.max(...all)).toBeLessThan(10_001);
    }
  });

  it('sends statics every six minutes, aids every three, base stations every ten seconds', () => {
    for (const [isWanted, ms] of [
      [({ type }: AisInput) => type === 5, 360_000],
      [({ type }: AisInput) => type === 21, 180_000],
      [({ type }: AisInput) => type === 4, 10_000],
    ] as const) {
      const times = timesOf(isWanted);
      expect(times.size).toBeGreaterThan(1);
      for (const list of times.values()) for (const gap of gaps(list)) expect(gap).toBeCloseTo(ms, 0);
    }
  });

  it('says where the ships are: aids and virtual aids among them', () => {
    const aids = messages.flatMap(({ message }) => (message.type === 21 ? [message] : []));
    expect(aids.some(({ virtual }) => virtual)).toBe(true);
    expect(aids.some(({ virtual }) => !virtual)).toBe(true);
    expect(messages.length / 1200).toBeGreaterThan(7);
  });
});
