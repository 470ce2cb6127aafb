import { type CameraView, depressionDeg, dipDeg, directionOf, pixelOf } from '../../../../server/domain/camera/view.ts';
import { unit } from '../../../../server/domain/random.ts';
import type { Canvas } from './canvas.ts';

/** Land further away than this is lost in haze, metres. */
const FARTHEST_M = 16_000;
/** Land so near is the camera's own quay, and is not drawn, metres. */
const NEAREST_M = 350;
/** Buildings and hills are so many to a degree. */
const HOUSES_PER_DEG = 5;
const LAMPS_PER_DEG = 7;
const TURNED_DEG = 0.002;
const SALT = { house: 11, hill: 12, lamp: 13, lampUp: 14 } as const;

/** Metres to the first land in a direction, degrees true; Infinity: open water. */
export type LandM = (bearingDeg: number) => number;

/** Sky, land and water of a direction, drawn once and kept until the camera turns. */
export class Backdrop {
  private readonly kept: Uint8ClampedArray;
  /** Row of the horizon in each column. */
  readonly horizon: Float64Array;
  private drawn: CameraView | null = null;

  constructor(
    private readonly canvas: Canvas,
    private readonly landM: LandM,
    private readonly isThermal: boolean,
  ) {
    this.kept = new Uint8ClampedArray(canvas.luma.length);
    this.horizon = new Float64Array(canvas.width);
  }

  draw(view: CameraView): void {
    if (this.drawn === null || isTurned(this.drawn, view)) {
      this.make(view);
      this.kept.set(this.canvas.luma);
      this.drawn = view;
    } else this.canvas.luma.set(this.kept);
  }

  private make(view: CameraView): void {
    const { width, height, luma } = this.canvas;
    const degPerPx = view.fovDeg / width;
    const tones = this.isThermal ? THERMAL : NIGHT;
    for (let x = 0; x < width; x++) {
      const { bearingDeg } = directionOf(view, { x: x + 0.5, y: height / 2 });
      const horizon = pixelOf(view, bearingDeg, -dipDeg(view.heightM))?.y ?? height / 2;
      this.horizon[x] = horizon;
      for (let y = 0; y < height; y++) {
        const off = (y + 0.5 - horizon) * degPerPx;
        luma[y * width + x] = off < 0 ? tones.sky(-off) : tones.water(off);
      }
      this.land(view, x, bearingDeg);
    }
    if (!this.isThermal) this.lamps(view);
  }

  /** The dark shape of the shore, houses and hills. */
  private land(view: CameraView, x: number, bearingDeg: number): void {
    const landM = this.landM(bearingDeg);
    if (landM > FARTHEST_M || landM < NEAREST_M) return;
    const { width, height, luma } = this.canvas;
    const house = unit(Math.floor(bearingDeg * HOUSES_PER_DEG), SALT.house) ** 2 * 38 + 6;
    const hill = 12 + 18 * unit(Math.floor(bearingDeg / 2), SALT.hill);
    const shore = pixelOf(view, bearingDeg, -depressionDeg(view.heightM, landM))?.y ?? 0;
    const top = pixelOf(view, bearingDeg, -depressionDeg(view.heightM - Math.max(house, hill), landM))?.y ?? 0;
    const haze = Math.exp(-landM / 6000);
    const level = this.isThermal ? 62 + 34 * haze : 44 - 22 * haze;
    for (let y = Math.max(0, Math.round(top)); y < Math.min(height, shore); y++) luma[y * width + x] = level;
  }

  /** Lamps of quays and streets, and their light on the water. */
  private lamps(view: CameraView): void {
    const first = Math.floor((view.panDeg - view.fovDeg / 2) * LAMPS_PER_DEG);
    const last = Math.ceil((view.panDeg + view.fovDeg / 2) * LAMPS_PER_DEG);
    for (let i = first; i <= last; i++) {
      const of = ((i % (360 * LAMPS_PER_DEG)) + 360 * LAMPS_PER_DEG) % (360 * LAMPS_PER_DEG);
      if (unit(of, SALT.lamp) < 0.45) continue;
      const bearing = (of + unit(of, SALT.lampUp)) / LAMPS_PER_DEG;
      const landM = this.landM(bearing % 360);
      if (landM > FARTHEST_M || landM < NEAREST_M) continue;
      const up = 4 + 22 * unit(of, SALT.lampUp) ** 2;
      const lamp = pixelOf(view, bearing, -depressionDeg(view.heightM - up, landM));
      const foot = pixelOf(view, bearing, -depressionDeg(view.heightM, landM));
      if (lamp === null || foot === null) continue;
      const bright = (60 + 150 * unit(of, SALT.lamp)) * Math.exp(-landM / 7000);
      this.canvas.glow(lamp, 0.8 + 1600 / (landM + 1200), bright);
      this.streak(foot, bright * 0.25);
    }
  }

  private streak({ x, y }: { x: number; y: number }, level: number): void {
    const { width, height, luma } = this.canvas;
    const column = Math.round(x);
    if (column < 0 || column >= width) return;
    for (let row = Math.max(0, Math.ceil(y)); row < Math.min(height, y + 40); row++) {
      const at = row * width + column;
      luma[at] = (luma[at] as number) + level * Math.exp(-(row - y) / 14);
    }
  }
}

/** Brightness by degrees above and below the horizon. */
const NIGHT = {
  sky: (upDeg: number): number => 34 + 30 * Math.exp(-upDeg / 3),
  water: (downDeg: number): number => 27 + 22 * Math.exp(-downDeg / 1.6),
} as const;
const THERMAL = {
  sky: (upDeg: number): number => 26 + 34 * Math.exp(-upDeg / 2.5),
  water: (downDeg: number): number => 74 - 16 * Math.exp(-downDeg / 1.2),
} as const;

const isTurned = (a: CameraView, b: CameraView): boolean =>
  Math.abs(a.panDeg - b.panDeg) + Math.abs(a.tiltDeg - b.tiltDeg) + Math.abs(a.fovDeg - b.fovDeg) > TURNED_DEG;
