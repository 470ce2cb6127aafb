import { ARMOUR, byteAt, hexByte, NOT_ARMOUR } from './armour.ts';
import { MAX_SEXTETS, type Payload } from './payload.ts';

// a constant of this module is folded into the loop, an imported binding is read again for each character
const SEXTETS = ARMOUR;
const COMMA = 44;
const ASTERISK = 42;
/** Most characters of sequence and channel together, with the comma between. */
const MAX_IDS = 8;

/** What a sentence turned out to be. `other`: not VDM or VDO. */
export type Verdict = 'good' | 'other' | 'malformed' | 'checksum' | 'armour' | 'too-long';

/** Reads one `!xxVDM` or `!xxVDO` sentence (IEC 61162-1) in one pass: header, checksum, and six bits of payload into `payload`. */
export class Sentence {
  total = 0;
  number = 0;
  /** Character code of the sequential message id; 0: empty. */
  sequence = 0;
  /** Character code of the channel; 0: empty. */
  channel = 0;
  /** Six-bit values in the payload. */
  length = 0;
  /** Bits to drop from the last of them. */
  fill = 0;
  /** Place in the line behind the checksum. */
  end = 0;
  private sum = 0;
  private bad = 0;

  /**
   * `start` is the `!`, `end` is behind the last character of the line or of all that there is: a sentence that is good never
   * goes over a line end.
   */
  read(line: Uint8Array, start: number, end: number, payload: Payload): Verdict {
    if (!isVdm(line, start)) return 'other';
    const from = this.readHeader(line, start + 1, end);
    if (from < 0) return 'malformed';
    const comma = this.readPayload(line, from, end, payload.sextets);
    if (comma < 0) return this.length > MAX_SEXTETS ? 'too-long' : 'malformed';
    return this.readTail(line, comma, end);
  }

  /** Talker, formatter, total, number, sequence, channel; returns where the payload begins, -1: no such header. */
  private readHeader(line: Uint8Array, start: number, end: number): number {
    let at = start;
    let sum = 0;
    for (; at < start + 6; at++) sum ^= line[at] ?? 0;
    this.total = byteAt(line, at) - 48;
    this.number = byteAt(line, at + 2) - 48;
    if (line[at + 1] !== COMMA || line[at + 3] !== COMMA || this.number < 1 || this.number > this.total) return -1;
    if (this.total > 9) return -1;
    sum ^= byteAt(line, at) ^ byteAt(line, at + 2); // the two commas cancel out
    at += 4;
    const limit = Math.min(end, at + MAX_IDS);
    const sequence = at;
    for (; at < limit && byteAt(line, at) > COMMA; at++) sum ^= byteAt(line, at);
    this.sequence = at > sequence ? byteAt(line, at - 1) : 0;
    if (line[at] !== COMMA) return -1;
    const channel = at + 1;
    for (at = channel; at < limit && byteAt(line, at) > COMMA; at++) sum ^= byteAt(line, at);
    this.channel = at > channel ? byteAt(line, channel) : 0;
    this.sum = sum; // and these two cancel out as well
    return at < limit && line[at] === COMMA ? at + 1 : -1;
  }

  /** De-armours up to the comma and returns its place; -1: there is none. */
  private readPayload(line: Uint8Array, start: number, end: number, sextets: Uint8Array): number {
    let sum = this.sum;
    let bad = 0;
    let length = 0;
    const limit = Math.min(end, start + MAX_SEXTETS + 1);
    let at = start;
    for (; at < limit; at++) {
      const code = line[at] ?? 0;
      if (code === COMMA) break;
      const sextet = SEXTETS[code] ?? 0;
      sum ^= code;
      bad |= sextet;
      sextets[length++] = sextet;
    }
    this.sum = sum ^ COMMA;
    this.bad = bad;
    this.length = length;
    return at < limit && length > 0 ? at : -1;
  }

  private readTail(line: Uint8Array, comma: number, end: number): Verdict {
    const fill = byteAt(line, comma + 1) - 48;
    const hasFill = fill >= 0 && fill <= 9;
    const star = hasFill ? comma + 2 : comma + 1;
    if (star + 2 >= end || line[star] !== ASTERISK) return 'malformed';
    // more than five fill bits mean nothing: no field is cut for them
    this.fill = hasFill && fill < 6 ? fill : 0;
    const sum = hasFill ? this.sum ^ byteAt(line, comma + 1) : this.sum;
    this.end = star + 3;
    if (hexByte(line, star + 1) !== sum) return 'checksum';
    return (this.bad & NOT_ARMOUR) !== 0 ? 'armour' : 'good';
  }
}

/** `!xxVDM,` or `!xxVDO,` with any two letters or digits of talker. */
function isVdm(line: Uint8Array, start: number): boolean {
  const last = line[start + 5];
  if (line[start + 3] !== 86 || line[start + 4] !== 68 || (last !== 77 && last !== 79)) return false;
  return byteAt(line, start + 1) > COMMA && byteAt(line, start + 2) > COMMA && line[start + 6] === COMMA;
}
