import type { Sample } from '../../../server/domain/video/fmp4.ts';

/** Pictures that follow each other are cut here though no key frame came. */
const MOST_PICTURES = 300;
const MOST_BYTES = 16 * 1024 * 1024;
/** Two pictures further apart than this, and than three times what is usual, have a gap between them, ms. */
const GAP_MS = 2_000;
const USUAL_GAPS = 3;
/** A time that goes back by less is a stall on the way; by more, a clock that was set, ms. */
const JITTER_MS = 1_000;
const LONGEST_USUAL_MS = 10_000;
const FIRST_USUAL_MS = 100;

/** Pictures of one fragment. */
export interface Gop {
  /** Epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly samples: readonly Sample[];
}

interface Taken {
  readonly atMs: number;
  readonly isKey: boolean;
  readonly ctsMs: number;
  readonly data: Uint8Array;
}

/** Gathers pictures from key frame to key frame. */
export class GopGatherer {
  private pictures: Taken[] = [];
  private bytes = 0;
  private hasKey = false;
  private usualMs = FIRST_USUAL_MS;

  constructor(private readonly emit: (gop: Gop) => void) {}

  /** `atMs`: epoch ms; two pictures of one time, after a stall, follow each other all the same. */
  take(given: Taken): void {
    const last = this.pictures.at(-1);
    const isEarly = last !== undefined && given.atMs <= last.atMs && given.atMs > last.atMs - JITTER_MS;
    const picture = isEarly ? { ...given, atMs: last.atMs + 1 } : given;
    if (last !== undefined) {
      const stepMs = picture.atMs - last.atMs;
      const isGap = stepMs <= 0 || stepMs > Math.max(GAP_MS, USUAL_GAPS * this.usualMs);
      const isLong = this.pictures.length >= MOST_PICTURES || this.bytes > MOST_BYTES;
      if (isGap) this.end();
      else if (picture.isKey || isLong) this.cut(picture.atMs);
      if (stepMs > 0 && stepMs < LONGEST_USUAL_MS) this.usualMs = stepMs;
    }
    if (picture.isKey) this.hasKey = true;
    if (!this.hasKey) return;
    this.pictures.push(picture);
    this.bytes += picture.data.length;
  }

  /** The stream is over: what there is is a fragment, and a new one begins at a key frame. */
  end(): void {
    const last = this.pictures.at(-1);
    if (last !== undefined) this.cut(last.atMs + this.usualMs);
    this.hasKey = false;
  }

  private cut(toMs: number): void {
    const { pictures } = this;
    const [first] = pictures;
    if (first === undefined) return;
    this.pictures = [];
    this.bytes = 0;
    const samples = pictures.map(({ isKey, ctsMs, data, atMs }, i) => ({
      ...{ isKey, data, ctsMs },
      durationMs: (pictures[i + 1]?.atMs ?? toMs) - atMs,
    }));
    this.emit({ fromMs: first.atMs, toMs, samples });
  }
}
