import { storyMoments } from '../../../server/domain/story/moments.ts';
import { datumAt } from '../../../server/domain/story/night.ts';
import { storyScript } from '../../../server/domain/story/script.ts';
import type { Fleet } from '../fleet.ts';
import type { Vessel } from '../vessel.ts';
import { allowedOf } from './roles.ts';

const MINUTE_MS = 60_000;
const round5 = (deg: number): number => Math.round(deg * 1e5) / 1e5;

/** One vessel of the bay while she is in a slot of the fleet, cut to the span told; epoch ms. */
interface Present {
  readonly slot: number;
  readonly mmsi: string | null;
  readonly name: string;
  readonly group: string;
  readonly ais: Vessel['ais'];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Who is who and what happened when, for whoever scores what was made of the bay's sentences. */
export function truthOf(fleet: Fleet, { fromMs, toMs }: { fromMs: number; toMs: number }) {
  const { night, seed, variant, faults, drags } = fleet;
  const overlaps = (span: { fromMs: number; toMs: number }) => span.fromMs < toMs && span.toMs > fromMs;
  const vessels = Array.from({ length: fleet.size }, (_, slot) => presents(fleet, slot, { fromMs, toMs })).flat();
  return {
    simulation: true,
    seed,
    variant,
    fromMs,
    toMs,
    night: {
      isCanonical: night.isCanonical,
      mother: night.mother.name,
      boat: night.boat.label,
      drift: night.drift,
      drop: { lon: night.drop.lon, lat: night.drop.lat, atMs: night.times.drop },
      datumWhenLifted: datumAt(night, night.times.lifts),
      times: night.times,
    },
    moments: storyMoments(seed),
    script: storyScript(seed),
    parts: fleet.parts,
    decoys: fleet.decoys.map((decoy) => ({ ...decoy, alertAllowed: allowedOf(decoy.role) })),
    silences: faults.silences.filter(overlaps),
    jumps: faults.jumps.filter(overlaps),
    misnomers: faults.misnomers.filter(overlaps),
    drags: drags.filter(overlaps),
    vessels,
    /** Craft that send nothing, minute by minute: epoch ms, lon, lat. */
    silentTracks: vessels
      .filter(({ ais }) => ais === 'none')
      .map((each) => ({ slot: each.slot, points: pointsOf(fleet, each) })),
  };
}

function presents(fleet: Fleet, slot: number, { fromMs, toMs }: { fromMs: number; toMs: number }): Present[] {
  const found: Present[] = [];
  let craft: Vessel['craft'] | undefined;
  for (let tMs = fromMs; tMs < toMs; ) {
    const vessel = fleet.vessel(slot, tMs);
    const untilMs = Math.min(toMs, Math.max(vessel.untilMs, tMs + 1));
    const last = found.at(-1);
    if (last && craft?.mmsi === vessel.craft.mmsi && craft.name === vessel.craft.name) {
      found[found.length - 1] = { ...last, toMs: untilMs };
    } else {
      const { mmsi, name } = vessel.craft;
      const { group, ais } = vessel;
      const number = mmsi === 0 ? null : String(mmsi).padStart(9, '0');
      found.push({ slot, mmsi: number, name, group, ais, fromMs: tMs, toMs: untilMs });
    }
    craft = vessel.craft;
    tMs = untilMs;
  }
  return found;
}

function pointsOf(fleet: Fleet, { slot, fromMs, toMs }: Present): [number, number, number][] {
  const points: [number, number, number][] = [];
  for (let tMs = fromMs; tMs < toMs; tMs += MINUTE_MS) {
    const { lon, lat } = fleet.vessel(slot, tMs).pose;
    points.push([tMs, round5(lon), round5(lat)]);
  }
  return points;
}
