import { readFileSync } from 'node:fs';
import { type AvcConfig, NAL, nalsOf, nalType, readAvcC } from '../../../server/domain/video/avc.ts';
import { FlvDemuxer, type VideoFrame } from '../../../server/domain/video/flv.ts';

const FILE = new URL('film/night-camera.flv', import.meta.url);
const NOT_PICTURE = new Set<number>([NAL.sei, NAL.sps, NAL.pps, NAL.delimiter]);

/** A picture of a film: when it comes, ms from the beginning, and its units without parameter sets. */
export interface FilmFrame {
  readonly atMs: number;
  readonly isKey: boolean;
  readonly nals: readonly Uint8Array[];
}

/** A short film that is shown again and again. */
export interface Film {
  readonly config: AvcConfig;
  readonly frames: readonly FilmFrame[];
  readonly lengthMs: number;
}

let film: Film | undefined;

/** The film of cameras that are not rendered; read once. Throws where the file is damaged. */
export function fixtureFilm(): Film {
  film ??= read(readFileSync(FILE));
  return film;
}

/** From its first key frame up to its last one, so that the end joins the beginning. */
function read(file: Uint8Array): Film {
  let config: AvcConfig | undefined;
  const all: VideoFrame[] = [];
  const demuxer = new FlvDemuxer({
    config: ({ record }) => {
      config = readAvcC(record);
    },
    frame: (frame) => all.push(frame),
  });
  demuxer.feed(file);
  const first = all.findIndex(({ isKey }) => isKey);
  const last = all.findLastIndex(({ isKey }) => isKey);
  if (config === undefined || last <= first) throw new Error('the film of the simulated cameras has no two key frames');
  const beginMs = (all[first] as VideoFrame).dtsMs;
  const frames = all.slice(first, last).map(({ isKey, dtsMs, data }) => ({
    atMs: dtsMs - beginMs,
    isKey,
    nals: nalsOf(data).filter((nal) => !NOT_PICTURE.has(nalType(nal))),
  }));
  return { config, frames, lengthMs: (all[last] as VideoFrame).dtsMs - beginMs };
}
