import type { Lit } from './illumination.ts';

const radians = (deg: number): number => (deg * Math.PI) / 180;

/** The cell: what lies within it of each other gives one echo. Half a pulse of 0.2 microseconds; an antenna of some 2.7 m. */
const CELL_RANGE_M = 30;
const BEAM_DEG = 0.8;
/** Half the longest hull and a cell: what is further apart in range is not looked at. */
const WINDOW_M = 240;

/** What the receiver sees as one: a craft, or several too near to each other; the biggest first. */
export interface Blob {
  readonly parts: readonly [Lit, ...Lit[]];
  /** East and north of the site: the middle of the parts, weighted by how much they send back. */
  readonly xM: number;
  readonly yM: number;
  readonly chance: number;
}

/** Joins the craft of a scan that the cell does not tell apart. `lit` is in order of range. */
export function resolve(lit: readonly Lit[]): Blob[] {
  const joins: { big: number; small: number }[] = [];
  for (let i = 0; i < lit.length; i++) {
    const near = lit[i] as Lit;
    for (let j = i + 1; j < lit.length; j++) {
      const far = lit[j] as Lit;
      if (far.rangeM - near.rangeM > WINDOW_M) break;
      const isNearBigger = isBigger(near, far);
      if (isOne(isNearBigger ? near : far, isNearBigger ? far : near))
        joins.push(isNearBigger ? { big: i, small: j } : { big: j, small: i });
    }
  }
  joins.sort((a, b) => order(lit[a.big] as Lit, lit[b.big] as Lit) || order(lit[a.small] as Lit, lit[b.small] as Lit));
  return joined(lit, joins);
}

/** The biggest take what is in their cell; what is taken takes nothing, so that a row of ships does not become one. */
function joined(lit: readonly Lit[], joins: readonly { big: number; small: number }[]): Blob[] {
  const taken = new Set<number>();
  const others = new Map<number, Lit[]>();
  for (const { big, small } of joins) {
    if (taken.has(big) || taken.has(small) || others.has(small)) continue;
    taken.add(small);
    others.set(big, [...(others.get(big) ?? []), lit[small] as Lit]);
  }
  const blobs: Blob[] = [];
  lit.forEach((lead, i) => {
    if (!taken.has(i)) blobs.push(blobOf([lead, ...(others.get(i) ?? [])]));
  });
  return blobs;
}

const order = (a: Lit, b: Lit): number => b.hull.lengthM - a.hull.lengthM || a.hull.slot - b.hull.slot;
const isBigger = (a: Lit, b: Lit): boolean => order(a, b) < 0;

/** True where the middle of the smaller is within a cell of the hull of the bigger. Two big hulls end to end keep two peaks. */
function isOne(big: Lit, small: Lit): boolean {
  const [dx, dy] = [small.xM - big.xM, small.yM - big.yM];
  const crossM = radians(BEAM_DEG) * big.rangeM;
  const reachM = big.hull.lengthM / 2 + crossM + CELL_RANGE_M;
  if (Math.abs(dx) > reachM || Math.abs(dy) > reachM) return false;
  const [hx, hy] = [Math.sin(radians(big.hull.headingDeg)), Math.cos(radians(big.hull.headingDeg))];
  const along = beyond(dx * hx + dy * hy, big.hull.lengthM / 2);
  const across = beyond(dx * hy - dy * hx, (big.hull.beamM + small.hull.beamM) / 2);
  const [gx, gy] = [along * hx + across * hy, along * hy - across * hx];
  const [sx, sy] = [big.xM / big.rangeM, big.yM / big.rangeM];
  return Math.abs(gx * sx + gy * sy) < CELL_RANGE_M && Math.abs(gx * sy - gy * sx) < crossM;
}

const beyond = (value: number, limit: number): number => value - Math.max(-limit, Math.min(limit, value));

function blobOf(parts: readonly [Lit, ...Lit[]]): Blob {
  let [sum, xM, yM, missed] = [0, 0, 0, 1];
  for (const { hull, chance, ...at } of parts) {
    // the radar cross-section grows about with the square of the length
    const weight = hull.lengthM * hull.lengthM;
    sum += weight;
    xM += weight * at.xM;
    yM += weight * at.yM;
    missed *= 1 - chance;
  }
  return { parts, xM: xM / sum, yM: yM / sum, chance: 1 - missed };
}
