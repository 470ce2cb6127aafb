import { Bits, unescaped } from './bits.ts';
import type { VideoConfig } from './video-config.ts';

/** NAL unit types of H.264 that matter here (ITU-T H.264, table 7-1). */
export const NAL = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;

/** A NAL unit longer than this is not believed, bytes. */
export const LONGEST_NAL = 4 * 1024 * 1024;
const LONGEST_SPS = 4096;
/** Marks our own SEI message: the time of the picture, epoch ms in 8 bytes, big-endian. */
const STAMP_UUID = Uint8Array.of(
  ...[0x6d, 0x69, 0x68, 0x61, 0x72, 0x69, 0x4c, 0x00],
  ...[0x9f, 0x21, 0x53, 0x54, 0x41, 0x4d, 0x50, 0x01],
); // biome-ignore format: two halves
const USER_DATA_UNREGISTERED = 5;

/** What decoders need to know before the first picture: AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1) and what it says. */
export interface AvcConfig extends VideoConfig {
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
}

export const nalType = (nal: Uint8Array): number => (nal[0] ?? 0) & 0x1f;

/** NAL units of a buffer in which each stands behind its length in four bytes. Throws RangeError where a length cannot be. */
export function nalsOf(data: Uint8Array): Uint8Array[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const nals: Uint8Array[] = [];
  for (let at = 0; at < data.length; ) {
    if (at + 4 > data.length) throw new RangeError(`NAL length at ${at}: ${data.length - at} bytes are left`);
    const length = view.getUint32(at);
    if (length === 0 || length > LONGEST_NAL || at + 4 + length > data.length)
      throw new RangeError(`NAL of ${length} bytes at ${at}: ${data.length - at - 4} are left`);
    nals.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return nals;
}

/** NAL units of an Annex B byte stream (start codes of three or four bytes). */
export function annexBNals(data: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  for (let at = 2; at < data.length; at++)
    if (data[at] === 1 && data[at - 1] === 0 && data[at - 2] === 0) starts.push(at + 1);
  return starts.flatMap((start, i) => {
    const next = starts[i + 1];
    let end = next === undefined ? data.length : next - 3;
    while (end > start && data[end - 1] === 0) end--;
    return end > start ? [data.subarray(start, end)] : [];
  });
}

/** Puts each unit behind its length in four bytes. */
export function lengthPrefixed(nals: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(nals.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const nal of nals) {
    view.setUint32(at, nal.length);
    out.set(nal, at + 4);
    at += 4 + nal.length;
  }
  return out;
}

/** Configuration from parameter sets. Throws RangeError where they are none. */
export function configOf(sps: Uint8Array, pps: Uint8Array): AvcConfig {
  if (nalType(pps) !== NAL.pps || pps.length > LONGEST_SPS)
    throw new RangeError(`PPS of type ${nalType(pps)}, ${pps.length} bytes`);
  const { widthPx, heightPx } = readSps(sps);
  const [, profile = 0, compatibility = 0, level = 0] = sps;
  const avcC = new Uint8Array(11 + sps.length + pps.length);
  avcC.set([1, profile, compatibility, level, 0xff, 0xe1, sps.length >> 8, sps.length & 0xff]);
  avcC.set(sps, 8);
  avcC.set([1, pps.length >> 8, pps.length & 0xff], 8 + sps.length);
  avcC.set(pps, 11 + sps.length);
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
  return {
    kind: 'avc',
    sps,
    pps,
    record: avcC,
    codec: `avc1.${hex(profile)}${hex(compatibility)}${hex(level)}`,
    widthPx,
    heightPx,
  };
}

/** The configuration in an AVCDecoderConfigurationRecord. Throws RangeError where it is none. */
export function readAvcC(avcC: Uint8Array): AvcConfig {
  const length = ((avcC[6] ?? 0) << 8) | (avcC[7] ?? 0);
  const sps = avcC.subarray(8, 8 + length);
  const at = 9 + length;
  const ppsLength = ((avcC[at] ?? 0) << 8) | (avcC[at + 1] ?? 0);
  const pps = avcC.subarray(at + 2, at + 2 + ppsLength);
  if (avcC[0] !== 1 || sps.length !== length || pps.length !== ppsLength || length === 0)
    throw new RangeError(`avcC of ${avcC.length} bytes, version ${avcC[0]}`);
  return configOf(sps.slice(), pps.slice());
}

/** Size of the picture, pixels. Throws RangeError where the unit is no SPS. */
export function readSps(sps: Uint8Array): { widthPx: number; heightPx: number } {
  if (nalType(sps) !== NAL.sps || sps.length < 4 || sps.length > LONGEST_SPS)
    throw new RangeError(`SPS of type ${nalType(sps)}, ${sps.length} bytes`);
  const bits = new Bits(unescaped(sps.subarray(1)));
  const profile = bits.read(8);
  bits.read(16);
  bits.ue();
  const chroma = HIGH_PROFILES.has(profile) ? readHigh(bits) : 1;
  bits.ue();
  const order = bits.ue();
  if (order === 0) bits.ue();
  else if (order === 1) skipOrder(bits);
  bits.ue();
  bits.read(1);
  const columns = bits.ue() + 1;
  const rows = bits.ue() + 1;
  const isFrames = bits.read(1);
  if (isFrames === 0) bits.read(1);
  bits.read(1);
  const [left, right, top, bottom] = bits.read(1) === 1 ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const [unitX, unitY] = [chroma === 1 || chroma === 2 ? 2 : 1, (chroma === 1 ? 2 : 1) * (2 - isFrames)];
  const widthPx = columns * 16 - unitX * (left + right);
  const heightPx = (2 - isFrames) * rows * 16 - unitY * (top + bottom);
  if (!(widthPx > 0 && heightPx > 0 && widthPx <= 8192 && heightPx <= 8192))
    throw new RangeError(`SPS of a picture of ${widthPx} x ${heightPx}`);
  return { widthPx, heightPx };
}

/** An SEI unit that carries the time of the picture, epoch ms. */
export function stampNal(atMs: number): Uint8Array {
  const payload = new Uint8Array(24);
  payload.set(STAMP_UUID);
  new DataView(payload.buffer).setBigUint64(16, BigInt(atMs));
  const out: number[] = [NAL.sei];
  let zeros = 0;
  for (const byte of [USER_DATA_UNREGISTERED, payload.length, ...payload, 0x80]) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(out);
}

/** The time that one of the units carries as `stampNal` made it, epoch ms; null: none does. */
export function stampOf(nals: readonly Uint8Array[]): number | null {
  for (const nal of nals) {
    if (nalType(nal) !== NAL.sei || nal.length < 27 || nal.length > 256) continue;
    const plain = unescaped(nal);
    if (plain[1] !== USER_DATA_UNREGISTERED || plain[2] !== 24) continue;
    if (STAMP_UUID.some((byte, i) => plain[3 + i] !== byte)) continue;
    return Number(new DataView(plain.buffer, plain.byteOffset).getBigUint64(19));
  }
  return null;
}

const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** The part of the SPS that only high profiles have; gives chroma_format_idc. */
function readHigh(bits: Bits): number {
  const chroma = bits.ue();
  if (chroma === 3) bits.read(1);
  bits.ue();
  bits.ue();
  bits.read(1);
  if (bits.read(1) === 0) return chroma;
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
    if (bits.read(1) === 0) continue;
    let [last, next] = [8, 8];
    for (let i = 0; i < (list < 6 ? 16 : 64); i++) {
      if (next !== 0) next = (last + bits.se() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
  return chroma;
}

function skipOrder(bits: Bits): void {
  bits.read(1);
  bits.se();
  bits.se();
  const count = bits.ue();
  if (count > 255) throw new RangeError(`SPS with ${count} reference frames in a cycle`);
  for (let i = 0; i < count; i++) bits.se();
}
