import { byteAt, hexByte } from './armour.ts';
import type { TextCache } from './text-cache.ts';

const LF = 10;
const BACKSLASH = 92;
const ASTERISK = 42;
const COMMA = 44;
const COLON = 58;
const HYPHEN = 45;
const POINT = 46;
/** Above this a TAG time is in milliseconds: as seconds it would be the year 3237. */
const MOST_SECONDS = 4e10;

/** The TAG block before a sentence (IEC 61162-450): the fields that we use. */
export class TagBlock {
  /** `c:` as epoch ms; NaN: none. */
  timeMs = Number.NaN;
  /** `s:`; empty: none. */
  station = '';
  /** Id of the `g:` group; -1: none. */
  group = -1;
  /** Where the values stand in the line; 0: there is none. */
  private timeAt = 0;
  private timeEnd = 0;
  private stationAt = 0;
  private stationEnd = 0;
  private groupAt = 0;
  private groupEnd = 0;
  /** Blocks dropped since their checksum was wrong or missing. */
  refused = 0;

  constructor(private readonly texts: TextCache) {}

  clear(): void {
    this.timeMs = Number.NaN;
    this.station = '';
    this.group = -1;
  }

  /**
   * Reads the block whose backslash is at `start`; returns where the sentence begins, -1: the block does not end.
   * A block with a wrong checksum is dropped and counted, not its sentence: that has a checksum of its own. So the fields are found
   * on the way, and read when the checksum has proved good.
   */
  read(line: Uint8Array, start: number, end: number): number {
    this.timeAt = this.stationAt = this.groupAt = 0;
    let sum = 0;
    let from = start + 1;
    let at = from;
    for (; at < end; at++) {
      const code = line[at] ?? 0;
      if (code <= COMMA || code === BACKSLASH) {
        if (code === BACKSLASH || code === ASTERISK || code === LF) break;
        if (code === COMMA) {
          this.find(line, from, at);
          from = at + 1;
        }
      }
      sum ^= code;
    }
    if (at + 3 < end && line[at] === ASTERISK && line[at + 3] === BACKSLASH && hexByte(line, at + 1) === sum) {
      this.find(line, from, at);
      this.readFields(line);
      return at + 4;
    }
    return this.refuse(line, at, end);
  }

  /** Behind the block that is not to be trusted, or -1. */
  private refuse(line: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && line[at] !== BACKSLASH && line[at] !== LF) at++;
    if (at >= end || line[at] === LF) return -1;
    this.refused++;
    return at + 1;
  }

  /** Remembers where the value of a field stands, if it is one that we use; of several the last. */
  private find(line: Uint8Array, from: number, to: number): void {
    if (line[from + 1] !== COLON) return;
    const key = line[from];
    if (key === 99 /* c */) {
      this.timeAt = from + 2;
      this.timeEnd = to;
    } else if (key === 115 /* s */) {
      this.stationAt = from + 2;
      this.stationEnd = to;
    } else if (key === 103 /* g: sentence-total-id */) {
      this.groupAt = from + 2;
      this.groupEnd = to;
    }
  }

  private readFields(line: Uint8Array): void {
    if (this.timeAt > 0) this.timeMs = timeOf(line, this.timeAt, this.timeEnd);
    if (this.stationAt > 0) this.station = this.texts.text(line, this.stationAt, this.stationEnd);
    if (this.groupAt > 0) this.group = lastNumber(line, this.groupAt, this.groupEnd);
  }
}

function timeOf(line: Uint8Array, from: number, to: number): number {
  let value = 0;
  let scale = 0;
  for (let at = from; at < to; at++) {
    const code = byteAt(line, at);
    if (code === POINT && scale === 0) {
      scale = 1;
      continue;
    }
    if (code < 48 || code > 57) return Number.NaN;
    value = value * 10 + code - 48;
    scale *= 10;
  }
  if (to <= from) return Number.NaN;
  const time = scale > 1 ? value / scale : value;
  return time > MOST_SECONDS ? Math.round(time) : Math.round(time * 1000);
}

function lastNumber(line: Uint8Array, from: number, to: number): number {
  let value = -1;
  let hyphens = 0;
  for (let at = from; at < to; at++) {
    const code = byteAt(line, at);
    if (code === HYPHEN) {
      hyphens++;
      value = -1;
    } else if (code < 48 || code > 57) return -1;
    else value = Math.max(value, 0) * 10 + code - 48;
  }
  return hyphens === 2 ? value : -1;
}
