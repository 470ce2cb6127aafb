import type { AisMessage } from '../ais/message.ts';

/** Two stations hear one transmission within this time of each other, ms of our clock. */
const WINDOW_MS = 1_000;
/** TAG times have whole seconds and lines have delays: one transmission may differ by this much between stations, ms. */
const TAG_WINDOW_MS = 5_000;
/** A report with a UTC second is one transmission also when a slow line brings it this much later from another receiver, ms. */
const COPY_WINDOW_MS = 30_000;
const SLOTS = 1 << 16;
/** Words of 32 bits of one slot, two of which are a double. */
const RECORD = 8;

/** new: not heard lately. duplicate: another heard it within about a second. copy: the same, but on a slower line. */
export type Novelty = 'new' | 'duplicate' | 'copy';
const SEED = 0x811c9dc5;

const mix = (hash: number, value: number): number => {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return h ^ (h >>> 15);
};

function mixText(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

function fixHash(m: AisMessage): number {
  let h = mix(mix(SEED, m.lon), m.lat); // not lon ^ lat: a moored ship that jitters by one unit in both would repeat itself
  h = mix(h, (m.sog << 20) | (m.cog << 8) | (m.utcSecond << 2) | m.accuracy);
  return mix(h, (m.heading << 16) | ((m.rot & 255) << 8) | (m.navStatus << 4) | m.virtual);
}

function staticHash(m: AisMessage): number {
  let h = mixText(mixText(mixText(mixText(m.part, m.name), m.callsign), m.destination), m.text);
  h = mix(mix(h, m.imo), m.mothershipMmsi);
  h = mix(h, (m.shipType << 18) | (m.toBow << 9) | m.toStern);
  h = mix(h, (m.toPort << 24) | (m.toStarboard << 16) | (m.draught << 8) | m.etaMonth);
  return mix(h, (m.etaDay << 16) | (m.etaHour << 8) | m.etaMinute);
}

function contentHash(m: AisMessage): number {
  switch (m.type) {
    case 1:
    case 2:
    case 3:
    case 9:
    case 18:
    case 27:
      return fixHash(m);
    case 4:
    case 11:
      return mix(fixHash(m), (((m.day * 24 + m.hour) * 60 + m.minute) << 6) | m.second);
    case 19:
    case 21:
      return mix(fixHash(m), staticHash(m));
    default:
      return staticHash(m);
  }
}

/**
 * The transmissions of the last second, to know one heard by several stations (or sent on by a repeater: channel and repeat
 * indicator are not looked at). Bounded: at a rate at which the table is too small a few duplicates pass as new.
 */
export class Duplicates {
  /** By slot * RECORD: hash, sender, number of the receiver, TAG second (0: none), and two numbers at slot * RECORD / 2 + 2: heard and sent, epoch ms. */
  private readonly words = new Int32Array(SLOTS * RECORD);
  /** The same memory: all of a slot in one line of the processor's cache, since each message goes to another slot. */
  private readonly times = new Float64Array(this.words.buffer);

  constructor() {
    for (let slot = 0; slot < SLOTS; slot++) this.times[(slot * RECORD) / 2 + 2] = Number.NEGATIVE_INFINITY;
  }

  /**
   * Whether the same was heard lately, and takes it in if not. `source`: number of the receiver. `sentMs`: TAG time less the
   * receiver's error, epoch ms, NaN: none; in a log played fast it tells apart equal reports that come together only for the speed.
   */
  novelty(message: AisMessage, source: number, receivedMs: number, sentMs: number): Novelty {
    const hash = contentHash(message);
    const sender = message.mmsi ^ (message.type << 27);
    const slot = (mix(hash, sender) ^ (hash >>> 7)) & (SLOTS - 1);
    const { words, times } = this;
    const word = slot * RECORD;
    const heardAt = (word >> 1) + 2;
    const sentAt = heardAt + 1;
    const isKnown = words[word] === hash && words[word + 1] === sender;
    // as sent: what is known of the receiver's clock may change between two tellings
    const tagSecond = Number.isNaN(message.tagMs) ? 0 : Math.floor(message.tagMs / 1000) | 0;
    const isFromHere = words[word + 2] === source;
    if (isKnown && isFromHere && tagSecond !== 0 && words[word + 3] === tagSecond) return 'duplicate';
    if (isKnown && !(Math.abs(sentMs - (times[sentAt] ?? 0)) > TAG_WINDOW_MS)) {
      const laterMs = Math.abs(receivedMs - (times[heardAt] ?? 0));
      if (laterMs <= WINDOW_MS) return 'duplicate';
      if (laterMs <= COPY_WINDOW_MS && message.utcSecond < 60 && !isFromHere) return 'copy';
    }
    words[word] = hash;
    words[word + 1] = sender;
    words[word + 2] = source;
    words[word + 3] = tagSecond;
    times[heardAt] = receivedMs;
    times[sentAt] = sentMs;
    return 'new';
  }
}
