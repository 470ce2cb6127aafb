import { Injectable } from '@nestjs/common';
import type { Box, PictureGeoJson, TrackProperties } from '../contract/picture.ts';
import { latDeg, lonDeg, mmsiText } from '../domain/ais/report.ts';
import { POSITION_FLAG, type Position } from '../domain/history/positions.ts';
import { isRadarKey, trackIdOfKey } from '../domain/history/track-key.ts';
import { expectedIntervalMs } from '../domain/track/interval.ts';
import { FLAG, KINDS, STATES } from '../domain/track/kind.ts';
import { goneAfterMs, stateAfter } from '../domain/track/lifetime.ts';
import type { KnownTrack } from '../domain/track/refill.ts';
import { parseAisTrackId } from '../domain/track/track-id.ts';
import { NONE_16 } from '../domain/track/track-table.ts';
import { GONE } from './batch.ts';
import { PastStore, type PastTrack } from './past.store.ts';

/** More than one message was heard of whatever has a position and is not told gone. */
const SEVERAL = 2;

/** The picture as it was: the same tracks with the same properties as GET /api/v1/picture.geojson gave then. */
@Injectable()
export class PastPicture {
  constructor(private readonly store: PastStore) {}

  async at(atMs: number, box: Box | null): Promise<Omit<PictureGeoJson, 'simulation'>> {
    const tracks = await this.store.tracks(atMs);
    return {
      type: 'FeatureCollection',
      features: tracks
        .filter((track) => isThere(track, atMs))
        .map((track) => {
          const properties = propertiesOf(track, atMs);
          const coordinates = [lonDeg(track.position.lon) ?? 0, latDeg(track.position.lat) ?? 0] as const;
          return {
            type: 'Feature',
            id: properties.trackId,
            geometry: { type: 'Point', coordinates },
            properties,
          } as const;
        })
        .filter(({ geometry: { coordinates } }) => box === null || isInside(coordinates, box)),
    };
  }

  /** The tracks that a picture which begins anew at `nowMs` must hold; what radar alone sees it finds again by itself. */
  async known(nowMs: number): Promise<KnownTrack[]> {
    const tracks = (await this.store.tracks(nowMs)).filter((track) => !isRadarKey(track.key) && isThere(track, nowMs));
    const keys = tracks.map(({ key }) => key);
    const [changes, sources] = await Promise.all([this.store.changes(keys, nowMs), this.store.sources()]);
    return tracks.map(({ key, mmsi, kind, firstMs, position, identity }): KnownTrack => {
      const { sog, cog, heading, rot, navStatus, lon, lat, flags } = inTable(position);
      const { feed, station } = sources.get(position.source) ?? { feed: '', station: '' };
      return {
        mmsi,
        ordinal: parseAisTrackId(trackIdOfKey(key))?.ordinal ?? 1,
        kind,
        fixMs: position.atMs,
        ...{ lon, lat, sog, cog, heading, rot, navStatus },
        accurate: (flags & POSITION_FLAG.accurate) !== 0,
        coarse: (flags & POSITION_FLAG.coarse) !== 0,
        feed,
        station,
        firstSeenMs: firstMs,
        identity,
        changes: changes.get(key) ?? [],
      };
    });
  }
}

/** In the units of the track table. */
function inTable(position: Position): Position {
  const known = (value: number): number => (value < 0 ? NONE_16 : value);
  const { sog, cog, heading } = position;
  return { ...position, sog: known(sog), cog: known(cog), heading: known(heading) };
}

const intervalOf = ({ kind, position }: PastTrack): number => {
  const { sog, rot, navStatus } = inTable(position);
  return expectedIntervalMs({ kind, navStatus, sog, rot });
};

/** It was in the picture: not told gone since, and not silent for so long that it was. */
function isThere(track: PastTrack, atMs: number): boolean {
  const { said, position, kind } = track;
  if (said !== null && said.state === GONE && said.atMs >= position.atMs) return false;
  return atMs - position.atMs <= goneAfterMs(kind, intervalOf(track), SEVERAL);
}

function propertiesOf(track: PastTrack, atMs: number): TrackProperties {
  const { key, mmsi, kind, position, identity, said, suspect } = track;
  const flags = said?.flags ?? 0;
  const part = (value: number, per: number): number | null => (value < 0 ? null : value / per);
  const length = (identity?.toBow ?? 0) + (identity?.toStern ?? 0);
  const beam = (identity?.toPort ?? 0) + (identity?.toStarboard ?? 0);
  return {
    trackId: trackIdOfKey(key),
    mmsi: isRadarKey(key) ? null : mmsiText(mmsi),
    name: identity?.name ?? null,
    callsign: identity?.callsign ?? null,
    kind: KINDS[kind] ?? 'vessel-a',
    state: STATES[stateAfter(atMs - position.atMs, kind, intervalOf(track))] ?? 'lost',
    sogKn: part(position.sog, 10),
    cogDeg: part(position.cog, 10),
    headingDeg: part(position.heading, 1),
    shipType: identity?.shipType ?? null,
    navStatus: position.navStatus === 15 ? null : position.navStatus,
    lengthM: length > 0 ? length : null,
    beamM: beam > 0 ? beam : null,
    fixMs: position.atMs,
    lastSeenMs: position.atMs,
    suspect,
    sharedMmsi: (flags & FLAG.sharedMmsi) !== 0,
    restored: (flags & FLAG.restored) !== 0 && (said?.atMs ?? 0) > position.atMs,
    noReceptionSinceMs: (flags & FLAG.noReception) !== 0 ? (said?.atMs ?? null) : null,
    radar: (flags & FLAG.radar) !== 0,
    byRadar: (flags & FLAG.byRadar) !== 0,
    possibleSwap: (flags & FLAG.possibleSwap) !== 0,
  };
}

const isInside = ([lon, lat]: readonly [number, number], { west, south, east, north }: Box): boolean =>
  lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east);
