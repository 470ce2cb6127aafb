/**
 * The live picture on the wire, little-endian throughout:
 *
 *     header      44 bytes
 *     rows        `rowCount` times 44 bytes, see ROW
 *     gone        `goneCount` times a u32: keys of tracks that left the view or the picture, unless the same frame has a row of them
 *     identities  `identityCount` records of varying length: key u32, mmsi u32, bytes of trackId u8, bytes of name u8, trackId, name
 *
 * Rows, gone keys and identities are each one run of records, so that a server may join runs encoded once for many readers.
 */

/** "MHFR" read as a little-endian u32. */
export const FRAME_MAGIC = 0x5246_484d;
/** Raised at every change of the layout. */
export const FRAME_VERSION = 2;

/** Kinds of frame in the order of their code: a snapshot replaces all that the reader holds, a delta changes it. */
export const FRAME_KINDS = ['snapshot', 'delta'] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

/** Byte offsets of the header's fields. */
export const HEADER = {
  magic: 0,
  version: 4,
  kind: 5,
  tickMs: 8,
  sequence: 16,
  inView: 20,
  total: 24,
  rowCount: 28,
  goneCount: 32,
  identityCount: 36,
  identityBytes: 40,
} as const;
export const HEADER_BYTES = 44;

/** Byte offsets of a row's fields (39 is free); ages are milliseconds before the frame's tick. */
export const ROW = {
  key: 0,
  lon: 4,
  lat: 8,
  heardAgeMs: 12,
  lastSeenAgeMs: 16,
  intervalMs: 20,
  sog: 24,
  cog: 26,
  heading: 28,
  toBow: 30,
  toStern: 32,
  rot: 34,
  navStatus: 35,
  shipType: 36,
  kind: 37,
  state: 38,
  toPort: 40,
  toStarboard: 41,
  flags: 42,
} as const;
export const ROW_BYTES = 44;

/** Age of what was never heard. */
export const NEVER = 0xffff_ffff;

/** Bytes of an identity before its texts. */
export const IDENTITY_BYTES = 10;
/** Most bytes of UTF-8 that trackId and name may each have. */
export const LONGEST_TEXT = 255;
