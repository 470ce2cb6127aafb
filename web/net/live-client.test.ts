import { beforeEach, describe, expect, it } from '@jest/globals';
import { decodeFrame } from '../../server/domain/frame/decode-frame.ts';
import { joinFrame } from '../../server/domain/frame/encode-frame.ts';
import { LiveClient, type LiveWorker } from './live-client.ts';
import type { FromWorker, ToWorker } from './live-messages.ts';

const SERVER_MS = 1_767_000_000_000;

class HandWorker implements LiveWorker {
  readonly asked: ToWorker[] = [];
  isEnded = false;
  onmessage: LiveWorker['onmessage'] = null;
  postMessage(message: ToWorker): void {
    this.asked.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
}

describe('LiveClient', () => {
  let nowMs: number;
  let asleepMs: number;
  let workers: HandWorker[];
  let look: () => void;
  let client: LiveClient;

  const worker = (): HandWorker => workers.at(-1) as HandWorker;
  const frame = (tickMs: number, receivedMs = nowMs): FromWorker => {
    const head = { kind: 'snapshot', tickMs, sequence: 0, inView: 0, total: 0 } as const;
    return { type: 'frame', frame: decodeFrame(joinFrame(head, { rows: [], gone: [], identities: [] })), receivedMs };
  };
  const beatFor = (ms: number): void => {
    for (let t = 0; t < ms; t += 250) {
      nowMs += 250;
      worker().say({ type: 'beat' });
      look();
    }
  };

  beforeEach(() => {
    nowMs = 1_000;
    asleepMs = 0;
    workers = [];
    client = new LiveClient({
      url: 'http://here',
      makeWorker: () => {
        workers.push(new HandWorker());
        return worker();
      },
      nowMs: () => nowMs,
      wallMs: () => SERVER_MS + nowMs + asleepMs,
      repeat: (each) => {
        look = each;
        return () => {};
      },
    });
    worker().say({ type: 'phase', phase: 'up' });
    worker().say(frame(SERVER_MS));
    look();
  });

  it('is live while frames come', () => {
    expect([client.link.read(), client.freshness.read().state]).toEqual(['live', 'fresh']);
    expect(worker().asked.at(-1)).toEqual({ type: 'applied' });
  });

  it('grows late and frozen when the socket is open but silent', () => {
    beatFor(3_000);
    expect([client.link.read(), client.freshness.read().state]).toEqual(['late', 'late']);
    beatFor(7_000);
    expect(client.freshness.read().state).toBe('frozen');
  });

  it('does not take the server at its word: frames that stand still grow old', () => {
    for (let s = 1; s <= 12; s++) {
      nowMs += 1_000;
      worker().say(frame(SERVER_MS));
    }
    look();
    expect(client.freshness.read().state).toBe('frozen');
  });

  it('does not take what waited while this page slept for fresh', () => {
    const waiting = frame(SERVER_MS + 1_000, nowMs + 1_000);
    nowMs += 40_000;
    worker().say(waiting);
    look();
    expect(client.freshness.read().state).toBe('frozen');
    expect(workers).toHaveLength(1);
  });

  it('knows that the machine slept although its clock stood still, and asks for everything anew', () => {
    asleepMs = 3_600_000;
    look();
    expect(client.freshness.read().state).toBe('frozen');
    expect(worker().asked.at(-1)).toEqual({ type: 'resync' });
  });

  it('replaces a worker that hangs, asks it for the same view, and says that it was lost and came back', () => {
    const view = { west: 139, south: 35, east: 140, north: 36, trackId: null };
    client.view(view);
    for (let t = 0; t <= 15_250; t += 250) {
      nowMs += 250;
      look();
    }
    expect(workers.map((w) => w.isEnded)).toEqual([true, false]);
    expect(worker().asked).toEqual([
      { type: 'start', url: 'http://here' },
      { type: 'view', view },
    ]);
    expect(client.link.read()).toBe('lost');
    worker().say({ type: 'phase', phase: 'up' });
    worker().say(frame(SERVER_MS + 15_500));
    expect(client.link.read()).toBe('resumed');
    for (let s = 1; s <= 5; s++) {
      nowMs += 1_000;
      worker().say(frame(SERVER_MS + 15_500 + s * 1_000));
    }
    expect(client.link.read()).toBe('live');
  });

  it('tells the server of a drag at most every 250 ms, the last view always', () => {
    const told = () => worker().asked.flatMap((m) => (m.type === 'view' ? [m.view.west] : []));
    for (let west = 130; west < 140; west++) {
      client.view({ west, south: 30, east: 150, north: 40, trackId: null });
      nowMs += 50;
      look();
    }
    nowMs += 250;
    look();
    expect(told()).toEqual([130, 134, 139]);
  });

  it('follows another speed of the story, which is no leap', () => {
    const heard: number[] = [];
    client.rate.subscribe(() => heard.push(client.rate.read()));
    beatFor(1_000);
    worker().say({ type: 'clock', clock: { nowMs: SERVER_MS + 1_000, rate: 60 }, receivedMs: nowMs });
    nowMs += 500;
    expect([client.serverMs(), heard, client.leap.read()]).toEqual([SERVER_MS + 31_000, [60], null]);
    // told half a second late, as the frames are
    worker().say({ type: 'clock', clock: { nowMs: SERVER_MS + 61_000, rate: 1 }, receivedMs: nowMs });
    expect([client.serverMs(), heard, client.leap.read()]).toEqual([SERVER_MS + 61_000, [60, 1], null]);
  });

  it('follows a leap of the story at once, and says so for some seconds', () => {
    const toMs = SERVER_MS + 41 * 60_000;
    worker().say({ type: 'clock', clock: { nowMs: toMs, rate: 1 }, receivedMs: nowMs });
    expect([client.serverMs(), client.leap.read()]).toEqual([toMs, toMs]);
    worker().say(frame(toMs + 10));
    expect(client.freshness.read().state).toBe('fresh');
    beatFor(4_000);
    expect(client.leap.read()).toBe(toMs);
    beatFor(500);
    expect(client.leap.read()).toBeNull();
  });

  it('shows the clock of the server', () => {
    nowMs += 500;
    expect(client.serverMs()).toBe(SERVER_MS + 500);
  });
});
