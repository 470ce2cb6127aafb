/** A piece of what plays: where it stands in the player's time, and when it was. */
export interface Piece {
  /** Seconds of the player. */
  readonly startS: number;
  readonly durationS: number;
  /** Epoch ms. */
  readonly atMs: number;
}

/** When the picture at `s` seconds of the player was, epoch ms; null: there is none. Pieces in order. */
export function wallAt(pieces: readonly Piece[], s: number): number | null {
  const piece = pieces.findLast(({ startS }) => startS <= s + 1e-6) ?? pieces[0];
  return piece === undefined ? null : piece.atMs + Math.min(piece.durationS, Math.max(0, s - piece.startS)) * 1000;
}

/** Seconds of the player at which `atMs` (epoch ms) is shown; in a gap, the first picture after it; null: nothing plays. */
export function secondsAt(pieces: readonly Piece[], atMs: number): number | null {
  const next = pieces.find(({ atMs: begin, durationS }) => atMs < begin + durationS * 1000);
  if (next !== undefined) return next.startS + Math.max(0, atMs - next.atMs) / 1000;
  const last = pieces.at(-1);
  return last === undefined ? null : last.startS + last.durationS - 0.001;
}
