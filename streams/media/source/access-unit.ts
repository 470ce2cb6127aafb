import { NAL, nalType } from '../../../server/domain/video/avc.ts';
import { hevcType, isHevcKey, isHevcPicture } from '../../../server/domain/video/hevc.ts';
import type { VideoKind } from '../../../server/domain/video/video-config.ts';
import type { Picture } from './source.ts';

/** A picture of more units than this is none. */
const MOST_UNITS = 256;

/** Joins the units of one picture, which come one by one: a picture ends at the RTP marker or where the time changes. */
export class AccessUnits {
  private units: Buffer[] = [];
  private dtsMs = 0;
  private isKey = false;
  private hasSlice = false;

  constructor(private readonly emit: (picture: Picture) => void) {}

  /** A unit behind its length in four bytes. */
  take(unit: Uint8Array, dtsMs: number, kind: VideoKind): void {
    if (this.units.length > 0 && dtsMs !== this.dtsMs) this.end();
    if (this.units.length >= MOST_UNITS) throw new RangeError(`a picture of more than ${MOST_UNITS} units`);
    this.dtsMs = dtsMs;
    const { isKey, isSlice } = kindOfUnit(unit.subarray(4), kind);
    if (isKey) this.isKey = true;
    if (isSlice) this.hasSlice = true;
    this.units.push(Buffer.from(unit));
  }

  /** The picture is whole. */
  end(): void {
    const { units, isKey, dtsMs, hasSlice } = this;
    // units without a slice (a stamp, parameter sets) belong to the picture that follows
    if (units.length === 0 || !hasSlice) return;
    this.units = [];
    this.isKey = false;
    this.hasSlice = false;
    this.emit({ isKey, dtsMs, ctsMs: 0, data: units.length === 1 ? (units[0] as Buffer) : Buffer.concat(units) });
  }
}

function kindOfUnit(nal: Uint8Array, kind: VideoKind): { isKey: boolean; isSlice: boolean } {
  if (kind === 'avc')
    return { isKey: nalType(nal) === NAL.idr, isSlice: nalType(nal) >= NAL.slice && nalType(nal) <= NAL.idr };
  const type = hevcType(nal);
  return { isKey: isHevcKey(type), isSlice: isHevcPicture(type) };
}
