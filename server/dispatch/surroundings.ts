import { Injectable } from '@nestjs/common';
import { BoatsService } from '../boats/boats.service.ts';
import type { Boat } from '../contract/boat.ts';
import type { BoatNear, ShipNear, TabletPicture } from '../contract/tablet.ts';
import { distanceM, type LonLat } from '../domain/geo/geodesy.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../domain/track/track-table.ts';
import { METRES_PER_NM } from '../domain/units.ts';
import { PictureService } from '../picture/picture.service.ts';
import { Clock } from '../platform/clock.ts';
import { Waters } from './waters/waters.ts';

/** What a crew sees of the picture: near enough to matter, few enough for a narrow line. */
const SHIPS_WITHIN_M = 3 * METRES_PER_NM;
const BOATS_WITHIN_M = 30 * METRES_PER_NM;
const MOST_SHIPS = 24;
const HERSELF_M = 500;
/** On AIS, and no ships. */
const SEAMARKS: readonly string[] = ['base-station', 'aton', 'aton-virtual'];
const METRES_PER_DEGREE = 111_195;

/** What is round a boat, for her tablet. */
@Injectable()
export class Surroundings {
  constructor(
    private readonly boats: BoatsService,
    private readonly picture: PictureService,
    private readonly waters: Waters,
    private readonly clock: Clock,
  ) {}

  /** null: nobody knows where she is. */
  of(boatId: string): TabletPicture | null {
    const { position } = this.boats.boat(boatId);
    if (position === null) return null;
    const boats = this.boats.all();
    return {
      atMs: this.clock.nowMs(),
      boats: boats.flatMap((boat) => (boat.boatId === boatId ? [] : boatNear(boat, position))),
      ships: this.ships(position, boats),
      watersRevision: this.waters.revision,
    };
  }

  private ships(from: LonLat, boats: readonly Boat[]): ShipNear[] {
    const { table } = this.picture;
    const reachLat = (SHIPS_WITHIN_M / METRES_PER_DEGREE) * UNITS_PER_DEGREE;
    const reachLon = reachLat / Math.cos((from.lat * Math.PI) / 180);
    const [lon, lat] = [from.lon * UNITS_PER_DEGREE, from.lat * UNITS_PER_DEGREE];
    const near: { readonly row: number; readonly awayM: number }[] = [];
    for (let row = 0; row < table.size; row++) {
      const [x = NO_POSITION, y = NO_POSITION] = [table.lon[row], table.lat[row]];
      if (table.key[row] === 0 || Math.abs(x - lon) > reachLon || Math.abs(y - lat) > reachLat) continue;
      const at = { lon: x / UNITS_PER_DEGREE, lat: y / UNITS_PER_DEGREE };
      const awayM = distanceM(from, at);
      if (awayM <= SHIPS_WITHIN_M && !isOneOf(boats, table.mmsi[row] ?? 0, at)) near.push({ row, awayM });
    }
    near.sort((a, b) => a.awayM - b.awayM);
    return near.slice(0, MOST_SHIPS).flatMap(({ row }) => this.ship(row));
  }

  private ship(row: number): ShipNear[] {
    const { trackId, name, sogKn, cogDeg, fixMs, state, kind } = this.picture.view.properties(row);
    const place = this.picture.view.position(row);
    if (place === null || state === 'lost' || SEAMARKS.includes(kind)) return [];
    return [{ trackId, name, ...short(place), sogKn, cogDeg, fixMs }];
  }
}

/** The AIS of a boat of ours, where she is: elsewhere somebody has borrowed her MMSI, and must be seen. */
const isOneOf = (boats: readonly Boat[], mmsi: number, at: LonLat): boolean =>
  boats.some(
    (boat) =>
      boat.mmsi !== null &&
      Number(boat.mmsi) === mmsi &&
      boat.position !== null &&
      distanceM(boat.position, at) < HERSELF_M,
  );

function boatNear({ boatId, name, state, position }: Boat, from: LonLat): BoatNear[] {
  if (position === null || distanceM(position, from) > BOATS_WITHIN_M) return [];
  const { sogKn, cogDeg, fixMs } = position;
  return [{ boatId, name, state, ...short(position), sogKn, cogDeg, fixMs }];
}

/** To a metre: what goes over a narrow line is short. */
export const short = ({ lon, lat }: LonLat): LonLat => ({
  lon: Math.round(lon * 1e5) / 1e5,
  lat: Math.round(lat * 1e5) / 1e5,
});
