/** A place in the picture, parts of it from its left and upper edge. */
export interface InPicture {
  readonly x: number;
  readonly y: number;
}

const rad = (deg: number): number => (deg * Math.PI) / 180;

/** How a place lies off the middle of a picture, degrees to the right and up: of a lens without distortion. */
function off(
  { x, y }: InPicture,
  fovDeg: number,
  aspect: number,
): { readonly panDeg: number; readonly tiltDeg: number } {
  const half = Math.tan(rad(fovDeg) / 2);
  const right = Math.atan((x - 0.5) * 2 * half);
  const up = Math.atan(((0.5 - y) * 2 * half) / aspect);
  return { panDeg: (right * 180) / Math.PI, tiltDeg: (up * 180) / Math.PI };
}

/** Turns a camera so that the place is in the middle. `aspect`: width by height. */
export const toMiddle = (at: InPicture, fovDeg: number, aspect: number) => ({
  to: 'by' as const,
  ...off(at, fovDeg, aspect),
  fovFactor: 1,
});

/** Turns a camera so that what was at `from` is at `to`, as if the picture were drawn along. */
export function dragged(from: InPicture, to: InPicture, fovDeg: number, aspect: number) {
  const [a, b] = [off(from, fovDeg, aspect), off(to, fovDeg, aspect)];
  return { to: 'by' as const, panDeg: a.panDeg - b.panDeg, tiltDeg: a.tiltDeg - b.tiltDeg, fovFactor: 1 };
}
