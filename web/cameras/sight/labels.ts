import type { Camera } from '../../../server/contract/camera.ts';
import type { TrackInView } from '../../../server/contract/camera-aim.ts';
import { type CameraView, type Pixel, project } from '../../../server/domain/camera/view.ts';
import { destination } from '../../../server/domain/geo/geodesy.ts';
import { knotsToMps } from '../../../server/domain/units.ts';

/** Two ships nearer to each other in the picture than this cannot be told apart, part of its width. */
const APART = 0.022;
/** The label points at this height of a ship, metres. */
const ABOVE_M = 5;

/** A ship in the picture. */
export interface Label extends Pixel {
  readonly trackId: string;
  /** null: it has no name, or more than one ship fits here. */
  readonly name: string | null;
  /** Ships that fit here, 1 and up. */
  readonly ships: number;
  readonly rangeM: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
  /** Since it was heard, ms. */
  readonly ageMs: number;
  /** How wrong it may be, pixels to each side. */
  readonly errorPx: number;
}

/** The camera as it looks now, for pictures of this size. */
export function viewOf(camera: Camera, widthPx: number, heightPx: number): CameraView {
  const { lon, lat, heightM, panDeg, tiltDeg, fovDeg } = camera;
  return { lon, lat, heightM, panDeg, tiltDeg, fovDeg, rollDeg: 0, k1: 0, widthPx, heightPx };
}

/** Where tracks are in a picture of `atMs` (epoch ms), left to right. Where two or more fit one place, one label without a name. */
export function labelsOf(view: CameraView, tracks: readonly TrackInView[], atMs: number): Label[] {
  const focalPx = view.widthPx / (2 * Math.tan((view.fovDeg * Math.PI) / 360));
  const seen = tracks.flatMap(({ trackId, name, lon, lat, fixMs, sogKn, cogDeg, errorM }): Label[] => {
    const goneM = knotsToMps(sogKn ?? 0) * Math.max(0, (atMs - fixMs) / 1000);
    const at = project(view, destination({ lon, lat }, cogDeg ?? 0, goneM), ABOVE_M);
    if (at === null || !at.isInFrame) return [];
    const { x, y, rangeM } = at;
    const errorPx = (errorM / rangeM) * focalPx;
    return [{ trackId, name, ships: 1, x, y, rangeM, sogKn, cogDeg, ageMs: Math.max(0, atMs - fixMs), errorPx }];
  });
  return merged(
    seen.sort((a, b) => a.x - b.x),
    view.widthPx * APART,
  );
}

function merged(seen: readonly Label[], apartPx: number): Label[] {
  const labels: Label[] = [];
  for (const label of seen) {
    const last = labels.at(-1);
    if (last === undefined || label.x - last.x > apartPx || Math.abs(label.y - last.y) > apartPx) labels.push(label);
    else labels[labels.length - 1] = { ...nearer(last, label), name: null, ships: last.ships + 1 };
  }
  return labels;
}

const nearer = (a: Label, b: Label): Label => (a.rangeM <= b.rangeM ? a : b);

/** The label that a click at a pixel means; null: none. */
export function labelAt(labels: readonly Label[], at: Pixel, withinPx: number): Label | null {
  let [best, bestPx]: [Label | null, number] = [null, withinPx];
  for (const label of labels) {
    const away = Math.hypot(label.x - at.x, label.y - at.y);
    if (away < bestPx) [best, bestPx] = [label, away];
  }
  return best;
}
