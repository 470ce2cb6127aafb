import { byteAt } from './armour.ts';

const SLOTS = 4096;
const LONGEST = 64;

function isSame(text: string, codes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = from; i < to; i++) if (text.charCodeAt(i - from) !== byteAt(codes, i)) return false;
  return true;
}

function decoded(codes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...codes.subarray(from, to));
}

/**
 * Latin-1 bytes to strings. Names and stations come again and again, so each is built once and then found by its hash; a slot
 * holds the last text of its hash, so that the cache never outgrows 4,096 texts of 64 characters.
 */
export class TextCache {
  private readonly texts: string[] = new Array<string>(SLOTS).fill('');

  /** Text of the bytes from `from` up to, not including, `to`; `guess`: what it probably is. */
  text(codes: Uint8Array, from: number, to: number, guess = ''): string {
    if (to <= from) return '';
    if (isSame(guess, codes, from, to)) return guess;
    if (to - from > LONGEST) return decoded(codes, from, to);
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ byteAt(codes, i), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.texts[slot] ?? '';
    if (isSame(known, codes, from, to)) return known;
    const text = decoded(codes, from, to);
    this.texts[slot] = text;
    return text;
  }
}
