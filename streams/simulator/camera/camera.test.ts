import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { nalType, stampOf } from '../../../server/domain/video/avc.ts';
import { FilmFootage, type Pace, realPace } from './film-footage.ts';
import { fixtureFilm } from './fixture.ts';
import { RtpWriter } from './rtp.ts';
import { RtspServer } from './rtsp-server.ts';

const ACCOUNT = { user: 'viewer', password: 'p@ss word' };
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Time that a test moves. */
function handPace(): Pace & { run(untilMs: number): void } {
  let nowMs = 1_000_000;
  const due: { atMs: number; call: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    after: (ms, call) => {
      const one = { atMs: nowMs + ms, call };
      due.push(one);
      return () => void due.splice(due.indexOf(one), due.includes(one) ? 1 : 0);
    },
    run(untilMs) {
      for (;;) {
        due.sort((a, b) => a.atMs - b.atMs);
        const [next] = due;
        if (!next || next.atMs > untilMs) break;
        due.shift();
        nowMs = next.atMs;
        next.call();
      }
      nowMs = untilMs;
    },
  };
}

describe('the film', () => {
  it('goes round without a gap, each picture with the time it is told at, the first a key frame', () => {
    const film = fixtureFilm();
    const pace = handPace();
    const heard: { atMs: number; isKey: boolean; stamp: number | null }[] = [];
    const stop = new FilmFootage(film, pace).listen((nals, atMs, isKey) =>
      heard.push({ atMs, isKey, stamp: stampOf(nals) }),
    );
    pace.run(1_000_000 + film.lengthMs * 2 + 500);
    stop();
    const count = heard.length;
    pace.run(1_000_000 + film.lengthMs * 4);
    expect(heard).toHaveLength(count);
    expect(count).toBeGreaterThan(film.frames.length * 2);
    expect(heard[0]).toMatchObject({ atMs: 1_000_000, isKey: true });
    for (const { atMs, stamp } of heard) expect(stamp).toBe(atMs);
    const gaps = heard.slice(1).map(({ atMs }, i) => atMs - (heard[i]?.atMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(400);
  });
  it('stalls, and freezes while it goes on', () => {
    const pace = handPace();
    const footage = new FilmFootage(fixtureFilm(), pace);
    const keys: string[] = [];
    footage.listen((nals) => keys.push(nals.filter((nal) => nalType(nal) !== 6).join()));
    pace.run(1_001_000);
    const before = keys.length;
    footage.fault = 'stall';
    pace.run(1_003_000);
    expect(keys).toHaveLength(before);
    footage.fault = 'freeze';
    pace.run(1_005_000);
    expect(new Set(keys.slice(before)).size).toBe(1);
    expect(keys.length).toBeGreaterThan(before + 10);
  });
});

describe('RTP', () => {
  it('cuts long units into fragments that make the unit again, the last marked', () => {
    const nal = Uint8Array.from({ length: 5_000 }, (_, i) => (i === 0 ? 0x65 : i & 255));
    const data = new RtpWriter(7).picture([Uint8Array.of(0x67, 1, 2), nal], 900);
    const packets: Buffer[] = [];
    for (let at = 0; at < data.length; at += 4 + data.readUInt16BE(at + 2))
      packets.push(data.subarray(at + 4, at + 4 + data.readUInt16BE(at + 2)));
    expect(packets).toHaveLength(5);
    expect(packets.map((packet) => packet[1] === (96 | 0x80))).toEqual([false, false, false, false, true]);
    expect(packets.map((packet) => packet.readUInt16BE(2))).toEqual([7, 8, 9, 10, 11]);
    const whole = Buffer.concat([Buffer.of(0x65), ...packets.slice(1).map((packet) => packet.subarray(14))]);
    expect(whole.equals(nal)).toBe(true);
  });
});

describe('a simulated camera', () => {
  let server: RtspServer;
  let socket: Socket;
  afterEach(async () => {
    socket.destroy();
    await server.stop();
  });

  async function client() {
    server = new RtspServer('camera', ACCOUNT, new FilmFootage(fixtureFilm(), realPace));
    socket = connect(await server.listen(0), '127.0.0.1');
    await once(socket, 'connect');
    let sequence = 0;
    return async (method: string, headers: Record<string, string> = {}): Promise<string> => {
      const lines = Object.entries({ CSeq: `${++sequence}`, ...headers }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`${method} rtsp://127.0.0.1/live RTSP/1.0\r\n${lines.join('\r\n')}\r\n\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString('latin1');
    };
  }
  const authorization = (method: string, challenge: string, password = ACCOUNT.password): string => {
    const nonce = /nonce="(\w+)"/.exec(challenge)?.[1] ?? '';
    const uri = 'rtsp://127.0.0.1/live';
    const response = md5(`${md5(`viewer:camera:${password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
    return `Digest username="viewer", realm="camera", nonce="${nonce}", uri="${uri}", response="${response}"`;
  };

  it('is described to whoever knows the password, and to nobody else', async () => {
    const ask = await client();
    const challenge = await ask('DESCRIBE');
    expect(challenge).toMatch(/^RTSP\/1\.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Digest realm="camera"/);
    const wrong = { Authorization: authorization('DESCRIBE', challenge, 'other') };
    expect(await ask('DESCRIBE', wrong)).toContain('401');
    const right = await ask('DESCRIBE', { Authorization: authorization('DESCRIBE', challenge) });
    expect(right).toContain('200 OK');
    expect(right).toContain('a=rtpmap:96 H264/90000');
    // the word of one method is not that of another
    expect(await ask('PLAY', { Authorization: authorization('DESCRIBE', challenge) })).toContain('401');
  });

  it('cuts the line to what is no request, and serves others', async () => {
    await client();
    const closed = once(socket, 'close');
    socket.write(`${'\u0000'.repeat(20_000)}`);
    await closed;
    const port = (server as unknown as { server: { address(): { port: number } } }).server.address().port;
    socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('OPTIONS * RTSP/1.0\r\nCSeq: 9\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('CSeq: 9');
  });
});
