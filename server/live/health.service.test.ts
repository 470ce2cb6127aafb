import { describe, expect, it } from '@jest/globals';
import { Clock } from '../platform/clock.ts';
import { HealthService } from './health.service.ts';

const serviceOver = (answers: () => Promise<boolean>) =>
  new HealthService(new Clock(undefined, () => 1000), { status: () => [] }, { answers });

describe('HealthService', () => {
  it('knows a database that refuses, one that throws, and that it is back', async () => {
    const replies: (() => Promise<boolean>)[] = [
      async () => false,
      async () => true,
      () => Promise.reject(new Error('gone')),
    ];
    const service = serviceOver(() => (replies.shift() as () => Promise<boolean>)());
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) {
      await service.ask();
      seen.push(service.health().database.state);
    }
    expect(seen).toEqual(['down', 'ok', 'down']);
  });

  it('takes a database that never answers for lost, and asks it only once at a time', async () => {
    let asked = 0;
    let answer = (_: boolean): void => {};
    const service = serviceOver(() => {
      asked++;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const first = service.ask();
    await service.ask();
    expect(service.health().database.state).toBe('down');
    expect(asked).toBe(1);
    answer(true);
    await first;
    expect(service.health().database.state).toBe('ok');
  });
});
