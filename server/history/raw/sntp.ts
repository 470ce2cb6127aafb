import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

const PORT = 123;
const PACKET_BYTES = 48;
/** Seconds from 1900, where NTP counts from, to 1970. */
const SECONDS_1900_TO_1970 = 2_208_988_800;
/** A second half of the era: times before 2036-02-07 have the top bit set (RFC 4330, section 3). */
const ERA_S = 2 ** 32;
const WITHIN_MS = 5_000;

export interface TimeOffset {
  /** What to add to the machine's clock to get the server's, ms. */
  readonly offsetMs: number;
  /** There and back, ms. The offset is right within half of it. */
  readonly delayMs: number;
}

export interface SntpOptions {
  /** `host` or `host:port`. */
  readonly server: string;
  readonly withinMs?: number;
  /** The machine's clock, not that of a story: the machine's is what is measured. Epoch ms. */
  readonly machineMs?: () => number;
}

/** Asks a time server once (SNTP, RFC 5905 section 14). Rejects with why there is no answer that can be used. */
export function askTime({ server, withinMs = WITHIN_MS, machineMs = Date.now }: SntpOptions): Promise<TimeOffset> {
  const [host = '', port] = server.split(':');
  const socket = createSocket('udp4');
  // a random number instead of our time: it proves that the answer is one to this question, and tells nothing
  const cookie = randomBytes(8);
  const question = Buffer.alloc(PACKET_BYTES);
  question[0] = (4 << 3) | 3; // version 4, client
  cookie.copy(question, 40);
  return new Promise<TimeOffset>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${withinMs} ms`)), withinMs);
    let sentMs = 0;
    socket.on('error', reject);
    socket.on('message', (answer) => {
      const gotMs = machineMs();
      const isOurs = answer.length >= PACKET_BYTES && answer.subarray(24, 32).equals(cookie);
      if (!isOurs) return; // not an answer to this question: whoever sent it, we wait on
      const why = whyNot(answer);
      if (why === null) resolve(offsetOf(answer, sentMs, gotMs));
      else reject(new Error(why));
    });
    socket.once('close', () => clearTimeout(timer));
    socket.connect(port === undefined ? PORT : Number(port), host, (error?: Error) => {
      if (error) return reject(error);
      sentMs = machineMs();
      return socket.send(question);
    });
  }).finally(() => socket.close());
}

/** What forbids to use an answer; null: nothing. */
function whyNot(answer: Buffer): string | null {
  const first = answer[0] ?? 0;
  const stratum = answer[1] ?? 0;
  if ((first & 7) !== 4) return `the answer is of mode ${first & 7}, not of a server`;
  if (stratum === 0) return `the server refuses: ${answer.toString('latin1', 12, 16)}`;
  if (stratum > 15 || first >> 6 === 3) return 'the server has no time itself';
  if (answer.readUInt32BE(40) === 0) return 'the answer holds no time';
  return null;
}

/** RFC 5905, section 8: T1 we sent, T2 it received, T3 it sent, T4 we received. */
function offsetOf(answer: Buffer, t1: number, t4: number): TimeOffset {
  const [t2, t3] = [timeAt(answer, 32), timeAt(answer, 40)];
  return { offsetMs: rounded((t2 - t1 + (t3 - t4)) / 2), delayMs: rounded(Math.max(0, t4 - t1 - (t3 - t2))) };
}

function timeAt(answer: Buffer, at: number): number {
  const seconds = answer.readUInt32BE(at);
  const era = seconds < ERA_S / 2 ? ERA_S : 0;
  return (seconds + era - SECONDS_1900_TO_1970) * 1000 + (answer.readUInt32BE(at + 4) / ERA_S) * 1000;
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
