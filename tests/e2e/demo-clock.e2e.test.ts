import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { AuditRow } from '../../server/contract/audit.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../../server/contract/constants.ts';
import type { DemoClock } from '../../server/contract/demo.ts';
import type { ClockState } from '../../server/contract/events.ts';
import { storyMoments } from '../../server/domain/story/moments.ts';
import { STORY_BEGIN_MS } from '../../server/platform/demo/story-clock.ts';
import { handClock } from '../support/hand-clock.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const PATH = '/api/v1/demo/clock';
const HOUR_MS = 3_600_000;

describe('the clock of the demo', () => {
  const { clock, forward } = handClock(STORY_BEGIN_MS);
  let app: RunningApp;
  let supervisor: SignedIn;
  let socket: Socket;
  const told: ClockState[] = [];
  const [first, second] = storyMoments(7).filter(({ atMs }) => atMs > STORY_BEGIN_MS + HOUR_MS / 2);
  if (!first || !second) throw new Error('the story has too few moments');

  beforeAll(async () => {
    app = await runApp({ clock });
    supervisor = await signIn(app, 'supervisor');
    const operator = await signIn(app, 'operator');
    const options = { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie: operator.cookie } };
    socket = io(app.url, options);
    socket.on('clock:changed', (state: ClockState) => told.push(state));
    await socket.emitWithAck('live:hello', { protocol: PROTOCOL_VERSION });
  });
  afterAll(async () => {
    socket?.disconnect();
    await app?.stop();
  });

  const ask = async (body: unknown, who = supervisor): Promise<[number, DemoClock & { message?: string }]> => {
    const answer = await who.send('POST', PATH, body);
    return [answer.status, (await answer.json()) as DemoClock & { message?: string }];
  };
  /** What the console has been told; asked by a round trip behind it on the same socket. */
  const heard = async (): Promise<ClockState[]> => {
    await socket.emitWithAck('live:view', { west: 139, south: 35, east: 140, north: 36, trackId: null });
    return told.splice(0);
  };
  const trail = async (): Promise<AuditRow[]> =>
    ((await (await supervisor.fetch('/api/v1/audit')).json()) as AuditRow[]).filter(
      ({ object }) => object === 'demo/clock',
    );

  it('is read and changed by supervisor and admin, and by nobody else', async () => {
    for (const [name, status] of [
      ['operator', 403],
      ['crew', 403],
      ['supervisor', 200],
      ['admin', 200],
    ] as const) {
      const who = await signIn(app, name);
      expect([name, (await who.fetch(PATH)).status]).toEqual([name, status]);
      expect([name, (await who.send('POST', PATH, { rate: 1 })).status]).toEqual([name, status]);
    }
    expect((await fetch(`${app.url}${PATH}`, { method: 'POST' })).status).toBe(401);
    await heard();
  });

  it('tells time, speed and the moments of the story, in order', async () => {
    const { storyMs, rate, moments } = (await (await supervisor.fetch(PATH)).json()) as DemoClock;
    expect([storyMs, rate]).toEqual([clock.nowMs(), 1]);
    expect(moments).toEqual(storyMoments(7));
    expect(moments.map(({ atMs }) => atMs)).toEqual(moments.map(({ atMs }) => atMs).sort((a, b) => a - b));
    for (const { title } of moments)
      expect([title.ja, title.en]).toEqual([expect.stringMatching(/[ぁ-ん一-龠]/), expect.any(String)]);
  });

  it('runs at another speed from that second on: every console hears it, and who did it is kept', async () => {
    const fromMs = clock.nowMs();
    expect(await ask({ rate: 60 })).toMatchObject([200, { storyMs: fromMs, rate: 60 }]);
    expect(await heard()).toEqual([{ nowMs: fromMs, rate: 60 }]);
    forward(1_000);
    expect(clock.nowMs()).toBe(fromMs + 60_000);
    expect((await trail())[0]).toMatchObject({
      who: 'supervisor',
      role: 'supervisor',
      action: 'clock:rate',
      detail: { from: { storyMs: fromMs, rate: 1 }, to: { storyMs: fromMs, rate: 60 } },
    });
  });

  it('goes ahead to a moment, and never back to it', async () => {
    const fromMs = clock.nowMs();
    expect(await ask({ moment: first.name, rate: 1 })).toMatchObject([200, { storyMs: first.atMs, rate: 1 }]);
    expect((await heard()).at(-1)).toEqual({ nowMs: first.atMs, rate: 1 });
    expect((await trail())[0]).toMatchObject({
      action: 'clock:leap',
      detail: { moment: first.name, from: { storyMs: fromMs, rate: 60 }, to: { storyMs: first.atMs, rate: 1 } },
    });
    const [status, { message }] = await ask({ moment: first.name });
    expect([status, message]).toEqual([409, expect.stringContaining('is not ahead')]);
    expect((await ask({ toMs: first.atMs - 1 }))[0]).toBe(409);
    expect(await heard()).toEqual([]);
    expect(clock.nowMs()).toBe(first.atMs);
  });

  it('goes ahead to a time', async () => {
    expect(await ask({ toMs: second.atMs })).toMatchObject([200, { storyMs: second.atMs, rate: 1 }]);
  });

  it("ends nobody's session by that", async () => {
    expect((await ask({ toMs: clock.nowMs() + 23 * HOUR_MS }))[0]).toBe(200);
    forward(1_000);
    expect((await supervisor.fetch('/api/v1/session')).status).toBe(200);
    expect(socket.connected).toBe(true);
    expect(await heard()).toHaveLength(2);
  });

  it.each([
    [{}, 400, 'want rate, moment or toMs'],
    [{ rate: 0 }, 400, 'rate'],
    [{ rate: 61 }, 400, 'rate'],
    [{ rate: 1.5 }, 400, 'rate'],
    [{ toMs: 1e18 }, 400, 'toMs'],
    [{ toMs: STORY_BEGIN_MS + 1000 * HOUR_MS }, 400, 'toMs'],
    [{ moment: 'basin', toMs: 1 }, 400, 'toMs'],
    [{ moment: 'high-noon' }, 404, '"high-noon"'],
    [{ speed: 2 }, 400, 'speed'],
  ])('refuses %j and names what is wrong', async (body, status, word) => {
    const before = clock.state();
    const [code, { message }] = await ask(body);
    expect([code, message]).toEqual([status, expect.stringContaining(word)]);
    expect(clock.state()).toEqual(before);
  });
});

it('there is no clock to set where the bay is not simulated, though the accounts are those of the demo', async () => {
  const app = await runApp({ feeds: 'bay=udp://127.0.0.1:0' });
  try {
    const supervisor = await signIn(app, 'supervisor');
    for (const answer of [await supervisor.fetch(PATH), await supervisor.send('POST', PATH, { rate: 2 })])
      expect([answer.status, await answer.json()]).toMatchObject([
        404,
        { message: expect.stringContaining('simulated bay') },
      ]);
    expect(app.clock.rate).toBe(1);
  } finally {
    await app.stop();
  }
});
