/** Positions of one track, oldest first, a column a property; columns may be replaced at any change. */
export interface TrailRow {
  readonly trackId: string;
  readonly size: number;
  /** Message time, epoch ms, ascending. */
  readonly atMs: Float64Array;
  /** 1/600,000 degree. */
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  /** Tenths of a knot; NONE_16: not sent. */
  readonly sog: Uint16Array;
  /** Tenths of a degree true; NONE_16: not sent. */
  readonly cog: Uint16Array;
  /** 1: nothing was heard between the position before and this one. */
  readonly gapBefore: Uint8Array;
  /** Another number after every change that is more than positions added at the end. */
  readonly revision: number;
}

export interface ShownTrail {
  readonly row: TrailRow;
  /** Of the selected or the followed vessel: drawn in full, its times written beside it. */
  readonly focus: boolean;
}

/** The trails to draw. */
export interface TrailSource {
  readonly shown: readonly ShownTrail[];
  /** How far back they reach, ms; what is older is not drawn. */
  readonly spanMs: number;
  /** Called after every change; returns how to stop it. */
  onChange(listener: () => void): () => void;
}
