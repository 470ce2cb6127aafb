interface HeadInput {
  /** Nine digits. */
  readonly mmsi: string;
  /** Repeat indicator 0-3; left out: 0. */
  readonly repeat?: number;
}

/** Where it is; lon and lat in degrees, null: not available. */
export interface PositionInput {
  /** -180 to 180, rounded to 1/600,000 degree. */
  readonly lon: number | null;
  /** -90 to 90. */
  readonly lat: number | null;
  /** true: better than 10 m. */
  readonly accuracy: boolean;
}

interface MotionInput extends HeadInput, PositionInput {
  /** 0 to 1000, rounded to a tenth; above 102.2 is sent as 102.2, "or more". */
  readonly sogKn: number | null;
  /** 0-360 true, rounded to a tenth. */
  readonly cogDeg: number | null;
  /** 0-360 true, rounded to a degree. */
  readonly headingDeg: number | null;
  /** UTC second of the position, 0-59; 61-63 as the ITU has them; null: not available. */
  readonly utcSecond: number | null;
}

/** Position of a class A vessel. */
export interface ClassAInput extends MotionInput {
  readonly type: 1 | 2 | 3;
  /** 0-15. */
  readonly navStatus: number;
  /** Degrees a minute, starboard positive; at most what the indicator can say, ±708. */
  readonly rotDegPerMin: number | null;
}

/** Position of a class B vessel. */
export interface ClassBInput extends MotionInput {
  readonly type: 18;
}

/** Base station. */
export interface BaseStationInput extends HeadInput, PositionInput {
  readonly type: 4;
  /** Its clock, epoch ms, sent in whole seconds. */
  readonly utcMs: number | null;
}

/** Metres from the antenna, bow and stern 0-511, sides 0-63. */
export interface DimensionsInput {
  readonly toBowM: number | null;
  readonly toSternM: number | null;
  readonly toPortM: number | null;
  readonly toStarboardM: number | null;
}

/** Static and voyage data of a class A vessel. */
export interface StaticAInput extends HeadInput, DimensionsInput {
  readonly type: 5;
  /** Seven digits; null: none. */
  readonly imo: number | null;
  /** At most 7 characters of six-bit ASCII (capitals, digits, space and signs but `@`). */
  readonly callsign: string | null;
  /** At most 20. */
  readonly name: string | null;
  /** 0-255. */
  readonly shipType: number | null;
  /** 0-25.5, rounded to a tenth. */
  readonly draughtM: number | null;
  /** At most 20. */
  readonly destination: string | null;
  readonly etaMonth: number | null;
  readonly etaDay: number | null;
  readonly etaHour: number | null;
  readonly etaMinute: number | null;
}

/** Aid to navigation. */
export interface AidInput extends HeadInput, PositionInput, DimensionsInput {
  readonly type: 21;
  /** 0-31. */
  readonly aidType: number | null;
  /** At most 34 characters. */
  readonly name: string | null;
  readonly utcSecond: number | null;
  readonly offPosition: boolean;
  readonly virtual: boolean;
}

/** Static data of a class B vessel, part A. */
export interface StaticBNameInput extends HeadInput {
  readonly type: 24;
  readonly part: 'A';
  readonly name: string | null;
}

/** Static data of a class B vessel, part B; auxiliary craft (98xxxxxxx) send the MMSI of the mother ship in place of dimensions. */
export interface StaticBShipInput extends HeadInput, DimensionsInput {
  readonly type: 24;
  readonly part: 'B';
  readonly shipType: number | null;
  readonly callsign: string | null;
  readonly mothershipMmsi: string | null;
}

export type StaticBInput = StaticBNameInput | StaticBShipInput;

/** What the encoder can say; values with units, null: not available. */
export type AisInput = ClassAInput | ClassBInput | BaseStationInput | StaticAInput | AidInput | StaticBInput;
