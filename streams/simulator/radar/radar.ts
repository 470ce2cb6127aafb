import { normalDeg } from '../../../server/domain/geo/geodesy.ts';
import { horizonOf, type LandHorizon } from '../../../server/domain/geo/land-horizon.ts';
import { unit, wave } from '../random.ts';
import { ClosePasses } from './close-passes.ts';
import { falseEchoes } from './clutter.ts';
import { bearingOffsetDeg, isSilent, type RadarFault } from './fault.ts';
import { Hulls, type RadarWorld } from './hulls.ts';
import { beamMs, bearingOf, illuminated, type Lit } from './illumination.ts';
import { gaussian } from './noise.ts';
import { RADAR_SITES, SCAN_MS, type SensorSite } from './radar-site.ts';
import { type Blob, resolve } from './resolution.ts';
import { type Detection, type RadarEcho, Tracker } from './tracker.ts';

/** Ships from this length on do not send back from one point: the echo wanders along the hull by this share of the length. */
const WANDERS_FROM_M = 60;
const WANDERS_BY = 0.25;
const WANDER_MS = 27_000;
/** Chance that two targets that pass closely come out of it with each other's number. */
const EXCHANGE_CHANCE = 0.3;

const PURPOSE = { detected: 301, rangeError: 302, bearingError: 304, exchange: 306, wander: 307 };

export interface RadarOptions {
  /** Story time before the first scan. */
  readonly fromMs: number;
  readonly faults?: readonly RadarFault[];
}

/**
 * One radar site and its tracker. What the beam finds is a pure function of seed and story time; numbers, speeds and losses depend
 * on what was seen since the last `restart`, so that the same start gives the same reports.
 */
export class Radar {
  private readonly horizon: LandHorizon;
  private readonly faults: readonly RadarFault[];
  private tracker: Tracker;
  private passes = new ClosePasses();
  /** Number of the next scan. */
  private next = 0;
  /** Reports of the present scan that are not yet due, in order of time. */
  private waiting: RadarEcho[] = [];

  constructor(
    readonly site: SensorSite,
    private readonly hulls: Hulls,
    { fromMs, faults = [] }: RadarOptions,
  ) {
    this.horizon = horizonOf(hulls.land, site);
    this.faults = faults.filter((fault) => fault.site === site.name);
    this.tracker = new Tracker(site.name);
    this.restart(fromMs);
  }

  /** Begins anew, with no target, at the first scan that begins at or after a story time. */
  restart(fromMs: number): void {
    this.next = Math.ceil((fromMs - this.site.phaseMs) / SCAN_MS);
    this.tracker = new Tracker(this.site.name);
    this.passes = new ClosePasses();
    this.waiting = [];
  }

  /** When something is next reported or a scan begins, epoch ms of story time. */
  get nextMs(): number {
    return this.waiting[0]?.tMs ?? this.scanMs;
  }

  /** What is reported up to and with `untilMs`, in order of time. */
  *until(untilMs: number): Generator<RadarEcho> {
    while (this.nextMs <= untilMs) {
      const echo = this.waiting.shift();
      if (echo) yield echo;
      else this.waiting = this.scan();
    }
  }

  /** All reports of the next whole scan, in order of time. */
  scan(): RadarEcho[] {
    const { scanMs, site } = this;
    const number = this.next++;
    if (isSilent(this.faults, scanMs)) {
      this.tracker.clear();
      return [];
    }
    const hullsMs = Math.round((scanMs + SCAN_MS / 2) / SCAN_MS) * SCAN_MS;
    const lit = illuminated(this.hulls.at(hullsMs), { site, horizon: this.horizon, hullsMs, scanMs });
    this.exchangeNumbers(lit, number);
    const found = [...this.detected(lit, number), ...this.clutter(scanMs, number)];
    const echoes = this.tracker.follow(found, scanMs);
    return echoes.sort((a, b) => a.tMs - b.tMs || a.targetNumber - b.targetNumber);
  }

  private get scanMs(): number {
    return this.next * SCAN_MS + this.site.phaseMs;
  }

  private detected(lit: readonly Lit[], scan: number): Detection[] {
    const { seed } = this.hulls;
    const found: Detection[] = [];
    for (const blob of resolve(lit)) {
      const [lead] = blob.parts;
      if (unit(seed, this.site.id, scan, lead.hull.slot, PURPOSE.detected) >= blob.chance) continue;
      const slots = blob.parts.map(({ hull }) => hull.slot);
      const { xM, yM } = this.centroid(blob);
      const at = { tMs: lead.tMs, rangeM: Math.hypot(xM, yM), bearingDeg: bearingOf(xM, yM) };
      found.push(this.measured(at, { slots, keys: slots }, scan));
    }
    return found;
  }

  /** Where the echo of a blob is strongest. */
  private centroid({ parts: [lead], xM, yM }: Blob): { xM: number; yM: number } {
    const { slot, lengthM, headingDeg } = lead.hull;
    if (lengthM < WANDERS_FROM_M) return { xM, yM };
    const phase = unit(this.hulls.seed, this.site.id, slot, PURPOSE.wander);
    const aheadM = WANDERS_BY * lengthM * wave(lead.tMs, WANDER_MS, phase);
    const heading = (headingDeg * Math.PI) / 180;
    return { xM: xM + aheadM * Math.sin(heading), yM: yM + aheadM * Math.cos(heading) };
  }

  private clutter(scanMs: number, scan: number): Detection[] {
    return falseEchoes(this.hulls.seed, this.site, scan, this.horizon).map(({ key, rangeM, bearingDeg }) =>
      this.measured({ tMs: beamMs(scanMs, bearingDeg), rangeM, bearingDeg }, { slots: [], keys: [key] }, scan),
    );
  }

  private measured(
    { tMs, rangeM, bearingDeg }: Pick<Detection, 'tMs' | 'rangeM' | 'bearingDeg'>,
    { slots, keys }: Pick<Detection, 'slots' | 'keys'>,
    scan: number,
  ): Detection {
    const { seed } = this.hulls;
    const { id, rangeErrorM, bearingErrorDeg } = this.site;
    const [key = 0] = keys;
    const rangeOffM = rangeErrorM * gaussian(seed, id, scan, key, PURPOSE.rangeError);
    const bearingOffDeg = bearingErrorDeg * gaussian(seed, id, scan, key, PURPOSE.bearingError);
    return {
      tMs,
      rangeM: Math.max(1, rangeM + rangeOffM),
      bearingDeg: normalDeg(bearingDeg + bearingOffsetDeg(this.faults, tMs) + bearingOffDeg),
      slots,
      keys,
    };
  }

  private exchangeNumbers(lit: readonly Lit[], scan: number): void {
    for (const [a, b] of this.passes.over(lit)) {
      if (unit(this.hulls.seed, this.site.id, scan, a, b, PURPOSE.exchange) < EXCHANGE_CHANCE)
        this.tracker.exchange(a, b);
    }
  }
}

/** The radars of the bay over one world; they share its poses. */
export function radarsOf(world: RadarWorld, options: RadarOptions): Radar[] {
  const hulls = new Hulls(world);
  return RADAR_SITES.map((site) => new Radar(site, hulls, options));
}
