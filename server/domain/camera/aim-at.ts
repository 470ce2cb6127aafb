import { distanceM, initialBearingDeg, type LonLat } from '../geo/geodesy.ts';
import { type Aim, canPanTo, type PtzMount } from './ptz.ts';
import { depressionDeg } from './view.ts';

/** What is looked at takes this part of the picture's width. */
const PART_OF_PICTURE = 0.2;
/** A craft of unknown size is taken for one of this length, metres. */
const USUAL_LENGTH_M = 40;
/** The middle of the picture is so much above the waterline of what is looked at, metres: half of her height. */
const ABOVE_M = 4;

/** Where a camera must look to see a place, and how far it is, metres. `lengthM` null: unknown; `errorM`: how wrong the place may be. */
export function aimAt(
  camera: LonLat & { readonly heightM: number },
  target: LonLat,
  { lengthM, errorM }: { readonly lengthM: number | null; readonly errorM: number },
): Aim & { readonly rangeM: number } {
  const rangeM = Math.max(1, distanceM(camera, target));
  const widthM = Math.max(lengthM ?? USUAL_LENGTH_M, 2 * errorM) / PART_OF_PICTURE;
  return {
    panDeg: initialBearingDeg(camera, target),
    tiltDeg: -depressionDeg(camera.heightM - ABOVE_M, rangeM),
    fovDeg: 2 * Math.atan2(widthM / 2, rangeM) * (180 / Math.PI),
    rangeM,
  };
}

/** Why a camera is of no use for a place. */
export type Unfit = 'offline' | 'beyond-range' | 'behind-land' | 'cannot-turn' | 'held';

/** A camera as it is now. */
export interface Candidate extends LonLat {
  readonly id: string;
  readonly heightM: number;
  /** How far it tells a craft from water now, metres. */
  readonly rangeM: number;
  readonly aim: Aim;
  /** null: it is fixed. */
  readonly ptz: PtzMount | null;
  readonly isUp: boolean;
  /** Somebody else steers it. */
  readonly isHeld: boolean;
  /** It follows something else. */
  readonly isBusy: boolean;
  /** True where its sight line to a bearing and range is over water. */
  readonly isOpen: (bearingDeg: number, rangeM: number) => boolean;
}

export interface Ranked {
  readonly id: string;
  readonly rangeM: number;
  readonly bearingDeg: number;
  /** It sees the place as it stands. */
  readonly isInView: boolean;
  /** Empty: it can be used. */
  readonly unfit: readonly Unfit[];
}

/** A fixed camera cannot come closer, and one that follows another craft should go on with it: so much of its range each is worth. */
const FIXED_COST = 0.3;
const BUSY_COST = 0.4;

/** Cameras for a place, the best first: near for what it can see at night, free to turn; those of no use last, with why. */
export function rankCameras(cameras: readonly Candidate[], target: LonLat): Ranked[] {
  return cameras
    .map((camera) => {
      const rangeM = distanceM(camera, target);
      const bearingDeg = initialBearingDeg(camera, target);
      const off = Math.abs(((bearingDeg - camera.aim.panDeg + 540) % 360) - 180);
      const isInView = off <= camera.aim.fovDeg / 2 && rangeM <= camera.rangeM && camera.isOpen(bearingDeg, rangeM);
      const unfit = unfitOf(camera, { rangeM, bearingDeg, isInView });
      const cost = rangeM / camera.rangeM + (camera.ptz === null ? FIXED_COST : 0) + (camera.isBusy ? BUSY_COST : 0);
      return { id: camera.id, rangeM, bearingDeg, isInView, unfit, cost };
    })
    .sort((a, b) => a.unfit.length - b.unfit.length || a.cost - b.cost)
    .map(({ cost: _, ...ranked }) => ranked);
}

function unfitOf(
  { isUp, rangeM: seesM, isOpen, ptz, isHeld }: Candidate,
  { rangeM, bearingDeg, isInView }: { rangeM: number; bearingDeg: number; isInView: boolean },
): Unfit[] {
  const unfit: Unfit[] = [];
  if (!isUp) unfit.push('offline');
  if (rangeM > seesM) unfit.push('beyond-range');
  if (!isOpen(bearingDeg, rangeM)) unfit.push('behind-land');
  if (!isInView && (ptz === null || !canPanTo(ptz, bearingDeg))) unfit.push('cannot-turn');
  if (!isInView && isHeld) unfit.push('held');
  return unfit;
}
