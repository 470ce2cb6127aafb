import type { CameraView } from '../../../../server/domain/camera/view.ts';
import { turnDeg } from '../../../../server/domain/geo/geodesy.ts';
import type { Spot } from './canvas.ts';

const RAD = Math.PI / 180;
/** As in server/domain/camera/view.ts: the Earth as light sees it, metres. */
const SEEN_EARTH_M = 6_371_009 / (1 - 0.13);

/**
 * Projects places on one vessel: the same as `project` of the camera's view for each, without the angles being reckoned anew. Of a lens
 * without distortion or roll.
 */
export class Sight {
  private readonly off: readonly [sin: number, cos: number];
  private readonly lies: readonly [sin: number, cos: number];
  private readonly tilt: readonly [sin: number, cos: number];
  private readonly focal: number;

  constructor(
    private readonly view: CameraView,
    private readonly rangeM: number,
    bearingDeg: number,
    headingDeg: number,
  ) {
    const pair = (deg: number): readonly [number, number] => [Math.sin(deg * RAD), Math.cos(deg * RAD)];
    this.off = pair(turnDeg(view.panDeg, bearingDeg));
    this.lies = pair(headingDeg - bearingDeg);
    this.tilt = pair(view.tiltDeg);
    this.focal = Math.tan((view.fovDeg / 2) * RAD);
  }

  /** Where a place on her is, metres ahead of and to starboard of her antenna and above the water; null: behind the camera. */
  spot(aheadM: number, starboardM: number, aboveM: number): Spot | null {
    const [sinLies, cosLies] = this.lies;
    const [sinOff, cosOff] = this.off;
    const [sinTilt, cosTilt] = this.tilt;
    const along = this.rangeM + aheadM * cosLies - starboardM * sinLies;
    const across = aheadM * sinLies + starboardM * cosLies;
    const level = along * cosOff - across * sinOff;
    const right = along * sinOff + across * cosOff;
    const up = aboveM - this.view.heightM - (along * along + across * across) / (2 * SEEN_EARTH_M);
    const ahead = level * cosTilt + up * sinTilt;
    if (ahead <= 1) return null;
    const half = this.view.widthPx / 2;
    return {
      x: half + (right / ahead / this.focal) * half,
      y: this.view.heightPx / 2 - ((up * cosTilt - level * sinTilt) / ahead / this.focal) * half,
    };
  }
}
