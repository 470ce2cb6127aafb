import { aisTrackId, parseAisTrackId } from '../track/track-id.ts';

/** Keys of AIS craft: the MMSI in the low 32 bits, craft on one MMSI counted above them. */
const PER_ORDINAL = 2 ** 32;

/**
 * The number that stands for a track in history, 1 to 2^53 - 1: it can be told without asking the database. Throws a RangeError
 * where the text is no track id.
 */
export function trackKeyOf(trackId: string): number {
  const ais = parseAisTrackId(trackId);
  if (ais === null) throw new RangeError(`trackId must be one of an AIS craft, got ${JSON.stringify(trackId)}`);
  return aisTrackKey(ais.mmsi, ais.ordinal);
}

/** As `trackKeyOf`, from the parts of the id. `ordinal`: 1 for the first craft on its MMSI. */
export const aisTrackKey = (mmsi: number, ordinal: number): number => (ordinal - 1) * PER_ORDINAL + mmsi;

/** The track id that a key stands for. */
export const trackIdOfKey = (key: number): string => aisTrackId(mmsiOfKey(key), Math.floor(key / PER_ORDINAL) + 1);

/** MMSI of the craft that a key stands for. */
export const mmsiOfKey = (key: number): number => key % PER_ORDINAL;
