/** Slots of the fleet that an echo is of, the biggest first; empty: clutter. */
export type Truth = readonly number[];

/** Plots of a track in a minute that make it count. */
const ENOUGH_PLOTS = 4;
/** Share of the plots of a track in a minute that must be its craft's. */
const MOSTLY = 0.8;
/** A silent craft with so many echoes in a minute must be shown. */
const SEEN_WELL = 12;
/** Without an echo for so long it is no longer doubled, ms. */
const GAP_MS = 12_000;

interface Minute {
  plots: number;
  of: Map<number, number>;
}

interface Streak {
  readonly fromMs: number;
  lastMs: number;
  readonly slot: number;
}

/** What the score asks of the night. */
export interface Known {
  /** Slot of the craft that AIS names on this track; -1: a track that radar alone sees. */
  slotOf(trackId: string): number;
  /** True: the craft of this slot sends, is on the picture by AIS, and live. */
  isHeard(slot: number): boolean;
}

/**
 * Scores who took which echo. A track-minute is a shown track and a minute in which it took at least four plots: right when 80 % of
 * them are its craft's, where a radar-only track's craft is a silent one, that of its first minute, and no other track's in that
 * minute. A silent craft with twelve echoes in a minute and no track is a wrong one too. A swap is a track that goes over from one
 * craft to another; two that exchange theirs in one minute are one swap, and going back to the first craft is none; nor is
 * it one where the track's place is told by AIS at the time. Doubled is the longest time that a radar-only track took nothing but echoes
 * of a ship live on AIS while her own track was hers: where that one took another craft's, the two are exchanged, and each shown once.
 */
export class FusionScore {
  right = 0;
  wrong = { other: 0, clutter: 0, doubled: 0, second: 0, missed: 0 };
  swaps = 0;
  doubledMs = 0;
  private minutes = new Map<string, Minute>();
  private echoes = new Map<number, number>();
  private readonly owners = new Map<string, number>();
  /** Craft of the first minute; and, where it is another's now, whose. */
  private readonly origins = new Map<string, number>();
  private readonly now = new Map<string, number>();
  private moves: { from: number; to: number }[] = [];
  private readonly streaks = new Map<string, Streak>();
  /** By the slot that AIS names on a track: craft of its last echo. */
  private readonly lastOf = new Map<number, Truth>();
  readonly examples: string[] = [];

  constructor(private readonly known: Known) {}

  /** Every echo, whether anyone takes it or not. */
  echo(truth: Truth): void {
    for (const slot of truth) this.echoes.set(slot, (this.echoes.get(slot) ?? 0) + 1);
  }

  /** A shown track has taken this echo as its own. */
  took(trackId: string, truth: Truth, atMs: number): void {
    let minute = this.minutes.get(trackId);
    if (minute === undefined) {
      minute = { plots: 0, of: new Map() };
      this.minutes.set(trackId, minute);
    }
    minute.plots++;
    for (const slot of truth) minute.of.set(slot, (minute.of.get(slot) ?? 0) + 1);
    const named = this.known.slotOf(trackId);
    if (named < 0) this.double(trackId, truth, atMs);
    else this.lastOf.set(named, truth);
  }

  /** A minute is over. */
  close(atMs: number): void {
    const taken = new Map<number, string>();
    for (const [trackId, minute] of this.minutes) {
      if (minute.plots >= ENOUGH_PLOTS) this.closeTrack(trackId, minute, taken, atMs);
    }
    for (const [slot, count] of this.echoes) {
      if (count < SEEN_WELL || this.known.isHeard(slot) || taken.has(slot) || this.isWithin(slot)) continue;
      this.wrong.missed++;
      this.example(`missed slot ${slot} with ${count} echoes`, atMs);
    }
    this.moves = [];
    this.minutes = new Map();
    this.echoes = new Map();
  }

  get rightPct(): number {
    const wrong = Object.values(this.wrong).reduce((sum, n) => sum + n, 0);
    return (100 * this.right) / Math.max(1, this.right + wrong);
  }

  /** Its echoes were one with those of another that took them. */
  private isWithin(slot: number): boolean {
    for (const { of } of this.minutes.values()) if ((of.get(slot) ?? 0) >= SEEN_WELL / 2) return true;
    return false;
  }

  private closeTrack(trackId: string, { plots, of }: Minute, taken: Map<number, string>, atMs: number): void {
    const [main = -1, count = 0] = [...of].sort((a, b) => b[1] - a[1])[0] ?? [];
    const named = this.known.slotOf(trackId);
    const owner = named >= 0 ? named : (this.owners.get(trackId) ?? main);
    if (named < 0 && main >= 0 && !this.owners.has(trackId)) this.owners.set(trackId, main);
    if (!this.origins.has(trackId) && owner >= 0) this.origins.set(trackId, owner);
    if ((of.get(owner) ?? 0) >= MOSTLY * plots) {
      if (named < 0 && this.known.isHeard(owner) && of.size === 1) this.bad('doubled', trackId, owner, atMs);
      else if (named < 0 && taken.has(owner) && of.size === 1) this.bad('second', trackId, owner, atMs);
      else this.right++;
      taken.set(owner, trackId);
      this.now.delete(trackId);
      return;
    }
    if (count < plots / 2) {
      this.bad('clutter', trackId, owner, atMs);
      return;
    }
    this.bad('other', trackId, main, atMs);
    if (main !== owner && count >= MOSTLY * plots) this.goOver(trackId, main, named);
  }

  /** The track is another craft's from this minute on. */
  private goOver(trackId: string, to: number, named: number): void {
    const from = this.now.get(trackId) ?? this.owners.get(trackId) ?? named;
    if (from === to) return;
    this.now.set(trackId, to);
    if (named < 0) this.owners.set(trackId, to);
    if (to === this.origins.get(trackId) || (named >= 0 && this.known.isHeard(named))) return;
    const isOtherHalf = this.moves.some((move) => move.from === to && move.to === from);
    this.moves.push({ from, to });
    if (!isOtherHalf) this.swaps++;
  }

  private bad(how: keyof FusionScore['wrong'], trackId: string, slot: number, atMs: number): void {
    this.wrong[how]++;
    this.example(`${how} ${trackId} slot ${slot}`, atMs);
  }

  private example(text: string, atMs: number): void {
    if (this.examples.length < 400)
      this.examples.push(`${new Date(atMs + 9 * 3_600_000).toISOString().slice(11, 19)} ${text}`);
  }

  private double(trackId: string, truth: Truth, atMs: number): void {
    const [slot = -1] = truth;
    const taken = this.lastOf.get(slot);
    const isExchanged = taken !== undefined && taken.length > 0 && !taken.includes(slot);
    if (truth.length !== 1 || isExchanged || !this.known.isHeard(slot)) {
      this.streaks.delete(trackId);
      return;
    }
    const streak = this.streaks.get(trackId);
    if (streak?.slot !== slot || atMs - streak.lastMs > GAP_MS) {
      this.streaks.set(trackId, { fromMs: atMs, lastMs: atMs, slot });
      return;
    }
    streak.lastMs = atMs;
    const lastedMs = atMs - streak.fromMs;
    if (lastedMs > 10_000) this.example(`doubled ${trackId} slot ${slot} for ${lastedMs / 1000}`, atMs);
    this.doubledMs = Math.max(this.doubledMs, lastedMs);
  }
}
