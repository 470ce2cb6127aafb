import { expect, it } from '@jest/globals';
import { Clock } from '../platform/clock.ts';
import { HealthService } from './health.service.ts';

it('knows that the database is lost, since when, and that it is back', async () => {
  let nowMs = 1000;
  let isUp = true;
  const clock = new Clock(undefined, () => nowMs);
  const service = new HealthService(clock, { status: () => [] }, { answers: async () => isUp }, null, null, null);
  const seen: unknown[] = [];
  for (const state of [true, false, false, true]) {
    isUp = state;
    await service.ask();
    const { state: word, sinceMs } = service.health().database;
    seen.push([word, sinceMs]);
    nowMs += 2000;
  }
  expect(seen).toEqual([
    ['ok', 1000],
    ['down', 3000],
    ['down', 3000],
    ['ok', 7000],
  ]);
});
