/** Why a field of a JSON line was refused: the field, or `json` for what is no JSON object. */
export type JsonRefusal =
  | 'json'
  | 'json-unknown'
  | 'json-site'
  | 'json-id'
  | 'json-tMs'
  | 'json-lon'
  | 'json-lat'
  | 'json-sogKn'
  | 'json-cogDeg'
  | 'json-quality';

/** Why a field of a sentence was refused. */
export type FieldRefusal =
  /** The number of the target is missing or none of 0-9999. */
  | 'target'
  /** Not a distance of 0 to 100 nm, or a position further than that from the site. */
  | 'range'
  /** No bearing of 0-360. */
  | 'bearing'
  /** A bearing from the heading of the sensor: a radar on land has none. */
  | 'relative'
  /** Speed not 0-1000 in the units told, or course not 0-360. */
  | 'speed'
  | 'course'
  /** Not K, N or S. */
  | 'units'
  /** Not L, Q or T. */
  | 'status'
  /** Latitude or longitude missing, out of range or without its hemisphere. */
  | 'position';

/** Why a line gave no plot. */
export type RadarRefusal =
  | FieldRefusal
  | JsonRefusal
  | 'checksum'
  | 'malformed'
  /** A line longer than any real one. */
  | 'too-long'
  /** A TAG block that does not end. */
  | 'tag'
  /** The TAG block was dropped, its checksum being wrong or missing; the rest of the line was taken. */
  | 'tag-checksum'
  /** The time in the sentence was dropped, being none; the rest was taken. */
  | 'utc';
