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
  /** Two ships use the same key at once: nothing is joined until it expires. */
  isContested = false;
  maxLines = 0;
  sinceLine = 0;
  sinceMs = 0;
  timeMs = Number.NaN;
  station = '';

  begin({ line, ms }: Moment, maxLines: number): void {
    this.empty();
    this.isContested = false;
    this.sinceLine = line;
    this.sinceMs = ms;
    this.maxLines = maxLines;
    this.timeMs = Number.NaN;
    this.station = '';
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
  private readonly pending = new Map<number | string, Pending>();
  private readonly free: Pending[] = [];

  /** Takes a fragment; true: the message is whole, in `payload`, with the time and station of its first sentence in `tag`. */
  add(sentence: Sentence, payload: Payload, tag: TagBlock, now: Moment): boolean {
    const { total, number } = sentence;
    const hasGroup = tag.group >= 0;
    const key = keyOf(sentence, tag);
    let slot = this.alive(key, now);
    if (!slot) {
      if (number !== 1 && !hasGroup) return this.drop(1);
      slot = this.open(key, now, hasGroup || tag.station !== '' ? LINES_TAGGED : LINES_UNTAGGED);
    }
    if (!this.put(slot, sentence, payload, hasGroup)) return false;
    if (!Number.isNaN(tag.timeMs)) slot.timeMs = tag.timeMs;
    if (tag.station !== '') slot.station = tag.station;
    if (slot.held < total) return false;
    slot.join(payload, total);
    tag.timeMs = slot.timeMs;
    tag.station = slot.station;
    this.close(key, slot);
    return true;
  }

  /** The slot of a key; what has waited too long is dropped. */
  private alive(key: number | string, now: Moment): Pending | undefined {
    const slot = this.pending.get(key);
    if (!slot?.isExpired(now)) return slot;
    this.dropped += slot.held;
    this.close(key, slot);
    return undefined;
  }

  private open(key: number | string, now: Moment, maxLines: number): Pending {
    for (const [oldest, slot] of this.pending) {
      if (this.pending.size < MAX_PENDING) break;
      this.dropped += slot.held;
      this.close(oldest, slot);
    }
    const slot = this.free.pop() ?? new Pending();
    slot.begin(now, maxLines);
    this.pending.set(key, slot);
    return slot;
  }

  private close(key: number | string, slot: Pending): void {
    this.pending.delete(key);
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

/** A number where that is possible: text is built only for a station without a group. */
function keyOf({ total, sequence, channel }: Sentence, { group, station }: TagBlock): number | string {
  const ids = (total * 256 + sequence) * 256 + channel;
  if (group >= 0) return (group + 1) * 0x100_0000 + ids;
  return station === '' ? ids : `${ids} ${station}`;
}
