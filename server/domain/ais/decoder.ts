import { byteAt } from './armour.ts';
import { Assembly } from './assembly.ts';
import { LAYOUTS } from './fields.ts';
import { AisMessage } from './message.ts';
import { Payload } from './payload.ts';
import { Sentence } from './sentence.ts';
import { TagBlock } from './tag-block.ts';
import { TextCache } from './text-cache.ts';

const LF = 10;
const CR = 13;
const BANG = 33;
const HASH = 35;
const DOLLAR = 36;
const COLON = 58;
const BACKSLASH = 92;
/** Longest line taken, bytes: a sentence has at most 82, with TAG blocks and the habits of receivers some 300. */
const MAX_LINE = 1024;
const TYPES = 28;

/** Why a line gave no message. */
export type RejectCause =
  /** The checksum of the sentence is wrong. */
  | 'checksum'
  /** Not built as a sentence: fields, numbers or the checksum are missing. */
  | 'malformed'
  /** A character in the payload that is no six-bit armour. */
  | 'armour'
  /** A sentence of a longer message whose others did not come, or could belong to another ship. */
  | 'fragment'
  /** A line or message longer than any real one. */
  | 'too-long'
  /** A message shorter than its type. */
  | 'too-short'
  /** Type 0 or above 27. */
  | 'type'
  /** The TAG block was dropped, its checksum being wrong or missing; the sentence itself was taken. */
  | 'tag-checksum';

/** What went through a decoder. */
export interface DecoderStats {
  /** Lines that are not empty. */
  readonly lines: number;
  /** Messages delivered. */
  readonly messages: number;
  /** Lines that are no AIS sentence (comments, other sentences). */
  readonly ignored: number;
  readonly rejected: Readonly<Record<RejectCause, number>>;
  /** Good messages by type, 1-27, those that are not decoded too; types never heard are left out. */
  readonly byType: Readonly<Record<string, number>>;
}

export interface DecoderOptions {
  /** true: a new object for each message, which the listener may keep; else one is filled again and again. */
  readonly isFresh?: boolean;
}

// a constant of this module is folded into the code, an imported binding is read again each time
const READERS = LAYOUTS;
/** Names and stations repeat across feeds, so all decoders share one bounded cache. */
const TEXTS = new TextCache();

/**
 * AIS off a byte stream: chunks cut anywhere, LF or CRLF, TAG blocks, messages of several sentences. Memory is bounded whatever
 * comes in. Types that are not decoded and wrong lines are only counted.
 */
export class AisDecoder {
  private message = new AisMessage();
  private readonly payload = new Payload(TEXTS);
  private readonly tag = new TagBlock(TEXTS);
  private readonly sentence = new Sentence();
  private readonly assembly = new Assembly();
  private readonly held = new Uint8Array(MAX_LINE);
  private heldBytes = 0;
  private isSkipping = false;
  private readonly now = { line: 0, ms: 0 };
  private messages = 0;
  private ignored = 0;
  private radar = 0;
  private readonly refused = { checksum: 0, malformed: 0, armour: 0, 'too-long': 0, 'too-short': 0, type: 0 };
  private readonly types = new Float64Array(TYPES);
  private lastShape = -1;
  private readonly isFresh: boolean;

  constructor(
    private readonly onMessage: (message: AisMessage) => void,
    { isFresh = false }: DecoderOptions = {},
  ) {
    this.isFresh = isFresh;
  }

  /** Takes the next bytes of the stream. `nowMs`: the caller's clock (any origin), so that fragments expire by time too. */
  feed(chunk: Uint8Array, nowMs = 0): void {
    this.now.ms = nowMs;
    // one hidden class in the hot loops, whether sockets give us Buffers or not
    const bytes =
      chunk.constructor === Uint8Array ? chunk : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = bytes.length;
    let start = this.heldBytes > 0 || this.isSkipping ? this.endHeld(bytes) : 0;
    while (start < end) {
      const next = this.readPlain(bytes, start, end);
      if (next > 0) {
        start = next;
        continue;
      }
      const lineEnd = bytes.indexOf(LF, start);
      if (lineEnd < 0) break;
      if (lineEnd - start > MAX_LINE) this.tooLong();
      else this.readLine(bytes, start, lineEnd);
      start = lineEnd + 1;
    }
    if (start < end) this.hold(bytes, start, end);
  }

  /** Takes what is held as a whole line: the end of a file, of a connection or of a datagram. */
  flush(): void {
    if (this.isSkipping) this.isSkipping = false;
    else if (this.heldBytes > 0) this.readLine(this.held, 0, this.heldBytes);
    this.heldBytes = 0;
  }

  /** Counts so far. */
  get stats(): DecoderStats {
    const byType: Record<string, number> = {};
    for (let type = 1; type < TYPES; type++) {
      const count = this.types[type] ?? 0;
      if (count > 0) byType[type] = count;
    }
    const rejected = { ...this.refused, fragment: this.assembly.dropped, 'tag-checksum': this.tag.refused };
    return { lines: this.now.line, messages: this.messages, ignored: this.ignored, rejected, byType };
  }

  /** Of the ignored lines those that are radar sentences (TTM, TLL), which the feed of a radar reads. */
  get radarLines(): number {
    return this.radar;
  }

  private hold(bytes: Uint8Array, start: number, end: number): void {
    if (this.isSkipping) return;
    if (this.heldBytes + end - start > MAX_LINE) {
      this.tooLong();
      this.isSkipping = true;
      this.heldBytes = 0;
      return;
    }
    this.held.set(bytes.subarray(start, end), this.heldBytes);
    this.heldBytes += end - start;
  }

  /** Ends the line that is held; returns where the next one begins. */
  private endHeld(bytes: Uint8Array): number {
    const lineEnd = bytes.indexOf(LF);
    if (lineEnd < 0) return 0;
    this.hold(bytes, 0, lineEnd);
    this.flush();
    return lineEnd + 1;
  }

  private tooLong(): void {
    this.now.line++;
    this.refused['too-long']++;
  }

  /**
   * The usual line in one pass, its end not known beforehand: a good sentence, with or without a TAG block, and the line end behind
   * it. Returns where the next line begins; -1: it is something else, nothing was taken.
   */
  private readPlain(bytes: Uint8Array, start: number, end: number): number {
    const { tag, sentence } = this;
    tag.clear();
    let at = start;
    if (bytes[at] === BACKSLASH) {
      const { refused } = tag;
      at = tag.read(bytes, at, end);
      if (at < 0 || tag.refused !== refused) {
        tag.refused = refused;
        return -1;
      }
    }
    if (bytes[at] !== BANG || sentence.read(bytes, at, end, this.payload) !== 'good') return -1;
    let lineEnd = sentence.end;
    if (lineEnd < end && bytes[lineEnd] === CR) lineEnd++;
    if (lineEnd >= end || bytes[lineEnd] !== LF) return -1;
    this.now.line++;
    this.take();
    return lineEnd + 1;
  }

  private readLine(line: Uint8Array, start: number, lineEnd: number): void {
    let end = lineEnd;
    while (end > start && byteAt(line, end - 1) === CR) end--;
    if (end === start) return;
    this.now.line++;
    this.tag.clear();
    let at = start;
    while (at >= 0 && at < end && line[at] === BACKSLASH) at = this.tag.read(line, at, end);
    if (at < 0) this.refused.malformed++;
    else if (line[at] === HASH) this.ignored++;
    else this.readSentences(line, at, end);
  }

  /** Receivers put times and noise before a sentence, and a sentence may be cut off by the next: go on at each `!`. */
  private readSentences(line: Uint8Array, start: number, end: number): void {
    const { sentence, payload } = this;
    let isCounted = false;
    for (let at = start; at < end; at++) {
      if (line[at] !== BANG) continue;
      const verdict = sentence.read(line, at, end, payload);
      if (verdict === 'good') {
        this.take();
        this.readGlued(line, sentence.end, end);
        return;
      }
      if (verdict === 'other') continue;
      this.refused[verdict]++;
      isCounted = true;
    }
    if (isCounted) return;
    this.ignored++;
    if (isRadar(line, start)) this.radar++;
  }

  /** A sentence that follows on the same line counts as a line of its own. */
  private readGlued(line: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end && line[at] === CR) at++;
    const isTag = line[at] === BACKSLASH && line[at + 2] === COLON;
    if (at < end && (line[at] === BANG || isTag)) this.readLine(line, at, end);
  }

  private take(): void {
    const { sentence, payload } = this;
    if (sentence.total > 1) {
      if (this.assembly.add(sentence, payload, this.tag, this.now)) this.deliver();
    } else {
      payload.close(sentence.length, sentence.fill);
      this.deliver();
    }
  }

  private deliver(): void {
    const { payload, sentence, tag } = this;
    const { type } = payload;
    const layout = READERS[type];
    if (layout === undefined || type === 0) this.refused.type++;
    else if (payload.bits < (layout === null ? 38 : layout.minBits)) this.refused['too-short']++;
    else if (layout === null) this.count(type);
    else {
      const message = this.blank(type);
      message.type = type;
      message.repeat = payload.repeat;
      message.mmsi = payload.mmsi;
      message.channel = sentence.channel;
      message.station = tag.station;
      message.tagMs = tag.timeMs;
      if (!layout.read(payload, message)) {
        this.refused['too-short']++;
        return;
      }
      this.count(type);
      this.messages++;
      this.onMessage(message);
    }
  }

  /** A message that carries nothing yet. One of the same layout writes the same fields, so only another one must be cleared. */
  private blank(type: number): AisMessage {
    const shape = type === 24 ? -1 : type;
    if (this.isFresh) this.message = new AisMessage();
    else if (shape === -1 || shape !== this.lastShape) this.message.clear();
    this.lastShape = shape;
    return this.message;
  }

  private count(type: number): void {
    this.types[type] = (this.types[type] ?? 0) + 1;
  }
}

/** `$xxTTM` or `$xxTLL`. */
function isRadar(line: Uint8Array, start: number): boolean {
  if (line[start] !== DOLLAR || line[start + 3] !== 84) return false;
  return (line[start + 4] === 84 && line[start + 5] === 77) || (line[start + 4] === 76 && line[start + 5] === 76);
}
