/**
 * One decoded AIS message in the units of ITU-R M.1371-5, raw: what a type does not carry stands at "not available". The decoder
 * fills one object again and again: copy what you keep. Plain values with units and nulls: see `report.ts`.
 */
export class AisMessage {
  /** 1-27. */
  type = 0;
  repeat = 0;
  mmsi = 0;
  /** Character code of the channel as sent (65 A, 66 B, 49 '1', ...); 0: empty. */
  channel = 0;
  /** Station of the TAG block (`s:`); empty: none. */
  station = '';
  /** Time of the TAG block (`c:`), epoch ms; NaN: none. */
  tagMs = Number.NaN;
  /** 1/600,000 degree; 108,600,000: not available. */
  lon = 108_600_000;
  /** 1/600,000 degree; 54,600,000: not available. */
  lat = 54_600_000;
  /** Tenths of a knot (whole knots in type 9), 1022: 102.2 or more, 1023: not available. */
  sog = 1023;
  /** Tenths of a degree, 3600 and above: not available. */
  cog = 3600;
  /** Degrees, 360 and above: not available. */
  heading = 511;
  /** Rate-of-turn indicator, -128: not available. */
  rot = -128;
  navStatus = 15;
  accuracy = 0;
  /** UTC second 0-59; 60: not available; 61 manual, 62 dead reckoning, 63 inoperative. */
  utcSecond = 60;
  /** Metres (type 9); 4095: not available. */
  altitude = 4095;
  imo = 0;
  shipType = 0;
  toBow = 0;
  toStern = 0;
  toPort = 0;
  toStarboard = 0;
  /** Tenths of a metre; 0: not available. */
  draught = 0;
  etaMonth = 0;
  etaDay = 0;
  etaHour = 24;
  etaMinute = 60;
  /** UTC of a base station (types 4 and 11). */
  year = 0;
  month = 0;
  day = 0;
  hour = 24;
  minute = 60;
  second = 60;
  /** Type 24: 0 part A, 1 part B. */
  part = 0;
  aidType = 0;
  virtual = 0;
  offPosition = 0;
  mothershipMmsi = 0;
  name = '';
  callsign = '';
  destination = '';
  /** Safety text (type 14). */
  text = '';

  /** Sets all that a type may carry back to "not available"; the head (type to tagMs) is written with every message. */
  clear(): void {
    this.lon = 108_600_000;
    this.lat = 54_600_000;
    this.sog = 1023;
    this.cog = 3600;
    this.heading = 511;
    this.rot = -128;
    this.navStatus = 15;
    this.accuracy = 0;
    this.utcSecond = 60;
    this.altitude = 4095;
    this.imo = 0;
    this.shipType = 0;
    this.toBow = 0;
    this.toStern = 0;
    this.toPort = 0;
    this.toStarboard = 0;
    this.draught = 0;
    this.etaMonth = 0;
    this.etaDay = 0;
    this.etaHour = 24;
    this.etaMinute = 60;
    this.year = 0;
    this.month = 0;
    this.day = 0;
    this.hour = 24;
    this.minute = 60;
    this.second = 60;
    this.part = 0;
    this.aidType = 0;
    this.virtual = 0;
    this.offPosition = 0;
    this.mothershipMmsi = 0;
    this.name = '';
    this.callsign = '';
    this.destination = '';
    this.text = '';
  }
}
