import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { decodeCommand } from './decode-cli.ts';

const CLASS_A = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';

async function run(args: string[], input: string | Buffer[]): Promise<{ code: number; out: string; err: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await decodeCommand(args, {
    stdin: Readable.from(typeof input === 'string' ? [Buffer.from(input)] : input),
    stdout,
    stderr,
  });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

describe('ais:decode', () => {
  it('prints one JSON object a line in the order of input, without de-duplication', async () => {
    const { code, out, err } = await run(['-'], `${CLASS_A}\r\n# comment\r\n${CLASS_A}`);
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      type: 1,
      mmsi: '371798000',
      repeat: 0,
      channel: 'A',
      station: null,
      tMs: null,
      lon: -123.3953833,
      lat: 48.3816333,
      accuracy: true,
      sogKn: 12.3,
      cogDeg: 224,
      headingDeg: 215,
      rotDegPerMin: -10,
      navStatus: 0,
      utcSecond: 33,
    });
  });

  it('adds its counts as the last line of standard error', async () => {
    const { out, err } = await run(['--stats', '-'], `${CLASS_A}\n${CLASS_A.replace('4A', '4B')}\n`);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(err)).toMatchObject({ lines: 2, messages: 1, rejected: { checksum: 1 }, byType: { 1: 1 } });
  });

  it('says which file it cannot read, and how it is used', async () => {
    expect(await run(['/nowhere/at/all.nmea'], '')).toMatchObject({
      code: 1,
      err: '/nowhere/at/all.nmea: no such file\n',
    });
    expect(await run([], '')).toMatchObject({ code: 2, err: expect.stringContaining('usage') });
    expect(await run(['--what', '-'], '')).toMatchObject({ code: 2 });
  });

  it('ends quietly when the reader of its output goes away', async () => {
    let chunks = 0;
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    const stdin = Readable.from(
      (function* () {
        for (; chunks < 1000; chunks++) yield Buffer.from(`${CLASS_A}\n`);
      })(),
    );
    const stderr = new PassThrough();
    expect(await decodeCommand(['-'], { stdin, stdout, stderr })).toBe(0);
    expect(stderr.read()).toBeNull();
    expect(chunks).toBeLessThan(100);
  });
});
