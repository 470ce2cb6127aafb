import { byteAt } from './armour.ts';
import { MAX_SEXTETS, type Payload } from './payload.ts';
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

interface Pending {
  readonly parts: (Uint8Array | undefined)[];
  held: number;
  sextets: number;
  fill: number;
  /** Two ships use the same key at once: nothing is joined until it expires. */
  isContested: boolean;
  readonly sinceLine: number;
  readonly sinceMs: number;
  readonly maxLines: number;
  timeMs: number;
  station: string;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * Joins the sentences of one message. The key is the TAG group, else the station, with sequence, channel and total. Without a group
 * the sentences must come in order, and where two messages meet under one key both are dropped: a fragment lost is better than
 * the name of one ship on another.
 */
export class Assembly {
  /** Fragments dropped: orphans, expired or contested ones. */
  dropped = 0;
  private readonly pending = new Map<string, Pending>();

  /** Takes a fragment; true: the message is whole, in `payload`, with the time and station of its first sentence in `tag`. */
  add(sentence: Sentence, payload: Payload, tag: TagBlock, now: { line: number; ms: number }): boolean {
    const { total, number } = sentence;
    const hasGroup = tag.group >= 0;
    const owner = hasGroup ? `g${tag.group}` : `s${tag.station}`;
    const key = `${total},${sentence.sequence},${sentence.channel},${owner}`;
    let slot = this.alive(key, now);
    if (!slot) {
      if (number !== 1 && !hasGroup) return this.drop(1);
      slot = this.open(key, now, hasGroup || tag.station !== '' ? LINES_TAGGED : LINES_UNTAGGED);
    }
    if (!this.put(slot, sentence, payload, hasGroup)) return false;
    if (!Number.isNaN(tag.timeMs)) slot.timeMs = tag.timeMs;
    if (tag.station !== '') slot.station = tag.station;
    if (slot.held < total) return false;
    this.pending.delete(key);
    if (slot.sextets > MAX_SEXTETS) return this.drop(total);
    join(slot, payload, total);
    tag.timeMs = slot.timeMs;
    tag.station = slot.station;
    return true;
  }

  /** Drops what has waited too long. */
  private alive(key: string, now: { line: number; ms: number }): Pending | undefined {
    const slot = this.pending.get(key);
    if (!slot) return undefined;
    if (now.line - slot.sinceLine <= slot.maxLines && now.ms - slot.sinceMs <= MAX_AGE_MS) return slot;
    this.dropped += slot.held;
    this.pending.delete(key);
    return undefined;
  }

  private open(key: string, now: { line: number; ms: number }, maxLines: number): Pending {
    for (const [oldest, { held }] of this.pending) {
      if (this.pending.size < MAX_PENDING) break;
      this.dropped += held;
      this.pending.delete(oldest);
    }
    const slot: Pending = {
      parts: [],
      held: 0,
      sextets: 0,
      fill: 0,
      isContested: false,
      sinceLine: now.line,
      sinceMs: now.ms,
      maxLines,
      timeMs: Number.NaN,
      station: '',
    };
    this.pending.set(key, slot);
    return slot;
  }

  private put(slot: Pending, sentence: Sentence, payload: Payload, anyOrder: boolean): boolean {
    if (slot.isContested) return this.drop(1);
    const { number, length } = sentence;
    const part = payload.sextets.slice(0, length);
    const known = slot.parts[number];
    if (known) {
      if (isSame(known, part)) return this.drop(1);
      slot.isContested = true;
      const held = slot.held;
      slot.held = 0;
      slot.parts.length = 0;
      return this.drop(held + 1);
    }
    if (!anyOrder && number !== slot.held + 1) return this.drop(1);
    slot.parts[number] = part;
    slot.held++;
    slot.sextets += length;
    if (number === sentence.total) slot.fill = sentence.fill;
    return true;
  }

  private drop(fragments: number): false {
    this.dropped += fragments;
    return false;
  }
}

function join(slot: Pending, payload: Payload, total: number): void {
  let length = 0;
  for (let number = 1; number <= total; number++) {
    const part = slot.parts[number];
    if (!part) continue;
    for (let i = 0; i < part.length; i++) payload.sextets[length++] = byteAt(part, i);
  }
  payload.close(length, slot.fill);
}
