import { AisMessage } from '../../server/domain/ais/message.ts';
import { UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import type { PictureService } from '../../server/picture/picture.service.ts';

/** A ship as tests hear it, without a socket. */
export interface HeardShip {
  readonly mmsi: number;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly sogKn?: number;
  readonly cogDeg?: number;
  readonly navStatus?: number;
  /** Time in its TAG block, epoch ms; not given: none. */
  readonly tagMs?: number;
  readonly station?: string;
}

/** The picture hears a class A position report at `atMs`. */
export function hearShip(picture: PictureService, ship: HeardShip, atMs: number): void {
  const { mmsi, lonDeg, latDeg, sogKn = 10, cogDeg = 0, navStatus = 0, tagMs = atMs, station = 'north' } = ship;
  const message = Object.assign(new AisMessage(), {
    type: 1,
    mmsi,
    lon: Math.round(lonDeg * UNITS_PER_DEGREE),
    lat: Math.round(latDeg * UNITS_PER_DEGREE),
    sog: Math.round(sogKn * 10),
    cog: Math.round(cogDeg * 10),
    heading: 511,
    navStatus,
    tagMs,
  });
  picture.hear({ message, feed: 'bay', station, receivedMs: atMs });
}

/** The picture hears its name and destination (type 5) at `atMs`. */
export function hearName(picture: PictureService, mmsi: number, name: string, destination: string, atMs: number): void {
  const message = Object.assign(new AisMessage(), {
    type: 5,
    mmsi,
    name,
    destination,
    callsign: 'JAAA',
    imo: 9_074_729,
    shipType: 70,
    toBow: 80,
    toStern: 18,
    toPort: 8,
    toStarboard: 7,
    etaMonth: 11,
    etaDay: 2,
    etaHour: 4,
    etaMinute: 30,
    draught: 64,
  });
  picture.hear({ message, feed: 'bay', station: 'north', receivedMs: atMs });
}
