import { FIX_SOURCES, type FixSource, type OwnFix } from './own-fix.ts';

/** A source is trusted before all lower ones as long as its newest fix is not older than this, ms: three of its usual gaps. */
const PATIENCE_MS: Readonly<Record<FixSource, number>> = { gps: 10_000, tablet: 30_000, device: 90_000, ais: 180_000 };
/** Told so much after it was made, a fix is late. */
const LATE_MS = 15_000;
/** A fix from further ahead than this has a wrong clock. */
const AHEAD_MS = 60_000;
/** A boat unheard for so long is silent. */
export const SILENT_MS = 180_000;

/** live: the newest of its source. late: it fills the trail. again: known already. ahead: its time has not come, it is refused. */
export type Heard = 'live' | 'late' | 'again' | 'ahead';

/** The positions of one boat from all its sources, as one track. */
export class OwnTrack {
  private readonly newest = new Map<FixSource, OwnFix>();

  hear(fix: OwnFix): Heard {
    if (fix.fixMs > fix.receivedMs + AHEAD_MS) return 'ahead';
    const before = this.newest.get(fix.source);
    if (before !== undefined && fix.fixMs === before.fixMs) return 'again';
    if (before !== undefined && fix.fixMs < before.fixMs) return 'late';
    this.newest.set(fix.source, fix);
    return fix.receivedMs - fix.fixMs > LATE_MS ? 'late' : 'live';
  }

  /** The fix to show: of the most trusted source that is heard, else the newest of all; null: none yet. */
  best(nowMs: number): OwnFix | null {
    let newest: OwnFix | null = null;
    for (const source of FIX_SOURCES) {
      const fix = this.newest.get(source);
      if (fix === undefined) continue;
      if (nowMs - fix.fixMs <= PATIENCE_MS[source]) return fix;
      if (newest === null || fix.fixMs > newest.fixMs) newest = fix;
    }
    return newest;
  }

  /** When each source was last true, epoch ms, the most trusted first. */
  sources(): { readonly source: FixSource; readonly fixMs: number }[] {
    return FIX_SOURCES.flatMap((source) => {
      const fix = this.newest.get(source);
      return fix === undefined ? [] : [{ source, fixMs: fix.fixMs }];
    });
  }

  /** Epoch ms of the newest fix of any source; null: never heard. */
  get lastMs(): number | null {
    return this.newest.size === 0 ? null : Math.max(...[...this.newest.values()].map(({ fixMs }) => fixMs));
  }

  /** Live fixes are kept this far apart in a trail, or where the course has changed. */
  static isKept(before: OwnFix | null, fix: OwnFix): boolean {
    if (before === null) return true;
    const gapMs = fix.fixMs - before.fixMs;
    if (gapMs < 1_000) return false;
    const turnDeg = Math.abs((((fix.cogDeg ?? 0) - (before.cogDeg ?? 0) + 540) % 360) - 180);
    return gapMs >= ((fix.sogKn ?? 0) < 1 ? 60_000 : 5_000) || ((fix.sogKn ?? 0) >= 1 && turnDeg > 10);
  }
}
