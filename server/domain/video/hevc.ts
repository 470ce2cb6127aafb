import { Bits, unescaped } from './bits.ts';
import type { VideoConfig } from './video-config.ts';

/** NAL unit types of H.265 that matter here (ITU-T H.265, table 7-1): pictures are below 32, those one can begin at 16 to 23. */
const VCL_END = 32;
const IRAP = { from: 16, to: 23 } as const;
const SPS = 33;
/** Of an HEVCDecoderConfigurationRecord, before its arrays. */
const HEAD = 23;
const LONGEST = 16_384;
/** Bits of profile_tier_level before the level, with 8 bits of level: 88 + 8. */
const GENERAL_BITS = 96;

export const hevcType = (nal: Uint8Array): number => ((nal[0] ?? 0) >> 1) & 0x3f;
export const isHevcPicture = (type: number): boolean => type < VCL_END;
export const isHevcKey = (type: number): boolean => type >= IRAP.from && type <= IRAP.to;

/** What an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1) says. Throws RangeError where it is none. */
export function readHvcC(record: Uint8Array): VideoConfig {
  const sps = unitsOf(record).find((unit) => hevcType(unit) === SPS);
  if (sps === undefined) throw new RangeError(`hvcC of ${record.length} bytes without an SPS`);
  return { kind: 'hevc', record: record.slice(), codec: codecOf(record), ...sizeOf(sps) };
}

/** Parameter sets of a record. */
function unitsOf(record: Uint8Array): Uint8Array[] {
  if (record[0] !== 1 || record.length < HEAD || record.length > LONGEST)
    throw new RangeError(`hvcC of ${record.length} bytes, version ${record[0]}`);
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const units: Uint8Array[] = [];
  let at = HEAD;
  for (let array = 0; array < (record[HEAD - 1] ?? 0); array++) {
    const count = view.getUint16(at + 1);
    at += 3;
    for (let i = 0; i < count; i++) {
      const length = view.getUint16(at);
      if (at + 2 + length > record.length) throw new RangeError(`hvcC of ${record.length} bytes is cut`);
      units.push(record.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return units;
}

/** As RFC 6381 and ISO/IEC 14496-15 annex E write it, such as hvc1.1.6.L93.B0. */
function codecOf(record: Uint8Array): string {
  const [, profile = 0] = record;
  const flags = new DataView(record.buffer, record.byteOffset).getUint32(2);
  let reversed = 0;
  for (let i = 0; i < 32; i++) reversed = reversed * 2 + ((flags >>> i) & 1);
  const constraints = [...record.subarray(6, 12)];
  while (constraints.at(-1) === 0) constraints.pop();
  const space = ['', 'A', 'B', 'C'][profile >> 6];
  const tier = (profile & 0x20) === 0 ? 'L' : 'H';
  const rest = constraints.map((byte) => `.${byte.toString(16).toUpperCase()}`).join('');
  return `hvc1.${space}${profile & 31}.${reversed.toString(16).toUpperCase()}.${tier}${record[12]}${rest}`;
}

/** Size of the picture, pixels (ITU-T H.265, 7.3.2.2.1). */
function sizeOf(sps: Uint8Array): { widthPx: number; heightPx: number } {
  const bits = new Bits(unescaped(sps.subarray(2)));
  bits.skip(4);
  const layers = bits.read(3);
  bits.skip(1 + GENERAL_BITS);
  skipLayers(bits, layers);
  bits.ue();
  const chroma = bits.ue();
  if (chroma === 3) bits.skip(1);
  const [columns, rows] = [bits.ue(), bits.ue()];
  const [left, right, top, bottom] = bits.read(1) === 1 ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = chroma === 1 ? 2 : 1;
  const widthPx = columns - unitX * (left + right);
  const heightPx = rows - unitY * (top + bottom);
  if (!(widthPx > 0 && heightPx > 0 && widthPx <= 8192 && heightPx <= 8192))
    throw new RangeError(`SPS of a picture of ${widthPx} x ${heightPx}`);
  return { widthPx, heightPx };
}

/** Profiles and levels of the layers below the whole. */
function skipLayers(bits: Bits, layers: number): void {
  const told = Array.from({ length: layers }, () => [bits.read(1), bits.read(1)] as const);
  if (layers > 0) bits.skip(2 * (8 - layers));
  for (const [hasProfile, hasLevel] of told) bits.skip(hasProfile * 88 + hasLevel * 8);
}
