import { box, boxesOf, fullBox, joined, text, u16, u32, u64, zeros } from './boxes.ts';
import { readConfig } from './read-config.ts';
import type { VideoConfig } from './video-config.ts';

/** Units of time a second in our files: milliseconds. */
const TIMESCALE = 1000;
const MATRIX = [...u32(0x10000), ...zeros(12), ...u32(0x10000), ...zeros(12), ...u32(0x40000000)];
const SYNC = 0x02000000;
const NOT_SYNC = 0x01010000;
/** tfdt at a base; data offset, then duration, size, flags and composition offset of each sample. */
const TRUN_FLAGS = 0x000f01;
const SAMPLE_BYTES = 16;
/** Sample entry, the box of the configuration in it, and that box's type as a number (ISO/IEC 14496-15). */
const ENTRY = {
  avc: { type: 'avc1', config: 'avcC', mark: 0x61766343 },
  hevc: { type: 'hvc1', config: 'hvcC', mark: 0x68766343 },
} as const;

/** One picture of a fragment. */
export interface Sample {
  readonly isKey: boolean;
  /** Milliseconds, 1 or more. */
  readonly durationMs: number;
  /** Shown so much later than decoded, ms. */
  readonly ctsMs: number;
  /** Units behind their lengths. */
  readonly data: Uint8Array;
}

/** What a file of fragments begins with: `ftyp` and `moov` of one track. */
export function initSegment(config: VideoConfig): Uint8Array {
  const track = trak(config, 0, emptyTable(config));
  const moov = box('moov', mvhd(0), track, box('mvex', fullBox('trex', 0, 0, u32(1), u32(1), zeros(12))));
  return joined([box('ftyp', text('iso5'), u32(512), text(`iso5iso6mp41${ENTRY[config.kind].type}`)), moov]);
}

/** A fragment: `moof` and `mdat` of pictures that follow each other, the first a key frame. `atMs`: time of the first, epoch ms. */
export function fragment(sequence: number, atMs: number, samples: readonly Sample[]): Uint8Array {
  const table = new Uint8Array(samples.length * SAMPLE_BYTES);
  const view = new DataView(table.buffer);
  samples.forEach(({ isKey, durationMs, ctsMs, data }, i) => {
    view.setUint32(i * SAMPLE_BYTES, durationMs);
    view.setUint32(i * SAMPLE_BYTES + 4, data.length);
    view.setUint32(i * SAMPLE_BYTES + 8, isKey ? SYNC : NOT_SYNC);
    view.setInt32(i * SAMPLE_BYTES + 12, ctsMs);
  });
  const trun = fullBox('trun', 1, TRUN_FLAGS, u32(samples.length), u32(0), table);
  const traf = box('traf', fullBox('tfhd', 0, 0x020000, u32(1)), fullBox('tfdt', 1, 0, u64(atMs)), trun);
  const moof = box('moof', fullBox('mfhd', 0, 0, u32(sequence)), traf);
  // where the pictures begin: behind this box and the head of the next
  const offsetAt = moof.length - table.length - 4;
  new DataView(moof.buffer).setUint32(offsetAt, moof.length + 8);
  const bytes = samples.reduce((sum, { data }) => sum + data.length, 8);
  return joined([moof, u32(bytes), text('mdat'), ...samples.map(({ data }) => data)]);
}

/** Where a fragment lies in a file, and from when to when it is, epoch ms. */
export interface FragmentPlace {
  readonly offset: number;
  readonly length: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The decoder's configuration in what a file of ours begins with. Throws RangeError where there is none. */
export function configOfInit(init: Uint8Array): VideoConfig {
  const view = new DataView(init.buffer, init.byteOffset, init.byteLength);
  for (let at = 4; at + 4 < init.length; at++)
    for (const kind of ['avc', 'hevc'] as const)
      if (view.getUint32(at) === ENTRY[kind].mark)
        return readConfig({ kind, record: init.subarray(at + 4, at - 4 + view.getUint32(at - 4)) });
  throw new RangeError(`no avcC and no hvcC in a beginning of ${init.length} bytes`);
}

/** The init segment's length and all whole fragments of a file; what is torn at its end is left out. */
export function readFragments(file: Uint8Array): {
  initLength: number;
  fragments: FragmentPlace[];
  wholeLength: number;
} {
  const fragments: FragmentPlace[] = [];
  let initLength = 0;
  let wholeLength = 0;
  let moof: { offset: number; fromMs: number; toMs: number } | null = null;
  for (const { type, offset, length, body } of boxesOf(file)) {
    if (type === 'moov') initLength = wholeLength = offset + length;
    if (type === 'moof') moof = { offset, ...timesOf(file, body, offset + length) };
    if (type !== 'mdat' || moof === null) continue;
    const { offset: from, fromMs, toMs } = moof;
    fragments.push({ offset: from, length: offset + length - from, fromMs, toMs });
    wholeLength = offset + length;
    moof = null;
  }
  return { initLength, fragments, wholeLength };
}

function timesOf(file: Uint8Array, from: number, to: number): { fromMs: number; toMs: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let fromMs = 0;
  let lastsMs = 0;
  for (const traf of boxesOf(file, from, to)) {
    if (traf.type !== 'traf') continue;
    for (const { type, body } of boxesOf(file, traf.body, traf.offset + traf.length)) {
      if (type === 'tfdt') fromMs = Number(view.getBigUint64(body + 4));
      if (type !== 'trun') continue;
      const count = view.getUint32(body + 4);
      for (let i = 0; i < count; i++) lastsMs += view.getUint32(body + 12 + i * SAMPLE_BYTES);
    }
  }
  return { fromMs, toMs: fromMs + lastsMs };
}

/** The pictures of one fragment. Throws RangeError where it is none. */
export function samplesOf(data: Uint8Array): Sample[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const samples: Sample[] = [];
  const all = [...boxesOf(data)];
  const [moof, mdat] = [all.find(({ type }) => type === 'moof'), all.find(({ type }) => type === 'mdat')];
  if (moof === undefined || mdat === undefined)
    throw new RangeError(`fragment of ${data.length} bytes without moof and mdat`);
  let at = mdat.body;
  for (const traf of boxesOf(data, moof.body, moof.offset + moof.length)) {
    for (const { type, body } of traf.type === 'traf' ? boxesOf(data, traf.body, traf.offset + traf.length) : []) {
      if (type !== 'trun') continue;
      const count = view.getUint32(body + 4);
      for (let i = 0; i < count; i++) {
        const entry = body + 12 + i * SAMPLE_BYTES;
        const size = view.getUint32(entry + 4);
        if (at + size > mdat.offset + mdat.length) throw new RangeError(`sample ${i} of ${size} bytes is cut`);
        const isKey = view.getUint32(entry + 8) === SYNC;
        const [durationMs, ctsMs] = [view.getUint32(entry), view.getInt32(entry + 12)];
        samples.push({ isKey, durationMs, ctsMs, data: data.subarray(at, at + size) });
        at += size;
      }
    }
  }
  return samples;
}

/** Pictures of fragments as an ordinary MP4 that usual players seek in: the same bytes of video, other boxes round them. */
export function remux(config: VideoConfig, samples: readonly Sample[]): Uint8Array {
  const ftyp = box('ftyp', text('isom'), u32(512), text(`isomiso2${ENTRY[config.kind].type}mp41`));
  const lastsMs = samples.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const moov = (offset: number): Uint8Array =>
    box('moov', mvhd(lastsMs), trak(config, lastsMs, table(config, samples, offset)));
  const { length } = moov(0);
  return joined([ftyp, moov(ftyp.length + length + 8), box('mdat', ...samples.map(({ data }) => data))]);
}

function mvhd(lastsMs: number): Uint8Array {
  return fullBox(
    'mvhd',
    0,
    0,
    zeros(8),
    u32(TIMESCALE),
    u32(lastsMs),
    u32(0x10000),
    u16(0x100),
    zeros(10),
    MATRIX,
    zeros(24),
    u32(2),
  );
}

function trak({ widthPx, heightPx }: VideoConfig, lastsMs: number, stbl: Uint8Array): Uint8Array {
  const tkhd = fullBox(
    'tkhd',
    0,
    3,
    zeros(8),
    u32(1),
    u32(0),
    u32(lastsMs),
    zeros(8),
    zeros(8),
    MATRIX,
    u32(widthPx * 65_536),
    u32(heightPx * 65_536),
  );
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  const minf = box('minf', fullBox('vmhd', 0, 1, zeros(8)), dinf, stbl);
  const mdhd = fullBox('mdhd', 0, 0, zeros(8), u32(TIMESCALE), u32(lastsMs), u16(0x55c4), u16(0));
  const hdlr = fullBox('hdlr', 0, 0, u32(0), text('vide'), zeros(12), text('video'), [0]);
  return box('trak', tkhd, box('mdia', mdhd, hdlr, minf));
}

function stsd({ kind, record, widthPx, heightPx }: VideoConfig): Uint8Array {
  const entry = box(
    ENTRY[kind].type,
    zeros(6),
    u16(1),
    zeros(16),
    u16(widthPx),
    u16(heightPx),
    u32(0x480000),
    u32(0x480000),
    zeros(4),
    u16(1),
    zeros(32),
    u16(0x18),
    u16(0xffff),
    box(ENTRY[kind].config, record),
  );
  return fullBox('stsd', 0, 0, u32(1), entry);
}

const emptyTable = (config: VideoConfig): Uint8Array =>
  box(
    'stbl',
    stsd(config),
    ...['stts', 'stsc', 'stco'].map((type) => fullBox(type, 0, 0, u32(0))),
    fullBox('stsz', 0, 0, zeros(8)),
  );

/** Sample tables of one chunk that begins at `offset` of the file. */
function table(config: VideoConfig, samples: readonly Sample[], offset: number): Uint8Array {
  const keys = samples.flatMap(({ isKey }, i) => (isKey ? [i + 1] : []));
  const parts = [
    stsd(config),
    fullBox(
      'stts',
      0,
      0,
      u32(samples.length),
      samples.flatMap(({ durationMs }) => [...u32(1), ...u32(durationMs)]),
    ),
    fullBox('stss', 0, 0, u32(keys.length), keys.flatMap(u32)),
    fullBox('stsc', 0, 0, u32(1), u32(1), u32(samples.length), u32(1)),
    fullBox(
      'stsz',
      0,
      0,
      u32(0),
      u32(samples.length),
      samples.flatMap(({ data }) => u32(data.length)),
    ),
    fullBox('co64', 0, 0, u32(1), u64(offset)),
  ];
  if (samples.some(({ ctsMs }) => ctsMs !== 0))
    parts.push(
      fullBox(
        'ctts',
        1,
        0,
        u32(samples.length),
        samples.flatMap(({ ctsMs }) => [...u32(1), ...u32(ctsMs)]),
      ),
    );
  return box('stbl', ...parts);
}
