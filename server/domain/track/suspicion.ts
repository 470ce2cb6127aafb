import { isJump, type Sighting } from './jump.ts';

/** Agreeing reports in a row that make a jump believed. */
const MOVED_AFTER = 3;
/** Agreeing reports here and there, turn by turn, that make two craft of one MMSI. */
const TWO_AFTER_HERE = 2;
const TWO_AFTER_THERE = 3;
/** A place nothing was heard from for this long is forgotten, ms. */
const FORGOTTEN_MS = 15 * 60_000;

/** hold: show the place before. moved: the craft is there now. two: another craft sends under its MMSI from there. */
export type Verdict = 'hold' | 'moved' | 'two';

/** The other place which reports of a track came from. */
interface Elsewhere {
  sighting: Sighting;
  /** Reports from there, and of these the ones since the last from the known place. */
  there: number;
  inARow: number;
  /** Reports from the known place since the first from there. */
  here: number;
}

/** Implausible jumps, held until what follows shows whether craft or data went astray. Keyed by row. */
export class Suspicion {
  private readonly places = new Map<number, Elsewhere>();

  /** A report that cannot belong to where the track is. `kind`: code. */
  doubt(row: number, sighting: Sighting, kind: number, intervalMs: number): Verdict {
    const known = this.places.get(row);
    if (known === undefined || this.isOver(known, sighting) || isJump(known.sighting, sighting, kind, intervalMs)) {
      this.places.set(row, { sighting, there: 1, inARow: 1, here: 0 });
      return 'hold';
    }
    known.sighting = sighting;
    known.there++;
    known.inARow++;
    if (known.here >= TWO_AFTER_HERE && known.there >= TWO_AFTER_THERE) return this.settle(row, 'two');
    return known.inARow >= MOVED_AFTER ? this.settle(row, 'moved') : 'hold';
  }

  /** A report from where the track is known to be. */
  confirm(row: number): void {
    const known = this.places.get(row);
    if (known === undefined) return;
    known.here++;
    known.inARow = 0;
  }

  /** True: reports from elsewhere are in question for any track. */
  get any(): boolean {
    return this.places.size > 0;
  }

  /** Forgets the row: the track is gone. */
  forget(row: number): void {
    this.places.delete(row);
  }

  /** Forgets the places nothing was heard from for long. */
  tick(nowMs: number): void {
    for (const [row, { sighting }] of this.places) {
      if (nowMs - sighting.receivedMs > FORGOTTEN_MS) this.places.delete(row);
    }
  }

  private isOver(place: Elsewhere, sighting: Sighting): boolean {
    return sighting.receivedMs - place.sighting.receivedMs > FORGOTTEN_MS;
  }

  private settle(row: number, verdict: Verdict): Verdict {
    this.places.delete(row);
    return verdict;
  }
}
