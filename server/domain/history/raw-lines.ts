import { LineStamp } from './line-stamp.ts';
import type { RawRecord } from './raw-block.ts';

const LF = 10;
const LINE_END = Uint8Array.of(LF);
const CR = 13;
/** Longest line that a decoder takes, bytes; what is longer is no sentence. */
const LONGEST_LINE = 1024;

export interface RawLinesOptions {
  readonly feed: string;
  /** Lines whose end was received in this span, epoch ms: from inclusive to exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** A line that is not yet at its end. */
class Held {
  readonly bytes = new Uint8Array(LONGEST_LINE);
  length = 0;
  /** Bytes of a line that grew too long; 0: it has not. */
  tooLong = 0;
  readonly stamp: LineStamp;

  constructor(readonly station: string) {
    this.stamp = new LineStamp(station);
  }

  add(piece: Uint8Array): void {
    if (this.tooLong > 0 || this.length + piece.length > LONGEST_LINE) {
      this.tooLong += piece.length + (this.tooLong > 0 ? 0 : this.length);
      this.length = 0;
      return;
    }
    this.bytes.set(piece, this.length);
    this.length += piece.length;
  }
}

/** Turns the records of one run of a feed into lines with times. What the chunks of each connection cut is put together again. */
export class RawLines {
  private readonly held = new Map<number, Held>();
  private out: Uint8Array[] = [];

  constructor(private readonly options: RawLinesOptions) {}

  /** Lines that end with this record, each with its line end; empty: none. */
  take({ kind, connection, content, receivedMs }: RawRecord): Uint8Array {
    this.out = [];
    if (kind === 'connection') this.begin(connection, content);
    else if (kind === 'bytes') this.split(this.of(connection), content, receivedMs);
    else if (kind === 'lost') this.comment(`${textOf(content)} bytes were lost here`, receivedMs);
    else this.endLine(this.of(connection), receivedMs);
    if (kind === 'end') this.held.delete(connection);
    return joined(this.out);
  }

  private begin(connection: number, address: Uint8Array): void {
    // each block names its connections anew
    if (this.held.has(connection)) return;
    const { feed } = this.options;
    const station = address.length === 0 ? feed : `${feed}/${textOf(address)}`;
    // two receivers behind one address: the parts of their messages must not be joined
    const isTaken = [...this.held.values()].some((other) => other.station === station);
    this.held.set(connection, new Held(isTaken ? `${station}/${connection}` : station));
  }

  private of(connection: number): Held {
    const known = this.held.get(connection) ?? new Held(this.options.feed);
    this.held.set(connection, known);
    return known;
  }

  private split(held: Held, chunk: Uint8Array, receivedMs: number): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      held.add(chunk.subarray(start, end));
      this.endLine(held, receivedMs);
      start = end + 1;
    }
    if (start < chunk.length) held.add(chunk.subarray(start));
  }

  private endLine(held: Held, receivedMs: number): void {
    if (held.tooLong > 0) this.comment(`a line of ${held.tooLong} bytes`, receivedMs);
    else if (!isBlank(held)) this.tell(held.stamp.stamped(held.bytes.slice(0, held.length), receivedMs), receivedMs);
    held.length = held.tooLong = 0;
  }

  private comment(text: string, receivedMs: number): void {
    this.tell(bytesOf(`# ${receivedMs}: ${text}`), receivedMs);
  }

  private tell(line: Uint8Array, receivedMs: number): void {
    const { fromMs, toMs } = this.options;
    if (receivedMs < fromMs || receivedMs >= toMs) return;
    this.out.push(line, LINE_END);
  }
}

function isBlank({ bytes, length }: Held): boolean {
  for (let i = 0; i < length; i++) if (bytes[i] !== CR) return false;
  return true;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
