import { destination, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Land } from '../../../server/domain/geo/land.ts';
import type { Vessel } from '../vessel.ts';

/** What radars look at; a `Fleet` is one. */
export interface RadarWorld {
  readonly seed: number;
  readonly bay: { readonly land: Land };
  at(tMs: number): readonly Pick<Vessel, 'slot' | 'craft' | 'pose'>[];
}

/** A hull at a moment: the middle of it, unlike a pose, which is the place of the AIS antenna. Metres, knots, degrees true. */
export interface Hull extends LonLat {
  readonly slot: number;
  readonly lengthM: number;
  readonly beamM: number;
  readonly headingDeg: number;
  readonly sogKn: number;
  readonly cogDeg: number;
  readonly rotDegPerMin: number;
}

const KEPT = 4;

/** The hulls of the world at a time, reckoned once for all radars that ask. */
export class Hulls {
  private readonly kept = new Map<number, readonly Hull[]>();

  constructor(private readonly world: RadarWorld) {}

  get seed(): number {
    return this.world.seed;
  }

  get land(): Land {
    return this.world.bay.land;
  }

  at(tMs: number): readonly Hull[] {
    const known = this.kept.get(tMs);
    if (known) return known;
    const hulls = this.world.at(tMs).map(hullOf);
    if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value ?? 0);
    this.kept.set(tMs, hulls);
    return hulls;
  }
}

function hullOf({ slot, craft, pose }: Pick<Vessel, 'slot' | 'craft' | 'pose'>): Hull {
  const ahead = destination(pose, pose.headingDeg, (craft.toBowM - craft.toSternM) / 2);
  const middle = destination(ahead, pose.headingDeg + 90, (craft.toStarboardM - craft.toPortM) / 2);
  return {
    slot,
    lengthM: craft.lengthM,
    beamM: craft.toPortM + craft.toStarboardM,
    lon: middle.lon,
    lat: middle.lat,
    headingDeg: pose.headingDeg,
    sogKn: pose.sogKn,
    cogDeg: pose.cogDeg,
    rotDegPerMin: pose.rotDegPerMin,
  };
}
