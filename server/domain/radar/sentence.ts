import { byteAt, hexByte } from '../ais/armour.ts';

const COMMA = 44;
const ASTERISK = 42;
const MINUS = 45;
const POINT = 46;
/** TTM has 15 fields; more than these are no sentence that we read. */
const MOST_FIELDS = 24;

/** Fields of a radar sentence, or what it turned out to be. `other`: another sentence, or none. */
export type Verdict = 'ttm' | 'tll' | 'other' | 'malformed' | 'checksum';

/** Finds the fields of one `$ttTTM` or `$ttTLL` sentence (IEC 61162-1) of any talker `tt`, and reads them without making text. */
export class RadarSentence {
  /** Place in the line behind the checksum. */
  end = 0;
  /** Number of the field read last, from 1. */
  field = 0;
  private line: Uint8Array = new Uint8Array(0);
  private count = 0;
  /** Where each field begins; the next begins behind the comma that ends it. */
  private readonly starts = new Uint32Array(MOST_FIELDS + 2);

  /** `start` is the `$`, `end` is behind the last character of the line. */
  read(line: Uint8Array, start: number, end: number): Verdict {
    const kind = kindOf(line, start, end);
    if (kind === 'other') return kind;
    let sum = 0;
    let count = 0;
    let at = start + 1;
    for (; at < end; at++) {
      const code = line[at] ?? 0;
      if (code === ASTERISK) break;
      sum ^= code;
      if (code !== COMMA) continue;
      if (count > MOST_FIELDS) return 'malformed';
      this.starts[++count] = at + 1;
    }
    this.end = Math.min(end, at + 3);
    if (at + 2 >= end || hexByte(line, at + 1) < 0) return 'malformed';
    if (hexByte(line, at + 1) !== sum) return 'checksum';
    this.starts[count + 1] = at + 1;
    this.count = count;
    this.line = line;
    return kind;
  }

  /** Whether the sentence has field `field` and something in it. */
  has(field: number): boolean {
    this.field = field;
    return field <= this.count && this.to(field) > this.from(field);
  }

  /** Code of the only character of a field; 0: it is empty, missing or longer. */
  code(field: number): number {
    this.field = field;
    if (field > this.count || this.to(field) - this.from(field) !== 1) return 0;
    return byteAt(this.line, this.from(field));
  }

  /** Decimal number of a field, perhaps with a sign and a point; NaN: empty, missing or none. */
  number(field: number): number {
    this.field = field;
    if (field > this.count) return Number.NaN;
    const { line } = this;
    const isNegative = line[this.from(field)] === MINUS;
    let value = 0;
    let digits = 0;
    let scale = 0;
    for (let at = this.from(field) + (isNegative ? 1 : 0); at < this.to(field); at++) {
      const code = byteAt(line, at);
      if (code === POINT && scale === 0) {
        scale = 1;
        continue;
      }
      if (code < 48 || code > 57 || digits > 14) return Number.NaN;
      value = value * 10 + code - 48;
      scale *= 10;
      digits++;
    }
    if (digits === 0) return Number.NaN;
    const size = scale > 1 ? value / scale : value;
    return isNegative ? -size : size;
  }

  /** Where a field begins and, not included, ends in the line. */
  from(field: number): number {
    return this.starts[field] ?? 0;
  }

  to(field: number): number {
    return (this.starts[field + 1] ?? 1) - 1;
  }
}

function kindOf(line: Uint8Array, start: number, end: number): 'ttm' | 'tll' | 'other' {
  if (start + 6 >= end || line[start + 6] !== COMMA || line[start + 3] !== 84) return 'other';
  if (byteAt(line, start + 1) <= COMMA || byteAt(line, start + 2) <= COMMA) return 'other';
  if (line[start + 4] === 84 && line[start + 5] === 77) return 'ttm';
  return line[start + 4] === 76 && line[start + 5] === 76 ? 'tll' : 'other';
}
