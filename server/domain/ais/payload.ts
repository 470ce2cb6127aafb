import { unsigned } from './bits.ts';
import { TextCache } from './text-cache.ts';

/** Most six-bit values of one message: nine sentences of the longest payload we take. */
export const MAX_SEXTETS = 1024;
const SPACE = 32;

/** Six bits to ASCII: 0-31 are `@` to `_`, 32-63 are themselves (ITU-R M.1371-5, table 47). */
export const asciiOf = (sextet: number): number => (sextet < 32 ? sextet + 64 : sextet);

/** One message's bits, six to a byte, and how to read its texts. */
export class Payload {
  /** Behind the last value stands what was there before: a reader asks for no more bits than there are. */
  readonly sextets = new Uint8Array(MAX_SEXTETS + 8);
  bits = 0;
  private readonly codes = new Uint8Array(MAX_SEXTETS);

  constructor(private readonly texts: TextCache) {}

  /** Tells where the message ends: `length` values, of which the last has `fill` bits too many. */
  close(length: number, fill: number): void {
    this.bits = length * 6 - fill;
  }

  /** Message type, 0-63. */
  get type(): number {
    return this.sextets[0] ?? 0;
  }

  /** Repeat indicator, 0-3. */
  get repeat(): number {
    return (this.sextets[1] ?? 0) >> 4;
  }

  /** MMSI, 0-1,073,741,823. */
  get mmsi(): number {
    const s = this.sextets;
    const high = (((s[1] ?? 0) & 15) << 26) | ((s[2] ?? 0) << 20) | ((s[3] ?? 0) << 14);
    return high | ((s[4] ?? 0) << 8) | ((s[5] ?? 0) << 2) | ((s[6] ?? 0) >> 4);
  }

  /** Text of at most `bits` bits at bit `start`: ends at the first `@` or with the message; spaces at its end are cut. */
  text(start: number, bits: number): string {
    const end = this.read(0, start, bits);
    return this.texts.text(this.codes, 0, this.trimmed(end));
  }

  /** Name of an aid to navigation: goes on in the extension only where its first 20 characters hold no `@`. */
  nameWithExtension(start: number, extension: number): string {
    let end = this.read(0, start, 120);
    if (end === 20) end = this.read(end, extension, Math.min(84, this.bits - extension));
    return this.texts.text(this.codes, 0, this.trimmed(end));
  }

  private read(into: number, start: number, bits: number): number {
    const chars = Math.trunc(Math.min(bits, this.bits - start) / 6);
    let end = into;
    for (let i = 0; i < chars; i++) {
      const sextet = unsigned(this.sextets, start + i * 6, 6);
      if (sextet === 0) break;
      this.codes[end++] = asciiOf(sextet);
    }
    return end;
  }

  private trimmed(end: number): number {
    let last = end;
    while (last > 0 && this.codes[last - 1] === SPACE) last--;
    return last;
  }
}
