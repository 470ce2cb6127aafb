import type { View } from '../../../server/contract/events.ts';

/** MMSI of vessel 0; the others count up. */
export const FIRST_MMSI = 431_000_000;
/** One vessel in so many is a probe: its course counts its reports, so that a reader can tell which sentence a row is from. */
export const PROBE_EVERY = 50;

/** The ten busiest ports of Japan, as lon, lat. */
const PORTS: readonly (readonly [number, number])[] = [
  [139.7, 35.45],
  [136.85, 35],
  [135.3, 34.6],
  [130.9, 33.95],
  [130.4, 33.65],
  [132.4, 34.3],
  [141, 38.3],
  [141.3, 42.6],
  [133.9, 34.4],
  [139, 37.95],
];
const COUNTRY = { west: 129, south: 30, east: 144, north: 44 };

/** mulberry32: numbers in [0, 1) from a seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Six of ten vessels near a port, the others anywhere in the seas around Japan. */
export function placeOf(random: () => number): [number, number] {
  if (random() >= 0.6) return [129 + random() * 15, 30 + random() * 14];
  const [lon, lat] = PORTS[Math.floor(random() * PORTS.length)] ?? [139.7, 35.45];
  const spread = (): number => random() + random() + random() + random() - 2;
  return [lon + spread() * 0.2, lat + spread() * 0.15];
}

/** Of ten consoles one shows the country, three a region, six a port. */
export function viewOf(client: number): View {
  const random = seeded(client + 1);
  const [lon, lat] = PORTS[Math.floor(client / 10) % PORTS.length] ?? [139.7, 35.45];
  if (client % 10 === 0) return { ...COUNTRY, trackId: null };
  const [halfWide, halfHigh] = client % 10 < 4 ? [1.5, 1.2] : [0.25, 0.2];
  const [x, y] = [lon + (random() - 0.5) * 0.3, lat + (random() - 0.5) * 0.3];
  return { west: x - halfWide, south: y - halfHigh, east: x + halfWide, north: y + halfHigh, trackId: null };
}
