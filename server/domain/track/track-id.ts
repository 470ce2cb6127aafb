import { mmsiText } from '../ais/report.ts';

/** Stable text of the track of a craft on AIS. `ordinal`: 1 for the first craft on its MMSI, 2 for the second, ... */
export const aisTrackId = (mmsi: number, ordinal: number): string =>
  ordinal > 1 ? `a-${mmsiText(mmsi)}-${ordinal}` : `a-${mmsiText(mmsi)}`;

const AIS_TRACK_ID = /^a-(\d{9,10})(?:-([2-9]))?$/;

/** MMSI and ordinal in a `trackId`; null: it is not one of an AIS craft. */
export function parseAisTrackId(trackId: string): { readonly mmsi: number; readonly ordinal: number } | null {
  const parts = AIS_TRACK_ID.exec(trackId);
  return parts === null ? null : { mmsi: Number(parts[1]), ordinal: Number(parts[2] ?? 1) };
}

/** Stable text of a track that radar alone sees, by its number. */
export const radarTrackId = (number: number): string => `r-${number.toString(36)}`;

const RADAR_TRACK_ID = /^r-([0-9a-z]{1,10})$/;

/** Number in the `trackId` of a track that radar alone sees; null: it is not one. */
export function parseRadarTrackId(trackId: string): number | null {
  const parts = RADAR_TRACK_ID.exec(trackId);
  const number = Number.parseInt(parts?.[1] ?? '', 36);
  return Number.isSafeInteger(number) && radarTrackId(number) === trackId ? number : null;
}
