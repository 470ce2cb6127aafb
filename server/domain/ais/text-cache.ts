import { byteAt } from './armour.ts';

const SLOTS = 4096;
const LONGEST = 64;

function decoded(codes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...codes.subarray(from, to));
}

/**
 * Latin-1 bytes to strings. Names and stations come again and again, so each is built once and then found by its hash; a slot
 * holds the last text of its hash, so that the cache never outgrows 4,096 texts of 64 characters.
 */
export class TextCache {
  private readonly texts: string[] = new Array<string>(SLOTS).fill('');
  /** Length and bytes of the text in each slot: bytes are compared with bytes several times faster than with a string. */
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly bytes = new Uint8Array(SLOTS * LONGEST);

  /** Text of the bytes from `from` up to, not including, `to`. */
  text(codes: Uint8Array, from: number, to: number): string {
    const length = to - from;
    if (length <= 0) return '';
    if (length > LONGEST) return decoded(codes, from, to);
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ byteAt(codes, i), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.holds(slot, codes, from, length)) return this.texts[slot] ?? '';
    const text = decoded(codes, from, to);
    this.texts[slot] = text;
    this.lengths[slot] = length;
    for (let i = 0; i < length; i++) this.bytes[slot * LONGEST + i] = byteAt(codes, from + i);
    return text;
  }

  private holds(slot: number, codes: Uint8Array, from: number, length: number): boolean {
    if (this.lengths[slot] !== length) return false;
    const { bytes } = this;
    const at = slot * LONGEST;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== codes[from + i]) return false;
    return true;
  }
}
