import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CamerasService } from '../../server/cameras/cameras.service.ts';
import type { Bookmark, Recording } from '../../server/contract/recording.ts';
import { DEMO_CAMERAS, type DemoCamera } from '../../server/domain/camera/demo-cameras.ts';
import { nalsOf, readAvcC, stampOf } from '../../server/domain/video/avc.ts';
import { boxesOf } from '../../server/domain/video/boxes.ts';
import { samplesOf } from '../../server/domain/video/fmp4.ts';
import { FilmFootage, realPace } from '../../streams/simulator/camera/film-footage.ts';
import { fixtureFilm } from '../../streams/simulator/camera/fixture.ts';
import { RtspServer } from '../../streams/simulator/camera/rtsp-server.ts';
import { openSql, type Sql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const ACCOUNT = { user: 'mihari', password: 'not for anybody' };
const BASE = '/api/v1/cameras/kannonzaki';

describe('recordings', () => {
  let camera: RtspServer;
  let app: RunningApp;
  let sql: Sql;
  let operator: SignedIn;
  let supervisor: SignedIn;
  const beganMs = Date.now();

  beforeAll(async () => {
    camera = new RtspServer('camera', ACCOUNT, new FilmFootage(fixtureFilm(), realPace));
    const port = await camera.listen(0);
    const url = `rtsp://mihari:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1:${port}/live`;
    const [first] = DEMO_CAMERAS as readonly [DemoCamera];
    app = await runApp({
      cameras: [
        {
          ...first,
          url,
          isRecorded: true,
          isStamped: true,
          reader: 'rtsp' as const,
          onvifUrl: null,
          keepDays: null,
          alignedMs: null,
        },
      ],
    });
    sql = await openSql(app);
    operator = await signIn(app, 'operator');
    supervisor = await signIn(app, 'supervisor');
  });
  afterAll(async () => {
    await sql?.end();
    await app?.stop();
    await camera?.stop();
  });

  const ask = async <T>(path: string): Promise<T> => (await operator.fetch(path)).json() as Promise<T>;
  const span = (): string => `fromMs=${beganMs - 1000}&toMs=${Date.now() + 1000}`;
  async function until(isSo: (recording: Recording) => boolean): Promise<Recording> {
    for (;;) {
      const recording = await ask<Recording>(`${BASE}/recording?${span()}`);
      if (isSo(recording)) return recording;
    }
  }
  /** Fragments as a player gets them: by the playlist, range by range. */
  async function playlist(): Promise<{ atMs: number; data: Uint8Array; init: Uint8Array }[]> {
    const text = await (await operator.fetch(`${BASE}/playlist.m3u8?${span()}`)).text();
    const [, map, initLength] = /MAP:URI="(.+?)",BYTERANGE="(\d+)@0"/.exec(text) ?? [];
    const range = async (path: string, from: number, length: number): Promise<Uint8Array> => {
      const headers = { range: `bytes=${from}-${from + length - 1}` };
      const answer = await operator.fetch(`${BASE}/${path}`, { headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'video/mp4']);
      return new Uint8Array(await answer.arrayBuffer());
    };
    const init = await range(map ?? '', 0, Number(initLength));
    const found = [...text.matchAll(/DATE-TIME:(\S+)\n#EXTINF:\S+\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n(\S+)/g)];
    return Promise.all(
      found.map(async ([, at = '', length, from, path = '']) => ({
        ...{ atMs: Date.parse(at), init },
        data: await range(path, Number(from), Number(length)),
      })),
    );
  }

  it('are indexed while they are made, and played by ranges whose times are those of the pictures', async () => {
    const recording = await until(({ fragments }) => fragments >= 3);
    expect(recording).toMatchObject({ cameraId: 'kannonzaki', trouble: null });
    // nothing is missing but what was before the first picture and what is not written yet
    const { kept } = recording;
    expect(recording.gaps[0]?.fromMs).toBe(beganMs - 1000);
    expect(recording.gaps.filter(({ fromMs, toMs }) => fromMs > beganMs && toMs < (kept?.toMs ?? 0))).toEqual([]);
    const parts = await playlist();
    expect(parts.length).toBeGreaterThanOrEqual(3);
    for (const { atMs, data, init } of parts) {
      expect([...boxesOf(init)].map(({ type }) => type)).toEqual(['ftyp', 'moov']);
      const [picture] = samplesOf(data);
      expect(picture?.isKey).toBe(true);
      expect(Math.abs((stampOf(nalsOf(picture?.data ?? new Uint8Array())) ?? 0) - atMs)).toBeLessThanOrEqual(20);
    }
    const audit = await (await supervisor.fetch('/api/v1/audit?limit=20')).text();
    expect(audit).toContain('camera:replay');
  });

  it('are found again in the files where the index was lost, and after the process was killed', async () => {
    await until(({ fragments }) => fragments >= 3);
    const before = await ask<Recording>(`${BASE}/recording?${span()}`);
    await sql('delete from recording_file');
    const pid = app.app.get(CamerasService).mediaPid;
    if (pid === null) throw new Error('no process');
    process.kill(pid, 'SIGKILL');
    const after = await until(({ fragments }) => fragments > before.fragments + 1);
    expect(after.kept?.fromMs).toBe(before.kept?.fromMs);
    const hashes = await sql(`select count(*)::int as n from recording_fragment where length(sha256) = 32`);
    expect(Number(hashes[0]?.['n'])).toBeGreaterThanOrEqual(after.fragments);
    expect(after.gaps.length).toBeGreaterThanOrEqual(2);
  });

  it('are handed over as a clip that is checked with plain tools, to those who may', async () => {
    const recording = await until(({ fragments }) => fragments >= 3);
    const order = {
      fromMs: recording.kept?.fromMs,
      toMs: recording.kept?.toMs,
      recipient: '横浜地検',
      purpose: '証拠',
    };
    expect((await operator.send('POST', `${BASE}/clips`, order)).status).toBe(403);
    const wrong = await supervisor.send('POST', `${BASE}/clips`, { ...order, recipient: '' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('recipient')]);
    const answer = await supervisor.send('POST', `${BASE}/clips`, order);
    if (answer.status !== 200) throw new Error(await answer.text());
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const files = unzip(Buffer.from(await answer.arrayBuffer()));
    const sums = files.get('SHA256SUMS')?.toString() ?? '';
    expect(sums.trim().split('\n')).toHaveLength(files.size - 1);
    for (const line of sums.trim().split('\n')) {
      const [hash, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(files.get(name) ?? '')
          .digest('hex'),
      ).toBe(hash);
    }
    const readme = files.get('README.txt')?.toString() ?? '';
    for (const word of ['横浜地検', '観音埼', 'SIMULATION', 'certutil', 'sha256sum']) expect(readme).toContain(word);
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;
    for (const { original, clip, fragments } of manifest.parts) {
      const data = files.get(original) ?? Buffer.alloc(0);
      for (const { offset, length, sha256 } of fragments)
        expect(
          createHash('sha256')
            .update(data.subarray(offset, offset + length))
            .digest('hex'),
        ).toBe(sha256);
      expect([...boxesOf(files.get(clip) ?? Buffer.alloc(0))].map(({ type }) => type)).toEqual([
        'ftyp',
        'moov',
        'mdat',
      ]);
      const at = data.indexOf('avcC');
      expect(readAvcC(data.subarray(at + 4))).toMatchObject({ widthPx: 640, heightPx: 360 });
    }
    expect(await (await supervisor.fetch('/api/v1/audit?limit=20')).text()).toContain('camera:export');
  });

  it('are not handed over where a byte is another one than was recorded', async () => {
    const { kept } = await until(({ fragments }) => fragments >= 3);
    const [row] = await sql(
      'select path, at_byte::int as at from recording_file join recording_fragment using (file_id) limit 1',
    );
    const path = join(app.config.dataDir, 'video', String(row?.['path']));
    const bytes = readFileSync(path);
    const at = Number(row?.['at']) + 900;
    writeFileSync(
      path,
      bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
    );
    const answer = await supervisor.send('POST', `${BASE}/clips`, { ...kept, recipient: '横浜地検', purpose: '証拠' });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('not as it was recorded')]);
    writeFileSync(path, bytes);
  });

  it('carry bookmarks and the hashes of snapshots', async () => {
    const mark = { atMs: Date.now(), text: '小型船が停止', severity: 'suspicious' };
    expect((await operator.send('POST', `${BASE}/bookmarks`, mark)).status).toBe(201);
    expect(await ask<Bookmark[]>(`${BASE}/bookmarks?${span()}`)).toMatchObject([{ ...mark, who: 'operator' }]);
    const wrong = await operator.send('POST', `${BASE}/bookmarks`, { ...mark, severity: 'huge' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('severity')]);
    const taken = { atMs: Date.now(), sha256: 'ab'.repeat(32), isReplay: false };
    expect((await operator.send('POST', `${BASE}/snapshots`, taken)).status).toBe(204);
    expect(await (await supervisor.fetch('/api/v1/audit?limit=20')).text()).toContain('ab'.repeat(32));
  });

  it('are refused in words: an unknown file, a span that is none, a camera that is none, a role that may not', async () => {
    const status = async (path: string, who = operator): Promise<number> => (await who.fetch(path)).status;
    expect(await status(`${BASE}/recording/files/999999.mp4`)).toBe(404);
    expect(await status(`${BASE}/recording/files/..%2F..%2Fsecret.mp4`)).toBe(400);
    expect(await status(`${BASE}/recording?fromMs=5&toMs=4`)).toBe(400);
    expect(await status(`${BASE}/playlist.m3u8?fromMs=1&toMs=2`)).toBe(404);
    expect(await status('/api/v1/cameras/nowhere/recording?fromMs=1&toMs=2')).toBe(404);
    expect(await status(`${BASE}/recording?${span()}`, await signIn(app, 'crew'))).toBe(403);
    const [row] = await sql('select file_id as id, path from recording_file limit 1');
    expect(existsSync(join(app.config.dataDir, 'video', String(row?.['path'])))).toBe(true);
    expect(await status(`/video/${row?.['path']}`)).not.toBe(206);
  });
});

interface Manifest {
  readonly parts: readonly {
    readonly original: string;
    readonly clip: string;
    readonly fragments: readonly { readonly offset: number; readonly length: number; readonly sha256: string }[];
  }[];
}

/** Files of a ZIP without compression, by name without the folder. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [size, nameLength] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(name.split('/').at(-1) ?? '', zip.subarray(from, from + size));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
