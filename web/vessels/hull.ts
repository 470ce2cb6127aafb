/** Frames of the drawing, metres: a small boat stays small beside a large ship of the same frame. */
const FRAMES_M = [25, 50, 100, 200, 400, 1250];

export interface HullSize {
  readonly lengthM: number;
  readonly beamM: number;
  /** Antenna from the bow and from the port side; null: not told. */
  readonly toBowM: number | null;
  readonly toPortM: number | null;
}

export interface HullDrawing {
  /** Path of the outline, bow to the right, units of the view box. */
  readonly outline: string;
  readonly antenna: { readonly x: number; readonly y: number } | null;
  /** Length of the scale bar in units and what it stands for in metres. */
  readonly bar: { readonly width: number; readonly metres: number };
  readonly height: number;
}

const frameOf = (lengthM: number): number => FRAMES_M.find((frame) => frame >= lengthM) ?? lengthM;

/** Hull to scale in a box `width` wide: the usual ECDIS outline, its bow a fifth of the length and at most the beam. */
export function drawHull(size: HullSize, width: number): HullDrawing {
  if (!(size.lengthM > 0) || !(size.beamM > 0)) {
    throw new RangeError(`hull needs a length and a beam above 0, got ${size.lengthM} x ${size.beamM}`);
  }
  const frame = frameOf(size.lengthM);
  const perM = width / frame;
  const length = size.lengthM * perM;
  const beam = size.beamM * perM;
  const left = (width - length) / 2;
  const right = left + length;
  const shoulder = right - Math.min(length * 0.2, beam);
  const at = (x: number, y: number): string => `${x.toFixed(2)} ${y.toFixed(2)}`;
  const corners = [at(left, 0), at(shoulder, 0), at(right, beam / 2), at(shoulder, beam), at(left, beam)];
  const outline = `M${corners.join('L')}Z`;
  const known = size.toBowM !== null && size.toPortM !== null && (size.toBowM > 0 || size.toPortM > 0);
  const antenna = known ? { x: right - (size.toBowM ?? 0) * perM, y: (size.toPortM ?? 0) * perM } : null;
  return { outline, antenna, bar: { width: (frame / 5) * perM, metres: frame / 5 }, height: beam };
}
