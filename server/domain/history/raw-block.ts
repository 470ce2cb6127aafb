/**
 * A block of sentences as received: one line of JSON, then records back to back until the end. A record is a byte of kind, then
 * variable-length numbers (seven bits a byte, lowest first): time since the record before in ms (zig-zag: a clock may be set back),
 * order since the record before, connection, length; then that many bytes.
 */
export const RAW_MAGIC = 'mihari-raw';
export const RAW_VERSION = 1;
/** Most bytes of a record beside those it carries. */
export const RAW_RECORD_OVERHEAD = 1 + 4 * 8;
/** Longest content of a record, bytes: more is not real. */
const MOST_BYTES = 1 << 26;
/** Longest first line, bytes. */
const MOST_HEADER = 4096;

/**
 * connection: its content is the address of the connection, before its first other record in the block. bytes: as received. whole, end:
 * see `Received` of the feeds. lost: bytes that were not kept since the disk did not follow, their number as text.
 */
const KINDS = ['connection', 'bytes', 'whole', 'end', 'lost'] as const;
export type RawKind = (typeof KINDS)[number];

export interface RawRecord {
  readonly kind: RawKind;
  /** Our clock at receipt, epoch ms. */
  readonly receivedMs: number;
  /** Counts what all feeds received in one run of the server: the order among feeds and within a millisecond. */
  readonly order: number;
  /** Number of the connection in the run; 0 with `lost`. */
  readonly connection: number;
  readonly content: Uint8Array;
}

/** The first line while the block is still written. */
export interface RawStart {
  readonly magic: typeof RAW_MAGIC;
  readonly version: typeof RAW_VERSION;
  readonly feed: string;
  /** Which run of the server: connections and order count in it. */
  readonly run: string;
  /** The times of the first record count from here, epoch ms. */
  readonly baseMs: number;
  /** Its order counts from here. */
  readonly baseOrder: number;
  /** Seconds of our clock in a second; above 1 only in the simulated bay. */
  readonly rate: number;
  /** The traffic is not real. */
  readonly simulation: boolean;
}

/** What records amount to. */
export interface RawTotals {
  /** First and last time of receipt, epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly records: number;
  /** Bytes received. */
  readonly bytes: number;
}

/** The first line of a block that is closed. */
export type RawHeader = RawStart & RawTotals;

/** What is wrong with a block. */
export class RawBlockError extends Error {}

/** Writes records, each counted from the one before. */
export class RawRecordWriter {
  constructor(
    private ms: number,
    private order: number,
  ) {}

  /** Puts a record at `at`; there must be room for its content and RAW_RECORD_OVERHEAD. Returns where the next goes. */
  write(target: Uint8Array, at: number, record: RawRecord): number {
    const { receivedMs, order, connection, content } = record;
    const aheadMs = receivedMs - this.ms;
    let to = at;
    target[to++] = KINDS.indexOf(record.kind);
    to = writeNumber(target, to, aheadMs < 0 ? -2 * aheadMs - 1 : 2 * aheadMs);
    to = writeNumber(target, to, order - this.order);
    to = writeNumber(target, to, connection);
    to = writeNumber(target, to, content.length);
    target.set(content, to);
    this.ms = receivedMs;
    this.order = order;
    return to + content.length;
  }
}

function writeNumber(target: Uint8Array, at: number, value: number): number {
  let to = at;
  let rest = value;
  while (rest >= 128) {
    target[to++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  target[to++] = rest;
  return to;
}

/** Reads a block off pieces cut anywhere. */
export class RawBlockReader {
  /** null until the first line is there. */
  start: RawStart | null = null;
  /** As the first line says; null: the block was not closed. */
  totals: RawTotals | null = null;
  /** What was read. `fromMs` is above `toMs` as long as there is no record. */
  readonly read = { fromMs: Number.POSITIVE_INFINITY, toMs: 0, records: 0, bytes: 0 };
  /** Bytes of the first line and of whole records so far. */
  wholeBytes = 0;
  /** Bytes of the first line; 0: it is not there yet. */
  headerBytes = 0;
  private held: Uint8Array = new Uint8Array(0);
  private ms = 0;
  private order = 0;
  private at = 0;

  constructor(private readonly onRecord: (record: RawRecord) => void = () => undefined) {}

  /** Takes the next piece. Throws RawBlockError where it is no block. */
  push(piece: Uint8Array): void {
    const bytes = this.held.length === 0 ? piece : joined(this.held, piece);
    let from = 0;
    if (this.start === null) {
      from = this.readHeader(bytes);
      this.wholeBytes = this.headerBytes = from;
    }
    if (this.start !== null) from = this.readRecords(bytes, from);
    this.held = bytes.slice(from);
  }

  /** To be called when nothing more comes; throws where the block ends within a record or is not what its first line says. */
  finish(): void {
    if (this.start === null) throw new RawBlockError('it has no first line');
    if (this.held.length > 0) throw new RawBlockError(`it ends within a record (${this.held.length} bytes too many)`);
    const { totals, read } = this;
    if (totals === null) return;
    for (const name of ['records', 'bytes', 'fromMs', 'toMs'] as const) {
      if (totals[name] !== read[name])
        throw new RawBlockError(`its first line says ${name} ${totals[name]}, it holds ${read[name]}`);
    }
  }

  /** Bytes that the first line takes; 0: it is not whole yet. */
  private readHeader(bytes: Uint8Array): number {
    const end = bytes.indexOf(10);
    if (end < 0 && bytes.length <= MOST_HEADER) return 0;
    if (end < 0 || end > MOST_HEADER) throw new RawBlockError('it has no first line');
    const { start, totals } = parseHeader(new TextDecoder().decode(bytes.subarray(0, end)));
    this.start = start;
    this.totals = totals;
    this.ms = start.baseMs;
    this.order = start.baseOrder;
    return end + 1;
  }

  /** Returns where the first record begins that is not whole. */
  private readRecords(bytes: Uint8Array, from: number): number {
    let start = from;
    while (start < bytes.length) {
      this.at = start;
      const end = this.readRecord(bytes);
      if (end < 0) break;
      this.wholeBytes += end - start;
      start = end;
    }
    return start;
  }

  /** Behind the record at `at`; -1: it is not whole. */
  private readRecord(bytes: Uint8Array): number {
    const kind = KINDS[bytes[this.at++] ?? -1];
    if (kind === undefined) throw new RawBlockError('it holds a record of a kind that is not known');
    const zigzag = this.readNumber(bytes);
    const orderStep = this.readNumber(bytes);
    const connection = this.readNumber(bytes);
    const length = this.readNumber(bytes);
    if (length > MOST_BYTES) throw new RawBlockError(`it holds a record of ${length} bytes`);
    const end = this.at + length;
    if (Number.isNaN(length) || end > bytes.length) return -1;
    this.ms += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    this.order += orderStep;
    this.count(kind, length);
    this.onRecord({
      kind,
      receivedMs: this.ms,
      order: this.order,
      connection,
      content: bytes.subarray(this.at, end),
    });
    return end;
  }

  private count(kind: RawKind, length: number): void {
    const { read } = this;
    read.records++;
    if (kind === 'bytes') read.bytes += length;
    read.fromMs = Math.min(read.fromMs, this.ms);
    read.toMs = Math.max(read.toMs, this.ms);
  }

  /** NaN: it is not whole. */
  private readNumber(bytes: Uint8Array): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 56; scale *= 128) {
      const byte = bytes[this.at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new RawBlockError('it holds a number that does not end');
  }
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}

/** The first line with its newline. */
export function rawHeaderLine(header: RawStart | RawHeader): string {
  return `${JSON.stringify(header)}\n`;
}

function parseHeader(line: string): { start: RawStart; totals: RawTotals | null } {
  const given = fieldsOf(line);
  if (given['magic'] !== RAW_MAGIC) throw new RawBlockError('it is no block of sentences');
  if (given['version'] !== RAW_VERSION)
    throw new RawBlockError(`its version is ${given['version']}, not ${RAW_VERSION}`);
  const start: RawStart = {
    magic: RAW_MAGIC,
    version: RAW_VERSION,
    feed: text(given, 'feed'),
    run: text(given, 'run'),
    baseMs: number(given, 'baseMs'),
    baseOrder: number(given, 'baseOrder'),
    rate: number(given, 'rate'),
    simulation: given['simulation'] === true,
  };
  if (given['records'] === undefined) return { start, totals: null };
  const [fromMs, toMs] = [number(given, 'fromMs'), number(given, 'toMs')];
  return { start, totals: { fromMs, toMs, records: number(given, 'records'), bytes: number(given, 'bytes') } };
}

function fieldsOf(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // told below
  }
  throw new RawBlockError('its first line is no JSON');
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new RawBlockError(`its first line has no ${name}`);
  return value;
}

function number(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number') throw new RawBlockError(`its first line has no ${name}`);
  return value;
}
