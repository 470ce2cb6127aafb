import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ServerClock } from './server-clock.ts';

const SERVER_MS = 1_767_000_000_000;

describe('ServerClock', () => {
  it('runs on at the rate that the handshake told', () => {
    const clock = new ServerClock();
    clock.answered({ nowMs: SERVER_MS, rate: 60 }, { sentMs: 900, receivedMs: 1_000 });
    expect(clock.nowMs(2_000)).toBe(SERVER_MS + 50 * 60 + 60_000);
  });

  it('knows nothing before it was told anything', () => {
    expect(new ServerClock().nowMs(5)).toBeNull();
  });

  it('shows how long a frame was on its way, and does not grow used to it', () => {
    const clock = new ServerClock();
    clock.answered({ nowMs: SERVER_MS, rate: 1 }, { sentMs: 0, receivedMs: 0 });
    let lagMs = 0;
    for (let s = 10; s < 300; s++) lagMs = clock.frame(SERVER_MS + (s - 8) * 1000, s * 1000);
    expect(lagMs).toBeGreaterThan(7_900);
  });

  it('does not take the time from an answer that was long on its way', () => {
    const clock = new ServerClock();
    clock.answered({ nowMs: SERVER_MS, rate: 1 }, { sentMs: 0, receivedMs: 0 });
    clock.answered({ nowMs: SERVER_MS, rate: 1 }, { sentMs: 0, receivedMs: 8_000 });
    expect(clock.nowMs(8_000)).toBe(SERVER_MS + 8_000);
  });

  it('follows a clock that was set back at once', () => {
    const clock = new ServerClock();
    clock.answered({ nowMs: SERVER_MS, rate: 1 }, { sentMs: 0, receivedMs: 0 });
    clock.changed({ nowMs: SERVER_MS - 3_600_000, rate: 1 }, 1_000);
    expect(clock.frame(SERVER_MS - 3_599_000, 2_000)).toBe(0);
  });

  it('stays within the shortest delay of the truth, whatever the delays and the rate', () => {
    const delays = fc.array(fc.integer({ min: 20, max: 5_000 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(delays, fc.constantFrom(1, 10, 60), (list, rate) => {
        const clock = new ServerClock();
        clock.answered({ nowMs: SERVER_MS, rate }, { sentMs: 0, receivedMs: 40 });
        let localMs = 40;
        list.forEach((delayMs, s) => {
          localMs = Math.max(localMs, s * 1000 + delayMs);
          clock.frame(SERVER_MS + s * 1000 * rate, localMs);
        });
        const behindMs = (SERVER_MS + localMs * rate - (clock.nowMs(localMs) as number)) / rate;
        expect(behindMs).toBeGreaterThanOrEqual(-1e-3);
        expect(behindMs).toBeLessThanOrEqual(20 + localMs * 0.0002 + 1e-3);
      }),
    );
  });
});
