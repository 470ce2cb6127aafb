import { aisTrackId, parseAisTrackId, parseRadarTrackId, radarTrackId } from '../track/track-id.ts';

/** Keys of AIS craft: the MMSI in the low 32 bits, craft on one MMSI counted above them. */
const PER_ORDINAL = 2 ** 32;
/** Keys of tracks that radar alone sees: their number, from here on; below are those of AIS craft. */
const RADAR = 2 ** 42;

/**
 * The number that stands for a track in history, 1 to 2^53 - 1: it can be told without asking the database. Throws a RangeError
 * where the text is no track id.
 */
export function trackKeyOf(trackId: string): number {
  const radar = parseRadarTrackId(trackId);
  if (radar !== null) return radarTrackKey(radar);
  const ais = parseAisTrackId(trackId);
  if (ais === null) throw new RangeError(`trackId must be one of a track, got ${JSON.stringify(trackId)}`);
  return aisTrackKey(ais.mmsi, ais.ordinal);
}

/** As `trackKeyOf`, from the parts of the id. `ordinal`: 1 for the first craft on its MMSI. */
export const aisTrackKey = (mmsi: number, ordinal: number): number => (ordinal - 1) * PER_ORDINAL + mmsi;

/** As `trackKeyOf`, by the number of a track that radar alone sees. */
export const radarTrackKey = (number: number): number => RADAR + number;

/** True: the key of a track that radar alone saw. */
export const isRadarKey = (key: number): boolean => key >= RADAR;

/** The track id that a key stands for. */
export const trackIdOfKey = (key: number): string =>
  isRadarKey(key) ? radarTrackId(key - RADAR) : aisTrackId(mmsiOfKey(key), Math.floor(key / PER_ORDINAL) + 1);

/** MMSI of the craft that a key stands for; 0: it is on no AIS. */
export const mmsiOfKey = (key: number): number => (isRadarKey(key) ? 0 : key % PER_ORDINAL);

/** True: the text is the id of a track, which may or may not exist. */
export const isTrackId = (trackId: string): boolean =>
  parseAisTrackId(trackId) !== null || parseRadarTrackId(trackId) !== null;
