import type { LonLat } from '../geo/geodesy.ts';

const at = (lat: number, lon: number): LonLat => ({ lon, lat });

/** Where the mother ship slows down, with the course on which she comes, degrees true. */
export interface ApproachSpot extends LonLat {
  readonly courseDeg: number;
}

/** Spots on the way in from the ocean to the Uraga traffic route. The first is the scenario's. */
export const APPROACH_SPOTS: readonly ApproachSpot[] = [
  { ...at(35.13, 139.735), courseDeg: 19.7 },
  { ...at(35.1412, 139.7423), courseDeg: 28 },
  { ...at(35.15, 139.748), courseDeg: 28 },
];

/** How the boat that fetches the float comes and goes. Every way begins or ends where the one before does. */
export interface BoatWays {
  readonly basin: LonLat;
  /** From the basin to where radar first takes her for what she is, southbound near the coast. */
  readonly outward: readonly LonLat[];
  /** On to where she lies in wait, unlit. */
  readonly onward: readonly LonLat[];
  /** From the float along the coast to where she shifts to the other side of the bay; without the float's own place. */
  readonly northward: readonly LonLat[];
  /** From there to the basin. */
  readonly homeward: readonly LonLat[];
}

/** The small basin of Kanazawa: the scenario's 35.345,139.640 is ashore on the chart's coast, its inlet opens 510 m south-east. */
const KANAZAWA = at(35.3408, 139.6423);
const NAGAURA = at(35.2996, 139.6425);
const FUTTSU = at(35.3195, 139.8192);
/** South along the Miura coast, round Kannonzaki, past Kurihama, to lie off Kaneda bay. */
const MIURA_SOUTH = [
  at(35.3, 139.69),
  at(35.282, 139.708),
  at(35.2685, 139.733),
  at(35.256, 139.7545),
  at(35.238, 139.743),
  at(35.216, 139.737),
  at(35.19, 139.708),
  at(35.17, 139.69),
];
const MIURA_NORTH = [at(35.2, 139.737), at(35.222, 139.735), at(35.24, 139.7435), at(35.256, 139.7545)];
/** Between the sea forts, over to the Futtsu side. */
const FUTTSU_SIDE = [at(35.275, 139.757), at(35.312, 139.757), at(35.345, 139.785)];

/** Basins with the ways of a boat that keeps hers there. The first is the scenario's, the last its mirror image on the Boso coast. */
export const BOAT_WAYS: readonly BoatWays[] = [
  {
    basin: KANAZAWA,
    outward: [KANAZAWA, at(35.3394, 139.6435), at(35.3394, 139.658), at(35.328, 139.67), at(35.3, 139.69)],
    onward: MIURA_SOUTH,
    northward: [...MIURA_NORTH, ...FUTTSU_SIDE],
    homeward: [at(35.345, 139.785), at(35.345, 139.69), at(35.3394, 139.658), at(35.3394, 139.6435), KANAZAWA],
  },
  {
    basin: NAGAURA,
    outward: [NAGAURA, at(35.3035, 139.6432), at(35.308, 139.647), at(35.309, 139.665), at(35.3, 139.69)],
    onward: MIURA_SOUTH,
    northward: [...MIURA_NORTH, ...FUTTSU_SIDE],
    homeward: [
      at(35.345, 139.785),
      at(35.346, 139.772),
      at(35.318, 139.69),
      at(35.309, 139.665),
      at(35.308, 139.647),
      at(35.3035, 139.6432),
      NAGAURA,
    ],
  },
  {
    basin: FUTTSU,
    outward: [FUTTSU, at(35.328, 139.812), at(35.333, 139.79), at(35.318, 139.757), at(35.295, 139.772), at(35.262, 139.842)],
    onward: [at(35.262, 139.842), at(35.232, 139.852), at(35.198, 139.812), at(35.165, 139.8)],
    northward: [at(35.178, 139.805), at(35.2, 139.818), at(35.235, 139.853), at(35.262, 139.842), at(35.29, 139.77), at(35.322, 139.718)],
    homeward: [at(35.322, 139.718), at(35.33, 139.757), at(35.336, 139.79), at(35.328, 139.812), FUTTSU],
  },
]; // biome-ignore format: ways
