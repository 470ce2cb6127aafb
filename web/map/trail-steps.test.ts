import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { trailSteps } from './trail-steps.ts';

const HOUR_MS = 3_600_000;
const minutes = (zoom: number, hours: number, trails = 1): [number, number] => {
  const { dotMs, markMs } = trailSteps({ lat: 35.4, zoom, spanMs: hours * HOUR_MS, trails });
  return [dotMs / 60_000, markMs / 60_000];
};

it('dots are closer in time the closer one looks, and farther the longer the trail', () => {
  expect(minutes(10.4, 3)).toEqual([5, 30]);
  expect(minutes(13, 0.5)).toEqual([1, 10]);
  expect(minutes(13, 3)).toEqual([2, 10]);
  expect(minutes(13, 24)).toEqual([10, 10]);
  expect(minutes(7, 24)).toEqual([30, 240]);
});

it('many trails at once have fewer dots', () => {
  expect(minutes(9.5, 3, 200)[0]).toBeGreaterThan(minutes(9.5, 3)[0]);
});

it('every written time is that of a dot, and divides a day', () => {
  fc.assert(
    fc.property(fc.double({ min: 4, max: 17, noNaN: true }), fc.constantFrom(0.5, 3, 12, 24), (zoom, hours) => {
      const [dot, mark] = minutes(zoom, hours);
      expect(mark % dot).toBe(0);
      expect(1440 % mark).toBe(0);
      expect((hours * 60) / dot).toBeLessThanOrEqual(150);
    }),
  );
});
