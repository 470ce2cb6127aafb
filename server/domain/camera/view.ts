import { destination, distanceM, initialBearingDeg, type LonLat, normalDeg, turnDeg } from '../geo/geodesy.ts';

/** Mean radius of the Earth, metres (IUGG). */
const EARTH_M = 6_371_009;
/** Light bends down with the air: standard refraction, coefficient 0.13, makes the Earth look so much larger. */
const SEEN_EARTH_M = EARTH_M / (1 - 0.13);
const RAD = Math.PI / 180;
const MOST_STEPS = 60;

/** Where a camera stands and how it looks: the pinhole model, with one radial term for the lens. */
export interface CameraView extends LonLat {
  /** Lens above the water, metres, more than 0. */
  readonly heightM: number;
  /** Middle of the picture, degrees true. */
  readonly panDeg: number;
  /** Middle of the picture above the level, degrees, -90 to 90; negative looks down. */
  readonly tiltDeg: number;
  /** Picture turned clockwise, degrees. */
  readonly rollDeg: number;
  /** Horizontal field of view, degrees, more than 0 and less than 180. */
  readonly fovDeg: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Radial distortion k1 of the lens (Brown 1966), by the square of the distance from the middle in half widths; 0: none. */
  readonly k1: number;
}

/** A place in the picture, pixels from its upper left corner; it may lie outside of the frame. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Where something is, as the camera sees it. */
export interface Sighted extends Pixel {
  /** Along the water, metres. */
  readonly rangeM: number;
  readonly bearingDeg: number;
  /** Inside of the frame. */
  readonly isInFrame: boolean;
}

/** Angle below the level at which water is seen, degrees, for a lens at `heightM` and water `rangeM` away. */
export function depressionDeg(heightM: number, rangeM: number): number {
  return Math.atan2(heightM + rangeM ** 2 / (2 * SEEN_EARTH_M), rangeM) / RAD;
}

/** Angle of the sea horizon below the level, degrees. */
export const dipDeg = (heightM: number): number => Math.sqrt((2 * heightM) / SEEN_EARTH_M) / RAD;

/** Range of the sea horizon, metres. */
export const horizonM = (heightM: number): number => Math.sqrt(2 * heightM * SEEN_EARTH_M);

/** Where a point `aboveM` over the water is in the picture; null: behind the camera. */
export function project(view: CameraView, at: LonLat, aboveM = 0): Sighted | null {
  const rangeM = distanceM(view, at);
  const bearingDeg = initialBearingDeg(view, at);
  const pixel = pixelOf(view, bearingDeg, -depressionDeg(view.heightM - aboveM, rangeM));
  if (pixel === null) return null;
  const isInFrame = pixel.x >= 0 && pixel.y >= 0 && pixel.x < view.widthPx && pixel.y < view.heightPx;
  return { ...pixel, rangeM, bearingDeg, isInFrame };
}

/** Pixel of a direction: degrees true, degrees above the level. null: behind the camera, or so far aside that the model of the lens folds back. */
export function pixelOf(view: CameraView, bearingDeg: number, elevationDeg: number): Pixel | null {
  const [east, up, ahead] = axes(view, bearingDeg, elevationDeg);
  if (ahead <= 1e-6) return null;
  const focal = focalOf(view);
  const [x, y] = [east / ahead / focal, up / ahead / focal];
  const bend = view.k1 * (x * x + y * y);
  // r (1 + k1 r²) grows with r only up to k1 r² = -1/3: what is beyond would be seen inside of the picture
  if (bend < -1 / 3) return null;
  return rolled(view, x * (1 + bend), y * (1 + bend));
}

/** Direction of a pixel: degrees true, degrees above the level. */
export function directionOf(view: CameraView, { x, y }: Pixel): { bearingDeg: number; elevationDeg: number } {
  const half = view.widthPx / 2;
  const roll = -view.rollDeg * RAD;
  const [dx, dy] = [(x - half) / half, (view.heightPx / 2 - y) / half];
  const [bx, by] = [dx * Math.cos(roll) + dy * Math.sin(roll), dy * Math.cos(roll) - dx * Math.sin(roll)];
  // the bend is undone step by step, each nearer by the part that it bends there
  let [sx, sy] = [bx, by];
  for (let i = 0; i < MOST_STEPS; i++) {
    const bent = 1 + view.k1 * (sx * sx + sy * sy);
    const [nx, ny] = [bx / bent, by / bent];
    const step = Math.abs(nx - sx) + Math.abs(ny - sy);
    [sx, sy] = [nx, ny];
    if (step < 1e-12) break;
  }
  const focal = focalOf(view);
  const tilt = view.tiltDeg * RAD;
  const [east, up] = [sx * focal, sy * focal];
  const ahead = Math.cos(tilt) - up * Math.sin(tilt);
  const above = Math.sin(tilt) + up * Math.cos(tilt);
  const bearingDeg = normalDeg(view.panDeg + Math.atan2(east, ahead) / RAD);
  return { bearingDeg, elevationDeg: Math.atan2(above, Math.hypot(east, ahead)) / RAD };
}

/** The water that is seen at a pixel, with its range in metres; null: sky. */
export function waterAt(view: CameraView, pixel: Pixel): (LonLat & { readonly rangeM: number }) | null {
  const { bearingDeg, elevationDeg } = directionOf(view, pixel);
  const slope = Math.tan(-elevationDeg * RAD);
  // h + d²/2R = d tan(e), the nearer of two places
  const inside = slope ** 2 - (2 * view.heightM) / SEEN_EARTH_M;
  if (slope <= 0 || inside < 0) return null;
  const rangeM = SEEN_EARTH_M * (slope - Math.sqrt(inside));
  return { ...destination(view, bearingDeg, rangeM), rangeM };
}

/** The horizon across the picture, from its left edge to its right; empty: not in the picture. */
export function horizonLine(view: CameraView, points = 9): Pixel[] {
  const dip = -dipDeg(view.heightM);
  const bearings = Array.from({ length: points }, (_, i) => view.panDeg + view.fovDeg * (i / (points - 1) - 0.5));
  const line = bearings.flatMap((bearing) => pixelOf(view, bearing, dip) ?? []);
  return line.some(({ y }) => y >= 0 && y <= view.heightPx) ? line : [];
}

/** Vertical field of view, degrees. */
export function verticalFovDeg({ fovDeg, widthPx, heightPx }: CameraView): number {
  return (2 * Math.atan((Math.tan((fovDeg / 2) * RAD) * heightPx) / widthPx)) / RAD;
}

/** Tangent of half the field: what one half width of the picture is at unit distance. */
const focalOf = ({ fovDeg }: CameraView): number => Math.tan((fovDeg / 2) * RAD);

/** A direction as a vector to the right, up and ahead in the camera's own frame, before roll. */
function axes(view: CameraView, bearingDeg: number, elevationDeg: number): [number, number, number] {
  const off = turnDeg(view.panDeg, bearingDeg) * RAD;
  const elevation = elevationDeg * RAD;
  const tilt = view.tiltDeg * RAD;
  const level = Math.cos(elevation) * Math.cos(off);
  const above = Math.sin(elevation);
  return [
    Math.cos(elevation) * Math.sin(off),
    above * Math.cos(tilt) - level * Math.sin(tilt),
    level * Math.cos(tilt) + above * Math.sin(tilt),
  ];
}

function rolled({ rollDeg, widthPx, heightPx }: CameraView, x: number, y: number): Pixel {
  const roll = rollDeg * RAD;
  const half = widthPx / 2;
  const rx = x * Math.cos(roll) + y * Math.sin(roll);
  const ry = y * Math.cos(roll) - x * Math.sin(roll);
  return { x: half + rx * half, y: heightPx / 2 - ry * half };
}
