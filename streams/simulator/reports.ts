import type {
  AidInput,
  AisInput,
  BaseStationInput,
  ClassAInput,
  ClassBInput,
} from '../../server/domain/ais/encoder-input.ts';
import { destination, type LonLat, normalDeg } from '../../server/domain/geo/geodesy.ts';
import { wave } from './random.ts';
import type { Vessel } from './vessel.ts';

const MMSI_DIGITS = 9;
const text = (mmsi: number): string => String(mmsi).padStart(MMSI_DIGITS, '0');

/** A GPS that wanders by some two metres over half a minute. */
function measured({ heardAt, slot }: Vessel, tMs: number): LonLat {
  const awayM = 1.6 * (1 + wave(tMs, 31_000, slot * 0.37));
  return destination(heardAt, 180 * (1 + wave(tMs, 47_000, slot * 0.73)), awayM);
}

/** Position report of a vessel as she is at `tMs`: type 1 under way, 3 at rest, 18 of class B; null: nothing is heard of her. */
export function positionReport(vessel: Vessel, tMs: number): ClassAInput | ClassBInput | null {
  if (!vessel.transmits) return null;
  const { pose, craft, navStatus } = vessel;
  const { lon, lat } = measured(vessel, tMs);
  const drift = 0.06 * (1 + wave(tMs, 23_000, vessel.slot * 0.51));
  const common = {
    mmsi: text(craft.mmsi),
    lon,
    lat,
    accuracy: vessel.slot % 3 !== 0,
    sogKn: Math.max(0, pose.sogKn + (pose.sogKn < 0.3 ? drift : drift - 0.06)),
    cogDeg: normalDeg(pose.cogDeg),
    utcSecond: Math.floor(tMs / 1000) % 60,
  };
  // few small craft have a compass on their AIS
  if (vessel.ais === 'B') return { ...common, type: 18, headingDeg: vessel.slot % 4 === 0 ? pose.headingDeg : null };
  const isStaying = navStatus === 1 || navStatus === 5;
  const rotDegPerMin = vessel.craft.lengthM < 50 ? null : pose.rotDegPerMin;
  return { ...common, type: isStaying ? 3 : 1, navStatus, headingDeg: pose.headingDeg, rotDegPerMin };
}

/** Static data of a vessel: type 5 of class A, both parts of type 24 of class B; empty: nothing is heard of her. */
export function staticReports(vessel: Vessel): AisInput[] {
  const { craft, voyage, heardName } = vessel;
  if (!vessel.transmits) return [];
  const common = {
    mmsi: text(craft.mmsi),
    callsign: craft.callsign,
    shipType: craft.shipType,
    toBowM: craft.toBowM,
    toSternM: craft.toSternM,
    toPortM: craft.toPortM,
    toStarboardM: craft.toStarboardM,
  };
  if (vessel.ais === 'B') {
    return [
      { type: 24, part: 'A', mmsi: common.mmsi, name: heardName },
      { ...common, type: 24, part: 'B', mothershipMmsi: null },
    ];
  }
  const eta = voyage.etaMs > 0 ? new Date(voyage.etaMs) : null;
  return [
    {
      ...common,
      type: 5,
      imo: craft.imo || null,
      name: heardName,
      draughtM: craft.draughtM,
      destination: voyage.destination,
      etaMonth: eta ? eta.getUTCMonth() + 1 : null,
      etaDay: eta ? eta.getUTCDate() : null,
      etaHour: eta ? eta.getUTCHours() : null,
      etaMinute: eta ? eta.getUTCMinutes() : null,
    },
  ];
}

/** A shore station: receives, and sends type 4. */
export interface Station extends LonLat {
  readonly name: string;
  readonly mmsi: number;
}

/** The two receivers of the bay. */
export const STATIONS = {
  south: { name: 'kannonzaki', mmsi: 4_319_901, lon: 139.7453, lat: 35.2561 },
  north: { name: 'honmoku', mmsi: 4_319_902, lon: 139.6694, lat: 35.4458 },
} as const satisfies Record<string, Station>;

/** The receiver that hears a place best. */
export const stationFor = ({ lat }: LonLat): Station => (lat < 35.33 ? STATIONS.south : STATIONS.north);

export function baseReport(station: Station, tMs: number): BaseStationInput {
  const { lon, lat } = station;
  return { type: 4, mmsi: text(station.mmsi), lon, lat, accuracy: true, utcMs: Math.floor(tMs / 1000) * 1000 };
}

/** A buoy, a light or a mark that exists on charts only. */
export interface Aid extends LonLat {
  readonly mmsi: number;
  readonly name: string;
  readonly aidType: number;
  readonly virtual: boolean;
}

/** The bay's aids with AIS: those of the scenario, and virtual marks at the ends of the traffic routes. */
export function aidsOf(points: readonly (LonLat & { readonly name: string })[]): Aid[] {
  const real = points.map(({ lon, lat, name }, i) => ({
    lon,
    lat,
    name: name
      .toUpperCase()
      .replace(/LIGHTHOUSE|LIGHT/, 'LT')
      .replace('BREAKWATER', 'BKWTR')
      .slice(0, 34),
    mmsi: 994_311_901 + i,
    // fixed light, or a special mark as lateral sides are not in the source
    aidType: /light|end/i.test(name) ? 5 : 30,
    virtual: false,
  }));
  const marks = [
    { name: 'V-AIS URAGA SOUTH', lon: 139.7767, lat: 35.2 },
    { name: 'V-AIS NAKANOSE SOUTH', lon: 139.7385, lat: 35.319 },
    { name: 'V-AIS NAKANOSE NORTH', lon: 139.7715, lat: 35.417 },
    { name: 'V-AIS URAGA NORTH', lon: 139.718, lat: 35.336 },
  ];
  return [...real, ...marks.map((mark, i) => ({ ...mark, mmsi: 994_316_901 + i, aidType: 20, virtual: true }))];
}

export function aidReport(aid: Aid, tMs: number): AidInput {
  const { lon, lat, name, aidType, virtual } = aid;
  const utcSecond = Math.floor(tMs / 1000) % 60;
  const size = virtual ? 0 : 2;
  const sides = { toBowM: size, toSternM: size, toPortM: size, toStarboardM: size };
  return {
    type: 21,
    mmsi: text(aid.mmsi),
    lon,
    lat,
    accuracy: true,
    name,
    aidType,
    utcSecond,
    offPosition: false,
    virtual,
    ...sides,
  };
}
