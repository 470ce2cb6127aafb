import { ByteReader, ByteWriter } from './bytes.ts';
import { Positions } from './positions.ts';

/*
 * One track in one bucket of time, in columns: magic, version, count, a way of packing for each column (2 bits), the columns.
 * Differences of one value to the next are small, those of the differences often smaller, and some columns hardly ever change:
 * each column is packed the way that takes least. Varints as in Protocol Buffers; the scheme is that of Facebook's Gorilla
 * (Pelkonen et al., VLDB 2015) on whole bytes.
 */

const MAGIC = 0x6d;
const VERSION = 1;

/** runs: value and how often. steps: differences. turns: differences of the differences. */
const WAY = { runs: 0, steps: 1, turns: 2 } as const;
type Way = (typeof WAY)[keyof typeof WAY];

const COLUMNS = ['lon', 'lat', 'sog', 'cog', 'heading', 'rot', 'navStatus', 'source', 'flags'] as const;
type Values = ArrayLike<number>;

const zigzagLength = (value: number): number => {
  const size = ((value << 1) ^ (value >> 31)) >>> 0;
  return size < 0x80 ? 1 : size < 0x4000 ? 2 : size < 0x20_0000 ? 3 : size < 0x1000_0000 ? 4 : 5;
};

/** Which way takes the fewest bytes. */
function bestWay(values: Values, size: number): Way {
  let runs = 0;
  let steps = 0;
  let turns = 0;
  let before = 0;
  let stepBefore = 0;
  let length = 0;
  for (let i = 0; i < size; i++) {
    const value = values[i] ?? 0;
    const step = value - before;
    steps += zigzagLength(step);
    turns += zigzagLength(step - stepBefore);
    if (i === 0 || step !== 0) {
      runs += zigzagLength(step) + (length < 128 ? 1 : 2);
      length = 0;
    }
    length++;
    stepBefore = step;
    before = value;
  }
  if (runs <= steps && runs <= turns) return WAY.runs;
  return steps <= turns ? WAY.steps : WAY.turns;
}

function packRuns(out: ByteWriter, values: Values, size: number): void {
  let before = 0;
  let i = 0;
  while (i < size) {
    const value = values[i] ?? 0;
    let end = i + 1;
    while (end < size && values[end] === value) end++;
    out.zigzag(value - before);
    out.varint(end - i);
    before = value;
    i = end;
  }
}

function pack(out: ByteWriter, way: Way, values: Values, size: number): void {
  if (way === WAY.runs) {
    packRuns(out, values, size);
    return;
  }
  let before = 0;
  let stepBefore = 0;
  for (let i = 0; i < size; i++) {
    const value = values[i] ?? 0;
    const step = value - before;
    out.zigzag(way === WAY.steps ? step : step - stepBefore);
    stepBefore = step;
    before = value;
  }
}

type Target = { [index: number]: number };

function unpackRuns(from: ByteReader, into: Target, size: number): void {
  let value = 0;
  let i = 0;
  while (i < size) {
    value += from.zigzag();
    const end = i + from.varint();
    if (end > size || end === i) throw new RangeError(`a run of ${end - i} at ${i} of ${size} positions`);
    while (i < end) into[i++] = value;
  }
}

function unpack(from: ByteReader, way: number, into: Target, size: number): void {
  if (way === WAY.runs) {
    unpackRuns(from, into, size);
    return;
  }
  if (way > WAY.turns) throw new RangeError(`a way of packing must be 0 to 2, got ${way}`);
  let value = 0;
  let step = 0;
  for (let i = 0; i < size; i++) {
    step = way === WAY.steps ? from.zigzag() : step + from.zigzag();
    value += step;
    into[i] = value;
  }
}

/**
 * Packs all positions, which must stand in order of time. `bucketMs`: begin of their bucket, epoch ms; times must lie within 12
 * days of it and are kept to the millisecond. Throws a RangeError otherwise.
 */
export function encodeChunk(positions: Positions, bucketMs: number): Uint8Array<ArrayBuffer> {
  const { size } = positions;
  const times = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const ms = Math.round((positions.atMs[i] ?? 0) - bucketMs);
    if (!(Math.abs(ms) < 2 ** 30))
      throw new RangeError(`atMs ${positions.atMs[i]} is too far from the bucket ${bucketMs}`);
    if (i > 0 && ms < (times[i - 1] ?? 0)) throw new RangeError(`atMs ${positions.atMs[i]} is not in order`);
    times[i] = ms;
  }
  const columns: Values[] = [times, ...COLUMNS.map((name) => positions[name])];
  const ways = columns.map((values) => bestWay(values, size));
  const out = new ByteWriter(16 + size * 12);
  out.byte(MAGIC);
  out.byte(VERSION);
  out.varint(size);
  let bits = 0;
  ways.forEach((way, i) => {
    bits |= way << (2 * i);
  });
  for (let shift = 0; shift < 24; shift += 8) out.byte((bits >> shift) & 255);
  columns.forEach((values, i) => {
    pack(out, ways[i] ?? WAY.steps, values, size);
  });
  return out.done();
}

/** Most positions in a chunk: a count beyond is garbage and must not take the memory. */
const MOST = 10_000_000;

/**
 * What `encodeChunk` packed; in `into` where one is given, which is used again. Throws a RangeError naming what is wrong with the
 * bytes.
 */
export function decodeChunk(bytes: Uint8Array, bucketMs: number, into?: Positions): Positions {
  const from = new ByteReader(bytes);
  const magic = from.byte();
  if (magic !== MAGIC) throw new RangeError(`not a chunk of history: it begins with ${magic}, not ${MAGIC}`);
  const version = from.byte();
  if (version !== VERSION) throw new RangeError(`version of the chunk must be ${VERSION}, got ${version}`);
  const size = from.varint();
  if (size > MOST) throw new RangeError(`a chunk holds at most ${MOST} positions, got ${size}`);
  const bits = from.byte() | (from.byte() << 8) | (from.byte() << 16);
  const positions = into ?? new Positions(size);
  positions.size = 0;
  positions.reserve(size);
  unpack(from, bits & 3, positions.atMs, size);
  for (let i = 0; i < size; i++) positions.atMs[i] = (positions.atMs[i] ?? 0) + bucketMs;
  COLUMNS.forEach((name, i) => {
    unpack(from, (bits >> (2 * i + 2)) & 3, positions[name], size);
  });
  if (from.left !== 0) throw new RangeError(`${from.left} bytes are left over`);
  positions.size = size;
  return positions;
}
