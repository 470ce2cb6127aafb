/** One picture as it came: all its units behind their lengths. */
export interface Picture {
  readonly isKey: boolean;
  /** By the camera's clock of the stream, ms. */
  readonly dtsMs: number;
  readonly data: Buffer;
}

const IDR = 5;
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
  take(unit: Buffer, dtsMs: number): void {
    if (this.units.length > 0 && dtsMs !== this.dtsMs) this.end();
    if (this.units.length >= MOST_UNITS) throw new RangeError(`a picture of more than ${MOST_UNITS} units`);
    this.dtsMs = dtsMs;
    const type = (unit[4] ?? 0) & 0x1f;
    if (type === IDR) this.isKey = true;
    if (type >= 1 && type <= IDR) this.hasSlice = true;
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
    this.emit({ isKey, dtsMs, data: units.length === 1 ? (units[0] as Buffer) : Buffer.concat(units) });
  }
}
