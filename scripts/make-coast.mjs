// Makes server/domain/geo/data/japan-coast.json from the npm package @geo-maps/earth-coastlines-10m (OpenStreetMap, ODbL).
// Run by hand when the source changes: `node scripts/make-coast.mjs PATH/TO/map.geo.json` (unpack it with `npm pack`);
// the result is committed, so nobody else needs the 37 MB source.
import { readFileSync, writeFileSync } from 'node:fs';

/** Seas around Japan: west, south, east, north in degrees. */
const BOX = [122, 20, 154, 46.5];
/** 1e-5 degree is about a metre; the source is good to ten. */
const PLACES = 1e5;
const source = process.argv[2];
if (!source) throw new Error('usage: node scripts/make-coast.mjs PATH/TO/map.geo.json');

const rounded = (value) => Math.round(value * PLACES) / PLACES;

/** One step of Sutherland-Hodgman: keeps the part of a ring on one side of an axis-parallel line. */
function cut(ring, { axis, at, sign }) {
  const out = [];
  let previous = ring.at(-1);
  for (const point of ring) {
    const isIn = sign * (point[axis] - at) >= 0;
    if (isIn !== sign * (previous[axis] - at) >= 0) {
      const share = (at - previous[axis]) / (point[axis] - previous[axis]);
      const other = previous[1 - axis] + share * (point[1 - axis] - previous[1 - axis]);
      out.push(axis === 0 ? [at, other] : [other, at]);
    }
    if (isIn) out.push(point);
    previous = point;
  }
  return out;
}

function clipped(ring) {
  const sides = [
    { axis: 0, at: BOX[0], sign: 1 },
    { axis: 0, at: BOX[2], sign: -1 },
    { axis: 1, at: BOX[1], sign: 1 },
    { axis: 1, at: BOX[3], sign: -1 },
  ];
  let out = ring;
  for (const side of sides) if (out.length > 0) out = cut(out, side);
  const rounds = out.map((point) => point.map(rounded));
  const kept = rounds.filter((p, i) => i === 0 || p[0] !== rounds[i - 1][0] || p[1] !== rounds[i - 1][1]);
  if (kept.length < 3) return null;
  const [first, last] = [kept[0], kept.at(-1)];
  if (first[0] !== last[0] || first[1] !== last[1]) kept.push(first);
  return kept.length < 4 ? null : kept;
}

function* polygonsOf(geometry) {
  if (geometry.type === 'Polygon') yield geometry.coordinates;
  if (geometry.type === 'MultiPolygon') yield* geometry.coordinates;
  for (const part of geometry.geometries ?? []) yield* polygonsOf(part);
}

const read = JSON.parse(readFileSync(source, 'utf8'));
const geometries = read.features ? read.features.map((feature) => feature.geometry) : [read];
const polygons = [];
for (const geometry of geometries) {
  for (const [outer, ...holes] of polygonsOf(geometry)) {
    const shore = clipped(outer);
    if (shore) polygons.push([shore, ...holes.map(clipped).filter(Boolean)]);
  }
}
const out = {
  type: 'Feature',
  properties: {
    attribution: '© OpenStreetMap contributors (ODbL 1.0)',
    source: '@geo-maps/earth-coastlines-10m 0.6.0',
  },
  geometry: { type: 'MultiPolygon', coordinates: polygons },
};
writeFileSync('server/domain/geo/data/japan-coast.json', `${JSON.stringify(out)}\n`);
console.log(`${polygons.length} polygons, ${polygons.flat().reduce((n, ring) => n + ring.length, 0)} points`);
