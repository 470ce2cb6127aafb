import { Injectable } from '@nestjs/common';
import type { TrackInView } from '../../contract/camera-aim.ts';
import { distanceM, initialBearingDeg, turnDeg } from '../../domain/geo/geodesy.ts';
import { UNITS_PER_DEGREE } from '../../domain/track/track-table.ts';
import { PictureService } from '../../picture/picture.service.ts';
import { Clock } from '../../platform/clock.ts';
import { CamerasService } from '../cameras.service.ts';

/** Lights are seen further than a craft is told from water. */
const LIGHTS = 2;
const MOST_M = 15_000;
const M_PER_DEG = 111_195;
/** Beside the picture: it may turn there before the next question, degrees. */
const ASIDE_DEG = 4;
/** How wrong a place is when it is heard, metres: GNSS, the antenna's place, the coast. By radar: as radar measures. */
const ERROR_M = { ais: 12, radar: 60 } as const;
/** ... and how much more with each second after, as course and speed may have changed, metres. */
const ERROR_M_S = 0.4;

/** Who is in a camera's field. */
@Injectable()
export class InView {
  constructor(
    private readonly cameras: CamerasService,
    private readonly picture: PictureService,
    private readonly clock: Clock,
  ) {}

  of(cameraId: string): TrackInView[] {
    this.cameras.site(cameraId);
    const camera = this.cameras.candidates().find(({ id }) => id === cameraId);
    if (camera === undefined) return [];
    const { table } = this.picture;
    const farM = Math.min(MOST_M, LIGHTS * camera.rangeM);
    const far = farM / M_PER_DEG;
    const wide = far / Math.cos((camera.lat * Math.PI) / 180);
    const found: TrackInView[] = [];
    for (let row = 0; row < table.size; row++) {
      if (table.key[row] === 0) continue;
      const place = {
        lon: (table.lon[row] as number) / UNITS_PER_DEGREE,
        lat: (table.lat[row] as number) / UNITS_PER_DEGREE,
      };
      if (Math.abs(place.lat - camera.lat) > far || Math.abs(place.lon - camera.lon) > wide) continue;
      const rangeM = distanceM(camera, place);
      const bearingDeg = initialBearingDeg(camera, place);
      const asideDeg = Math.abs(turnDeg(camera.aim.panDeg, bearingDeg));
      if (rangeM > farM || asideDeg > camera.aim.fovDeg / 2 + ASIDE_DEG || !camera.isOpen(bearingDeg, rangeM)) continue;
      const track = this.told(row, place);
      if (track !== null) found.push(track);
    }
    return found;
  }

  private told(row: number, place: { lon: number; lat: number }): TrackInView | null {
    const { trackId, name, fixMs, sogKn, cogDeg, lengthM, state, byRadar, kind } = this.picture.view.properties(row);
    if (state === 'lost') return null;
    const isRadar = byRadar || kind === 'radar';
    const ageS = Math.max(0, this.clock.nowMs() - fixMs) / 1000;
    const errorM = Math.round(ERROR_M[isRadar ? 'radar' : 'ais'] + ageS * ERROR_M_S);
    return { trackId, name, ...place, fixMs, sogKn, cogDeg, lengthM, errorM };
  }
}
