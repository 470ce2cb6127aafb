import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StreamConfig } from '../../../server/domain/video/video-config.ts';
import { FfmpegSource } from './ffmpeg-source.ts';

const FILM = fileURLToPath(new URL('../../simulator/camera/film/night-camera.flv', import.meta.url));
const URL_WITH_LOGIN = "rtsp://view:p%40ss%20w'ord@10.0.0.9/live";

/** Programs that stand in for ffmpeg: what they are given is written beside them. */
const PROGRAMS = {
  plays: `cat > "$0.list"; echo "$@" > "$0.arguments"; cat '${FILM}'; exec sleep 60`,
  refuses: `cat > /dev/null; echo "${URL_WITH_LOGIN}: Server returned 401 Unauthorized" >&2; exit 1`,
  garbage: 'cat > /dev/null; head -c 4096 /dev/urandom; exec sleep 60',
} as const;

describe('a camera through ffmpeg', () => {
  const path = process.env['PATH'];
  let dir: string;
  let configs: StreamConfig[];
  let pictures: number;
  let downs: string[];
  let source: FfmpegSource;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'mihari-ffmpeg-'));
    [configs, pictures, downs] = [[], 0, []];
    const down = (reason: string): void => void downs.push(reason);
    source = new FfmpegSource(URL_WITH_LOGIN, { config: (one) => configs.push(one), picture: () => pictures++, down });
  });
  afterEach(() => {
    source.stop();
    process.env['PATH'] = path;
    rmSync(dir, { recursive: true, force: true });
  });
  function begin(program: keyof typeof PROGRAMS): void {
    writeFileSync(join(dir, 'ffmpeg'), `#!/bin/sh\n${PROGRAMS[program]}\n`);
    chmodSync(join(dir, 'ffmpeg'), 0o700);
    process.env['PATH'] = `${dir}:${path}`;
    source.start();
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise(setImmediate);
  };

  it('is read without a picture changed, and its address stands in no argument', async () => {
    begin('plays');
    await until(() => pictures >= 60);
    expect(configs).toHaveLength(1);
    expect(downs).toEqual([]);
    const list = readFileSync(join(dir, 'ffmpeg.list'), 'utf8');
    expect(list).toContain(`file '${URL_WITH_LOGIN.replace("'", "'\\''")}'`);
    const given = readFileSync(join(dir, 'ffmpeg.arguments'), 'utf8');
    expect(given).not.toContain('10.0.0.9');
    expect(given).toContain('-c copy');
  });
  it('that is refused says why, without its address', async () => {
    begin('refuses');
    await until(() => downs.length > 0);
    expect(downs[0]).toContain('Server returned 401 Unauthorized');
    expect(downs[0]).not.toContain('10.0.0.9');
  });
  it('that gives garbage is given up', async () => {
    begin('garbage');
    await until(() => downs.length > 0);
    expect(downs[0]).toContain('FLV');
  });
  it('is told where there is no ffmpeg', async () => {
    process.env['PATH'] = dir;
    source.start();
    await until(() => downs.length > 0);
    expect(downs[0]).toBe('there is no ffmpeg on the path');
  });
});
