import { beamMs, bearingOf } from './illumination.ts';
import { Target } from './target.ts';
import { TargetNumbers } from './target-numbers.ts';

const radians = (deg: number): number => (deg * Math.PI) / 180;

/** Echoes after which a target is sure (status T, not Q). */
const SURE_AFTER = 3;
/** Scans without an echo a target is kept; one more and it is lost. Unsure ones go sooner. */
const KEPT_MISSES = 5;
const KEPT_MISSES_UNSURE = 2;

/** One target as a site reports it in one scan, with the truth about it. */
export interface RadarEcho {
  /** Of the measurement, epoch ms, whole hundredths of a second. Of a lost target: when the beam passed where it was expected. */
  readonly tMs: number;
  readonly siteName: string;
  /** 0 to 99; numbers come round again, and two targets of a site far apart may have the same. */
  readonly targetNumber: number;
  /** From the site as measured, metres and degrees true; of a lost target as expected. */
  readonly rangeM: number;
  readonly bearingDeg: number;
  /** As the sensor reckons them, some half a minute late; knots, degrees true; NaN: not told. */
  readonly sogKn: number;
  readonly cogDeg: number;
  /** T: followed. Q: not yet sure. L: lost, said once. */
  readonly status: 'T' | 'Q' | 'L';
  /** Truth: the slots of the fleet the echo is of, the biggest first. Empty: of nothing (a false echo, a lost target). */
  readonly slots: readonly number[];
}

/** An echo of one scan, measured. */
export interface Detection {
  readonly tMs: number;
  readonly rangeM: number;
  readonly bearingDeg: number;
  /** Empty: a false echo. */
  readonly slots: readonly number[];
  /** Whom a target follows: the slots, or the key below 0 of a false echo. Never empty. */
  readonly keys: readonly number[];
}

/** Numbers and follows the targets of one site, as the tracker behind a radar does. */
export class Tracker {
  private readonly targets = new Map<number, Target>();
  private readonly numbers = new TargetNumbers();

  constructor(private readonly siteName: string) {}

  /** What is reported of a scan. */
  follow(detections: readonly Detection[], scanMs: number): RadarEcho[] {
    const echoes = detections.map((detection) => this.take(detection));
    const seen = new Set(echoes.map(({ target }) => target));
    const lost: RadarEcho[] = [];
    for (const target of this.targets.values()) {
      if (seen.has(target)) continue;
      target.misses++;
      if (target.misses <= (target.hits >= SURE_AFTER ? KEPT_MISSES : KEPT_MISSES_UNSURE)) continue;
      this.targets.delete(target.key);
      lost.push(this.lost(target, scanMs));
    }
    return [...echoes.map(({ echo }) => echo), ...lost];
  }

  /** The numbers of two craft change places, where both are followed. */
  exchange(slotA: number, slotB: number): void {
    const [a, b] = [this.targets.get(slotA), this.targets.get(slotB)];
    if (!a || !b) return;
    [a.number, b.number] = [b.number, a.number];
  }

  /** Forgets all targets: the sensor was off. */
  clear(): void {
    this.targets.clear();
  }

  private take(detection: Detection): { target: Target; echo: RadarEcho } {
    const { tMs, rangeM, bearingDeg, keys } = detection;
    const [xM, yM] = [rangeM * Math.sin(radians(bearingDeg)), rangeM * Math.cos(radians(bearingDeg))];
    let target = this.known(keys);
    if (target) target.update(xM, yM, tMs);
    else {
      target = new Target(keys[0] as number, this.numbers.give(xM, yM, this.targets.values()), xM, yM, tMs);
      this.targets.set(target.key, target);
    }
    return { target, echo: this.echo(target, detection, target.hits >= SURE_AFTER ? 'T' : 'Q') };
  }

  /** The target that goes on with an echo: of two that became one, the bigger's. */
  private known(keys: readonly number[]): Target | undefined {
    for (const key of keys) {
      const target = this.targets.get(key);
      if (target) return target;
    }
    return undefined;
  }

  /** Field by field, for a night has some ten million of them. */
  private echo(
    { number, sogKn, cogDeg }: Target,
    { tMs, rangeM, bearingDeg, slots }: Pick<RadarEcho, 'tMs' | 'rangeM' | 'bearingDeg' | 'slots'>,
    status: RadarEcho['status'],
  ): RadarEcho {
    const { siteName } = this;
    return { tMs, siteName, targetNumber: number, rangeM, bearingDeg, sogKn, cogDeg, status, slots };
  }

  private lost(target: Target, scanMs: number): RadarEcho {
    const about = target.expected(scanMs);
    const bearingDeg = bearingOf(about.xM, about.yM);
    const tMs = beamMs(scanMs, bearingDeg);
    const rangeM = Math.hypot(about.xM, about.yM);
    return this.echo(target, { tMs, rangeM, bearingDeg, slots: [] }, 'L');
  }
}
