import type { AisMessage } from './message.ts';

/** Units of lon and lat in a degree (1/10,000 minute). */
const UNITS_PER_DEGREE = 600_000;

/** Value of a key of a report; null: not available. */
export type ReportValue = string | number | boolean | null;
/** A message as plain JSON: only the keys its type has. */
export type AisReport = Record<string, ReportValue>;

/** MMSI as the nine digits it is written with. */
export const mmsiText = (mmsi: number): string => String(mmsi).padStart(9, '0');

/** Degrees east to 7 places (about 1 cm); null: 181 or anything else that is no longitude. */
export const lonDeg = (lon: number): number | null => degrees(lon, 180);
/** Degrees north to 7 places; null: 91 or anything else that is no latitude. */
export const latDeg = (lat: number): number | null => degrees(lat, 90);

function degrees(value: number, most: number): number | null {
  return Math.abs(value) > most * UNITS_PER_DEGREE ? null : Math.round((value / UNITS_PER_DEGREE) * 1e7) / 1e7;
}

/**
 * Rate of turn in degrees a minute, starboard positive, to 3 places: (indicator / 4.733)^2 (ITU-R M.1371-5, table 48); ±126 is
 * "708 or more". ±127 comes from ships without a turn indicator and means "more than 5 degrees in 30 s": the bound, ±10. -128: null.
 */
export function rotDegPerMin(rot: number): number | null {
  if (rot === -128) return null;
  if (Math.abs(rot) === 127) return Math.sign(rot) * 10;
  // + 0 makes a plain zero of -0
  return (Math.sign(rot) * Math.round((rot / 4.733) ** 2 * 1000)) / 1000 + 0;
}

/** Knots: tenths, whole knots in type 9; 1022 is "or more"; 1023: null. */
const speedKn = (m: AisMessage): number | null => (m.sog >= 1023 ? null : m.type === 9 ? m.sog : m.sog / 10);
const courseDeg = (m: AisMessage): number | null => (m.cog >= 3600 ? null : m.cog / 10);
const headingDeg = (m: AisMessage): number | null => (m.heading >= 360 ? null : m.heading);
/** 61-63 are kept: they say why there is no second. */
const utcSecond = (m: AisMessage): number | null => (m.utcSecond === 60 ? null : m.utcSecond);
const orNull = <T extends number | string>(value: T): T | null => (value ? value : null);

function head(m: AisMessage): AisReport {
  return {
    type: m.type,
    mmsi: mmsiText(m.mmsi),
    repeat: m.repeat,
    channel: m.channel === 0 ? null : String.fromCharCode(m.channel),
    station: orNull(m.station),
    tMs: Number.isNaN(m.tagMs) ? null : m.tagMs,
  };
}

function position(m: AisMessage): AisReport {
  return { lon: lonDeg(m.lon), lat: latDeg(m.lat), accuracy: m.accuracy === 1 };
}

function motion(m: AisMessage): AisReport {
  return { ...position(m), sogKn: speedKn(m), cogDeg: courseDeg(m) };
}

/** Length and beam are each unknown where both of their halves are 0. */
function dimensions(m: AisMessage): AisReport {
  const hasLength = m.toBow + m.toStern > 0;
  const hasBeam = m.toPort + m.toStarboard > 0;
  return {
    toBowM: hasLength ? m.toBow : null,
    toSternM: hasLength ? m.toStern : null,
    toPortM: hasBeam ? m.toPort : null,
    toStarboardM: hasBeam ? m.toStarboard : null,
  };
}

const classA = (m: AisMessage): AisReport => ({
  ...motion(m),
  headingDeg: headingDeg(m),
  rotDegPerMin: rotDegPerMin(m.rot),
  navStatus: m.navStatus,
  utcSecond: utcSecond(m),
});

const staticA = (m: AisMessage): AisReport => ({
  name: orNull(m.name),
  callsign: orNull(m.callsign),
  imo: orNull(m.imo),
  shipType: orNull(m.shipType),
  ...dimensions(m),
  draughtM: m.draught === 0 ? null : m.draught / 10,
  destination: orNull(m.destination),
  etaMonth: m.etaMonth >= 1 && m.etaMonth <= 12 ? m.etaMonth : null,
  etaDay: orNull(m.etaDay),
  etaHour: m.etaHour < 24 ? m.etaHour : null,
  etaMinute: m.etaMinute < 60 ? m.etaMinute : null,
});

const classB = (m: AisMessage): AisReport => ({ ...motion(m), headingDeg: headingDeg(m), utcSecond: utcSecond(m) });

const classBExtended = (m: AisMessage): AisReport => ({
  ...classB(m),
  name: orNull(m.name),
  shipType: orNull(m.shipType),
  ...dimensions(m),
});

const aid = (m: AisMessage): AisReport => ({
  ...position(m),
  utcSecond: utcSecond(m),
  name: orNull(m.name),
  ...dimensions(m),
  aidType: orNull(m.aidType),
  virtual: m.virtual === 1,
  offPosition: m.offPosition === 1,
});

const sarAircraft = (m: AisMessage): AisReport => ({
  ...motion(m),
  utcSecond: utcSecond(m),
  altitudeM: m.altitude >= 4095 ? null : m.altitude,
});

function staticB(m: AisMessage): AisReport {
  if (m.part === 0) return { part: 'A', name: orNull(m.name) };
  return {
    part: 'B',
    callsign: orNull(m.callsign),
    shipType: orNull(m.shipType),
    ...dimensions(m),
    mothershipMmsi: m.mothershipMmsi === 0 ? null : mmsiText(m.mothershipMmsi),
  };
}

const REPORTS: Readonly<Record<number, (m: AisMessage) => AisReport>> = {
  1: classA,
  2: classA,
  3: classA,
  4: position,
  5: staticA,
  9: sarAircraft,
  11: position,
  14: (m) => ({ text: orNull(m.text) }),
  18: classB,
  19: classBExtended,
  21: aid,
  24: staticB,
  27: (m) => ({ ...motion(m), navStatus: m.navStatus }),
};

/** The message with units as plain values, null where not available; a copy that may be kept. */
export function reportOf(message: AisMessage): AisReport {
  const body = REPORTS[message.type];
  if (!body) throw new RangeError(`type ${message.type}: not one that is decoded`);
  return { ...head(message), ...body(message) };
}
