/** Rows `from` to before `to` may have changed; `from` = `to`: none. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** What the map reads of the picture: a column a property, units as in the server's `TrackTable`. Columns may be replaced at any change. */
export interface TrackRows {
  /** Rows ever used; a free one has `key` 0. */
  readonly size: number;
  readonly key: Uint32Array;
  readonly mmsi: Uint32Array;
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  readonly sog: Uint16Array;
  readonly cog: Uint16Array;
  readonly heading: Uint16Array;
  readonly rot: Int8Array;
  readonly navStatus: Uint8Array;
  readonly shipType: Uint8Array;
  readonly kind: Uint8Array;
  readonly state: Uint8Array;
  readonly flags: Uint16Array;
  readonly toBow: Uint16Array;
  readonly toStern: Uint16Array;
  readonly toPort: Uint8Array;
  readonly toStarboard: Uint8Array;
  readonly heardMs: Float64Array;
  readonly intervalMs: Uint32Array;
  /** null: not known. */
  readonly names: readonly (string | null)[];
  readonly trackIds: readonly string[];
}

/** Rows that tell of their changes. */
export interface TrackSource extends TrackRows {
  onChange(listener: (change: RowRange) => void): () => void;
  /** Row of a track; -1: not there. */
  rowOfTrack(trackId: string): number;
}
