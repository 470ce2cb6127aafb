import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BoatSays } from '../../../server/contract/message.ts';
import type { Queued } from '../keep/keep.ts';
import type { Act, Conflict, Fix, Waiting } from './acts.ts';
import { type AskServer, Outbox, type OutboxKeep } from './outbox.ts';

/** A store that outlives the page, by hand. */
class HandKeep implements OutboxKeep {
  readonly rows = new Map<number, unknown>();
  isFull = false;
  private next = 0;
  async add(item: unknown): Promise<number> {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.rows.set(this.next, item);
    return this.next++;
  }
  async drop(seqs: readonly number[]): Promise<void> {
    for (const seq of seqs) this.rows.delete(seq);
  }
  async queued<T>(): Promise<Queued<T>[]> {
    return [...this.rows].map(([seq, item]) => ({ seq, item: item as T }));
  }
}

/** Takes everything once, however often it is sent, as the server does. */
class HandServer {
  readonly acts: string[] = [];
  readonly fixes: number[] = [];
  take(event: string, body: unknown): void {
    if (event === 'boats:report') {
      for (const { fixMs } of (body as { positions: Fix[] }).positions)
        if (!this.fixes.includes(fixMs)) this.fixes.push(fixMs);
      return;
    }
    const id = (body as { requestId: string }).requestId;
    if (!this.acts.includes(id)) this.acts.push(id);
  }
}

const say = (requestId: string, kind: 'phrase' | 'sos' = 'phrase'): Act => ({
  event: 'dispatch:say',
  body: { kind, requestId, orderId: null, phrase: 'wait', lon: null, lat: null, deviceMs: 1 } as unknown as BoatSays,
});
const fix = (fixMs: number): Fix => ({ lon: 139.7, lat: 35.2, sogKn: 20, cogDeg: 90, headingDeg: null, fixMs });
const NO_CONFLICT = (conflict: Conflict): void => {
  throw new Error(conflict.why);
};

describe('Outbox', () => {
  it('loses nothing and keeps the order of acts, whatever the line loses and however often the page is closed', async () => {
    const line = fc.array(fc.constantFrom('well', 'lost', 'no-answer', 'unavailable', 'closed'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        line,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 90 }),
        async (faults, acts, fixes) => {
          const [keep, server] = [new HandKeep(), new HandServer()];
          const ids = Array.from({ length: acts }, (_, i) => `act-${i}`);
          const times = Array.from({ length: fixes }, (_, i) => i * 10_000);
          let outbox = new Outbox(keep, NO_CONFLICT);
          for (const id of ids) await outbox.add(say(id));
          for (const at of times) await outbox.addFix(fix(at));
          const waiting = [...faults];
          const ask: AskServer = async (event, body) => {
            const fault = waiting.shift() ?? 'well';
            if (fault === 'lost') throw new Error('no answer');
            if (fault === 'unavailable') return { ok: false, error: 'unavailable' };
            server.take(event, body);
            if (fault === 'no-answer' || fault === 'closed') throw new Error('no answer');
            return { ok: true };
          };
          for (let tries = 0; tries <= faults.length + 1; tries++) {
            const isClosed = waiting[0] === 'closed';
            await outbox.send(ask);
            if (!isClosed) continue;
            outbox = new Outbox(keep, NO_CONFLICT);
            await outbox.load();
          }
          expect(server.acts).toEqual(ids);
          expect([...server.fixes].sort((a, b) => a - b)).toEqual(times);
          expect(outbox.state.read()).toMatchObject({ acts: [], fixes: 0, refusedFixes: 0 });
          expect(keep.rows.size).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('sends a distress call before all else, and where the boat is now before where it was', async () => {
    const server = new HandServer();
    const outbox = new Outbox(new HandKeep(), NO_CONFLICT);
    for (let i = 0; i < 3; i++) await outbox.add(say(`act-${i}`));
    await outbox.add(say('help', 'sos'));
    for (let i = 0; i < 100; i++) await outbox.addFix(fix(i * 10_000));
    const asked: string[] = [];
    await outbox.send(async (event, body) => {
      asked.push(event);
      server.take(event, body);
      return { ok: true };
    });
    expect(server.acts).toEqual(['help', 'act-0', 'act-1', 'act-2']);
    expect(server.fixes.slice(0, 2)).toEqual([990_000, 0]);
    expect(asked.filter((event) => event === 'boats:report')).toHaveLength(4);
  });

  it('tells the crew of what was not taken, and goes on', async () => {
    const conflicts: Conflict[] = [];
    const outbox = new Outbox(new HandKeep(), (conflict) => conflicts.push(conflict));
    const body = { requestId: 'r', orderId: 'o', version: 1, state: 'accepted', reason: '', deviceMs: 7 } as const;
    await outbox.add({ event: 'dispatch:answer', body });
    await outbox.add(say('bad'));
    await outbox.add(say('good'));
    const steps = [{ via: 'tablet', kind: 'accepted', deviceMs: 7, detail: { effect: 'closed' } }];
    await outbox.send(async (event, sent) => {
      if (event === 'dispatch:answer') return { ok: true, order: { state: 'stood-down', steps } as never };
      const { requestId } = sent as { requestId: string };
      return requestId === 'bad' ? { ok: false, error: 'invalid', message: 'phrase: no such' } : { ok: true };
    });
    expect(conflicts.map(({ why, message }) => [why, message])).toEqual([
      ['closed', 'stood-down'],
      ['invalid', 'phrase: no such'],
    ]);
    expect(outbox.state.read().acts).toEqual([]);
  });

  it('lets one wrong position go alone, and says so', async () => {
    const server = new HandServer();
    const outbox = new Outbox(new HandKeep(), NO_CONFLICT);
    for (let i = 0; i < 50; i++) await outbox.addFix(fix(i * 1_000));
    await outbox.send(async (event, body) => {
      const { positions } = body as { positions: Fix[] };
      if (positions.some(({ fixMs }) => fixMs === 7_000)) return { ok: false, error: 'invalid', message: 'fixMs' };
      server.take(event, body);
      return { ok: true };
    });
    expect([server.fixes.length, outbox.state.read().refusedFixes]).toEqual([49, 1]);
  });

  it('goes on in memory where nothing can be kept, and says so', async () => {
    const keep = new HandKeep();
    keep.isFull = true;
    const server = new HandServer();
    const outbox = new Outbox(keep, NO_CONFLICT);
    await outbox.add(say('act'));
    expect(outbox.state.read()).toMatchObject({ isUnkept: true });
    await outbox.send(async (event, body) => {
      server.take(event, body);
      return { ok: true };
    });
    expect(server.acts).toEqual(['act']);
  });

  it('knows what waited when it was closed', async () => {
    const keep = new HandKeep();
    const before: Waiting[] = [
      { kind: 'act', act: say('early') },
      { kind: 'fix', fix: fix(1) },
    ];
    for (const one of before) await keep.add(one);
    const outbox = new Outbox(keep, NO_CONFLICT);
    await outbox.load();
    expect(outbox.state.read()).toMatchObject({ acts: [say('early')], fixes: 1 });
  });
});
