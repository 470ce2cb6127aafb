import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { askTime } from './sntp.ts';

const NOW_MS = Date.UTC(2026, 10, 1, 12);
const SECONDS_TO_1970 = 2_208_988_800;
let server: Socket | null = null;
afterEach(() => {
  server?.close();
  server = null;
});

/** A time server whose clock is right; what it answers can be changed on the way. */
async function timeServer(change: (answer: Buffer) => Buffer[] = (answer) => [answer]): Promise<string> {
  const socket = createSocket('udp4');
  server = socket;
  socket.on('message', (question, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = (4 << 3) | 4;
    answer[1] = 2;
    question.copy(answer, 24, 40, 48);
    put(answer, 32, NOW_MS + 30);
    put(answer, 40, NOW_MS + 32);
    for (const one of change(answer)) socket.send(one, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

function put(answer: Buffer, at: number, ms: number): void {
  answer.writeUInt32BE(Math.floor(ms / 1000) + SECONDS_TO_1970, at);
  answer.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4);
}

/** Our clock is 5 s behind: a packet takes 30 ms there and 8 ms back. */
const ourClock = (): (() => number) => {
  const sent = [NOW_MS - 5000];
  return () => sent.pop() ?? NOW_MS - 5000 + 40;
};

const copied = (answer: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(answer);
  copy[at] = value;
  return copy;
};

describe('asking a time server', () => {
  it('tells how far our clock is off, and how long the answer took', async () => {
    const offset = await askTime({ server: await timeServer(), machineMs: ourClock() });
    expect(offset.delayMs).toBeCloseTo(38, 1);
    expect(offset.offsetMs).toBeCloseTo(5011, 1);
  });

  it('takes no answer to another question', async () => {
    const name = await timeServer((answer) => [
      copied(answer, 24, (answer[24] as number) ^ 1),
      answer.subarray(0, 40),
      answer,
    ]);
    expect((await askTime({ server: name, machineMs: ourClock() })).offsetMs).toBeCloseTo(5011, 1);
  });

  it.each([
    ['of a client', 0, (4 << 3) | 3, 'of mode 3'],
    ['that refuses', 1, 0, 'the server refuses'],
    ['of a server without time', 1, 16, 'has no time itself'],
    ['of a server that is not synchronised', 0, (3 << 6) | (4 << 3) | 4, 'has no time itself'],
  ])('refuses an answer %s', async (_, at, value, why) => {
    const name = await timeServer((answer) => [copied(answer, at, value)]);
    await expect(askTime({ server: name })).rejects.toThrow(why);
  });

  it('gives up on a server that is silent, and on a name that is none', async () => {
    const name = await timeServer(() => []);
    await expect(askTime({ server: name, withinMs: 20 })).rejects.toThrow('no answer within 20 ms');
    await expect(askTime({ server: 'no-such-host.invalid', withinMs: 2000 })).rejects.toThrow(
      /ENOTFOUND|EAI_AGAIN|no answer/,
    );
  });
});
