import type { AisInput } from '../../server/domain/ais/encoder-input.ts';
import type { Heard } from './traffic.ts';

/** The same report told again is a duplicate within so much of its TAG time and of the time it was told, ms (see track/duplicates.ts). */
const TAG_MS = 5_000;
const TOLD_MS = 1_000;
const WITH_POSITION = new Set<AisInput['type']>([1, 2, 3, 4, 18, 21]);

/** What the bay has told one listener. */
export interface TallyReport {
  /** Messages of any type. */
  readonly messages: number;
  /** Messages that carry a position: ships, aids, base stations. */
  readonly positions: number;
  /** Of these, told again as they were: a new listener is told all ships while they go on sending. */
  readonly duplicates: number;
  /** Of the positions, those told again soon, but not at once: a listener that reads late and all at a time takes them for duplicates. */
  readonly doubtful: number;
  /** Of the messages without position, those told again in either way. */
  readonly otherDuplicates: number;
  /** Story time up to which all is told, epoch ms. */
  readonly untilMs: number;
  /** The bay has told all that it will. */
  readonly done: boolean;
}

interface When {
  readonly tMs: number;
  readonly toldMs: number;
}

/** One transmission told twice, or one that has the TAG second of the one before and so nothing new. */
function oneness(a: When, b: When): 'one' | 'doubtful' | 'two' {
  if (Math.floor(a.tMs / 1000) === Math.floor(b.tMs / 1000)) return 'one';
  if (Math.abs(a.tMs - b.tMs) > TAG_MS) return 'two';
  return Math.abs(a.toldMs - b.toldMs) <= TOLD_MS ? 'one' : 'doubtful';
}

/** Counts what is told, so that what was kept of it can be compared. */
export class Tally {
  private messages = 0;
  private positions = 0;
  private duplicates = 0;
  private doubtful = 0;
  private otherDuplicates = 0;
  private readonly last = new Map<string, { text: string; tMs: number; toldMs: number }>();

  /** `toldMs`: story time at which it is told, epoch ms. */
  count({ tMs, messages }: Heard, toldMs: number): void {
    for (const message of messages) {
      const isPosition = WITH_POSITION.has(message.type);
      const key = `${message.mmsi}/${message.type}/${'part' in message ? message.part : ''}`;
      const text = JSON.stringify(message);
      const before = this.last.get(key);
      const again = before?.text === text ? oneness(before, { tMs, toldMs }) : 'two';
      if (again !== 'one') this.last.set(key, { text, tMs, toldMs });
      this.messages++;
      if (isPosition) this.positions++;
      if (again === 'two') continue;
      if (!isPosition) this.otherDuplicates++;
      else if (again === 'one') this.duplicates++;
      else this.doubtful++;
    }
  }

  report(untilMs: number, done: boolean): TallyReport {
    const { messages, positions, duplicates, doubtful, otherDuplicates } = this;
    return { messages, positions, duplicates, doubtful, otherDuplicates, untilMs, done };
  }
}
