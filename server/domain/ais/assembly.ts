import { byteAt } from './armour.ts';
import type { Payload } from './payload.ts';
import type { Sentence } from './sentence.ts';
import type { TagBlock } from './tag-block.ts';

/** Sentences of a message not complete in this many lines belong to nobody; a receiver numbers only ten messages apart. */
const LINES_UNTAGGED = 64;
/** With a station or a group a mix-up is less likely, and many stations come between two sentences. */
const LINES_TAGGED = 256;
/** Longest between the first and the last sentence by the caller's clock, ms. */
const MAX_AGE_MS = 3000;
/** Most messages kept incomplete. */
const MAX_PENDING = 64;

/** Longest message that comes in several sentences, six-bit values: five slots of the air (ITU-R M.1371-5) are 178. */
const MAX_JOINED = 384;

interface Moment {
  readonly line: number;
  readonly ms: number;
}

/** A message of which sentences are missing. */
class Pending {
  /** Six-bit values of the parts in the order in which they came. */
  readonly sextets = new Uint8Array(MAX_JOINED);
  readonly offsets = new Uint16Array(10);
  readonly lengths = new Uint16Array(10);
  used = 0;
  held = 0;
  fill = 0;
  /** Total, sequence and channel, group (-1: none) and, where there is no group, station: what tells messages apart. */
  ids = 0;
  group = -1;
  sender = '';
  /** Two ships use the same key at once: nothing is joined until it expires. */
  isContested = false;
  maxLines = 0;
  sinceLine = 0;
  sinceMs = 0;
  timeMs = Number.NaN;
  station = '';

  begin(sentence: Sentence, { group, station }: TagBlock, { line, ms }: Moment): void {
    this.empty();
    this.ids = idsOf(sentence);
    this.group = group;
    this.sender = group >= 0 ? '' : station;
    this.maxLines = group >= 0 || station !== '' ? LINES_TAGGED : LINES_UNTAGGED;
    this.isContested = false;
    this.sinceLine = line;
    this.sinceMs = ms;
    this.timeMs = Number.NaN;
    this.station = '';
  }

  isFor(ids: number, { group, station }: TagBlock): boolean {
    return this.ids === ids && this.group === group && (group >= 0 || this.sender === station);
  }

  /** Forgets its parts; returns how many there were. */
  empty(): number {
    const { held } = this;
    this.used = this.held = this.fill = 0;
    this.lengths.fill(0);
    return held;
  }

  isExpired({ line, ms }: Moment): boolean {
    return line - this.sinceLine > this.maxLines || ms - this.sinceMs > MAX_AGE_MS;
  }

  holds(number: number): boolean {
    return this.lengths[number] !== 0;
  }

  isSame(number: number, sextets: Uint8Array, length: number): boolean {
    const offset = this.offsets[number] ?? 0;
    if (this.lengths[number] !== length) return false;
    for (let i = 0; i < length; i++) if (this.sextets[offset + i] !== sextets[i]) return false;
    return true;
  }

  put(number: number, sextets: Uint8Array, length: number): void {
    this.offsets[number] = this.used;
    this.lengths[number] = length;
    for (let i = 0; i < length; i++) this.sextets[this.used + i] = byteAt(sextets, i);
    this.used += length;
    this.held++;
  }

  join(payload: Payload, total: number): void {
    let length = 0;
    for (let number = 1; number <= total; number++) {
      const from = this.offsets[number] ?? 0;
      const to = from + (this.lengths[number] ?? 0);
      for (let i = from; i < to; i++) payload.sextets[length++] = byteAt(this.sextets, i);
    }
    payload.close(length, this.fill);
  }
}

/**
 * Joins the sentences of one message. The key is the TAG group, else the station, with sequence, channel and total. Without a group
 * the sentences must come in order, and where two messages meet under one key both are dropped: a fragment lost is better than
 * the name of one ship on another.
 */
export class Assembly {
  /** Fragments dropped: orphans, expired or contested ones. */
  dropped = 0;
  /** Oldest first: few at a time, so that a search is quicker than a map whose entries come and go. */
  private readonly pending: Pending[] = [];
  private readonly free: Pending[] = [];

  /** Takes a fragment; true: the message is whole, in `payload`, with the time and station of its first sentence in `tag`. */
  add(sentence: Sentence, payload: Payload, tag: TagBlock, now: Moment): boolean {
    const { total, number } = sentence;
    const hasGroup = tag.group >= 0;
    let slot = this.alive(sentence, tag, now);
    if (!slot) {
      if (number !== 1 && !hasGroup) return this.drop(1);
      slot = this.open(sentence, tag, now);
    }
    if (!this.put(slot, sentence, payload, hasGroup)) return false;
    if (!Number.isNaN(tag.timeMs)) slot.timeMs = tag.timeMs;
    if (tag.station !== '') slot.station = tag.station;
    if (slot.held < total) return false;
    slot.join(payload, total);
    tag.timeMs = slot.timeMs;
    tag.station = slot.station;
    this.close(slot);
    return true;
  }

  /** The slot of the message that the sentence belongs to; what has waited too long is dropped. */
  private alive(sentence: Sentence, tag: TagBlock, now: Moment): Pending | undefined {
    const ids = idsOf(sentence);
    for (const slot of this.pending) {
      if (!slot.isFor(ids, tag)) continue;
      if (!slot.isExpired(now)) return slot;
      this.dropped += slot.held;
      this.close(slot);
      return undefined;
    }
    return undefined;
  }

  private open(sentence: Sentence, tag: TagBlock, now: Moment): Pending {
    const oldest = this.pending[0];
    if (oldest !== undefined && this.pending.length >= MAX_PENDING) {
      this.dropped += oldest.held;
      this.close(oldest);
    }
    const slot = this.free.pop() ?? new Pending();
    slot.begin(sentence, tag, now);
    this.pending.push(slot);
    return slot;
  }

  private close(slot: Pending): void {
    const { pending } = this;
    for (let i = pending.indexOf(slot) + 1; i < pending.length; i++) pending[i - 1] = pending[i] as Pending;
    pending.pop();
    this.free.push(slot);
  }

  private put(slot: Pending, sentence: Sentence, { sextets }: Payload, anyOrder: boolean): boolean {
    const { number, length } = sentence;
    if (slot.isContested) return this.drop(1);
    if (slot.holds(number)) {
      if (slot.isSame(number, sextets, length)) return this.drop(1);
      slot.isContested = true;
      return this.drop(1 + slot.empty());
    }
    if (slot.used + length > MAX_JOINED) return this.drop(1);
    if (!anyOrder && number !== slot.held + 1) return this.drop(1);
    if (number === sentence.total) slot.fill = sentence.fill;
    slot.put(number, sextets, length);
    return true;
  }

  private drop(fragments: number): false {
    this.dropped += fragments;
    return false;
  }
}

const idsOf = ({ total, sequence, channel }: Sentence): number => (total * 256 + sequence) * 256 + channel;
