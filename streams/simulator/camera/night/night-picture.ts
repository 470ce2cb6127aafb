import type { CameraView } from '../../../../server/domain/camera/view.ts';
import {
  destination,
  distanceM,
  initialBearingDeg,
  normalDeg,
  turnDeg,
} from '../../../../server/domain/geo/geodesy.ts';
import { hash32 } from '../../../../server/domain/random.ts';
import { knotsToMps } from '../../../../server/domain/units.ts';
import { Backdrop, type LandM } from './backdrop.ts';
import { Canvas } from './canvas.ts';
import { type Block, blocksOf, type Light, lightsOf, type SeenVessel } from './hull.ts';
import { write, writeClock } from './letters.ts';
import { Sight } from './sight.ts';

const RAD = Math.PI / 180;
/** A ship shorter in the picture is drawn as hull and bridge only, pixels. */
const SMALL_PX = 24;
const JST_MS = 9 * 3_600_000;
const NOISE_BITS = 16;
/** Vessels beyond this are not drawn, metres. */
const FARTHEST_M = 15_000;
/** Land this near in front of a vessel is her quay. */
const QUAY_M = 200;
const COLOURS = { white: [0, 0], red: [-18, 60], green: [-30, -40] } as const;
/** Brightness of a ship's parts at night, and how warm they are to a thermal camera. */
const NIGHT: Readonly<Record<Block['part'], number>> = { hull: 72, cargo: 88, bridge: 138, funnel: 84 };
const THERMAL: Readonly<Record<Block['part'], number>> = { hull: 138, cargo: 150, bridge: 196, funnel: 245 };

/** What a vessel was at a time; she goes on from there. */
export interface Sea {
  /** Story time, epoch ms. */
  readonly atMs: number;
  readonly vessels: readonly SeenVessel[];
}

interface Site {
  /** Latin letters, for the picture. */
  readonly title: string;
  readonly isThermal: boolean;
  readonly landM: LandM;
}

/** Draws what a camera of the simulated bay sees at night. */
export class NightPicture {
  readonly canvas: Canvas;
  private readonly backdrop: Backdrop;
  private readonly noise = new Int8Array(2 ** NOISE_BITS);
  /** A ninth of it: more would cost the encoder twice the work. */
  private readonly fine: Int8Array;
  private pictures = 0;

  constructor(
    private readonly site: Site,
    { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  ) {
    this.canvas = new Canvas(widthPx, heightPx);
    this.backdrop = new Backdrop(this.canvas, site.landM, site.isThermal);
    // about a bell curve, -16 to 15
    for (let i = 0; i < this.noise.length; i++) {
      const roll = hash32(i, 77);
      this.noise[i] =
        (roll & 7) + ((roll >>> 3) & 7) + ((roll >>> 6) & 7) + ((roll >>> 9) & 7) + ((roll >>> 12) & 3) - 16;
    }
    this.fine = this.noise.map((value) => Math.round(value / 9));
  }

  /** The picture of a story time (epoch ms), as I420; it is drawn over by the next. */
  draw(view: CameraView, sea: Sea, atMs: number): Uint8Array {
    const { canvas } = this;
    canvas.clearColour();
    this.backdrop.draw(view);
    for (const { vessel, rangeM, bearingDeg } of this.inView(view, sea, atMs))
      this.vessel(view, vessel, rangeM, bearingDeg);
    this.grain(view, atMs);
    this.writeOver(view, atMs);
    this.pictures++;
    return canvas.frame;
  }

  /** Who is in the field and not behind land, where they are now, the far ones first. */
  private inView(view: CameraView, sea: Sea, atMs: number) {
    const afterS = (atMs - sea.atMs) / 1000;
    return sea.vessels
      .flatMap((vessel) => {
        const rangeM = distanceM(view, vessel);
        if (rangeM > FARTHEST_M || rangeM < 30) return [];
        const bearingDeg = initialBearingDeg(view, vessel);
        const wideDeg = ((vessel.toBowM + vessel.toSternM) / rangeM) * 57.3;
        if (Math.abs(turnDeg(view.panDeg, bearingDeg)) > view.fovDeg / 2 + wideDeg + 1) return [];
        if (rangeM - QUAY_M > this.site.landM(bearingDeg)) return [];
        const at = destination(vessel, vessel.cogDeg, knotsToMps(vessel.sogKn) * Math.max(0, afterS));
        return [{ vessel, rangeM: distanceM(view, at), bearingDeg: initialBearingDeg(view, at) }];
      })
      .sort((a, b) => b.rangeM - a.rangeM);
  }

  private vessel(view: CameraView, vessel: SeenVessel, rangeM: number, bearingDeg: number): void {
    const { canvas, site } = this;
    const sight = new Sight(view, rangeM, bearingDeg, vessel.headingDeg);
    const levels = site.isThermal ? THERMAL : NIGHT;
    const clear = Math.exp(-rangeM / (site.isThermal ? 14_000 : 5_000));
    const lengthPx = (((vessel.toBowM + vessel.toSternM) / rangeM) * canvas.width) / (view.fovDeg * RAD);
    for (const { part, outline } of blocksOf(sight, vessel, lengthPx < SMALL_PX))
      canvas.fill(outline, levels[part], 0.25 + 0.75 * clear);
    if (site.isThermal) return;
    for (const light of lightsOf(sight, vessel, normalDeg(bearingDeg + 180))) this.light(light, rangeM);
  }

  private light({ x, y, colour, milesSeen }: Light, rangeM: number): void {
    const nearer = (milesSeen * 1852) / (rangeM + 600);
    const level = Math.min(235, 120 * nearer ** 0.7);
    this.canvas.glow({ x, y }, Math.min(3.2, 0.75 + 0.3 * Math.sqrt(nearer)), level, COLOURS[colour]);
  }

  /** The sensor's noise everywhere, and ripples of the water, larger where it is near. */
  private grain(view: CameraView, atMs: number): void {
    const { width, height, luma } = this.canvas;
    const horizon = this.backdrop.horizon[width >> 1] as number;
    const mask = this.noise.length - 1;
    const ripples = Math.floor(atMs / 130);
    for (let y = 0; y < height; y++) {
      const below = y - horizon;
      const fresh = hash32(this.pictures, y) & mask;
      const still = hash32(ripples + (y & 3), y >> 2) & mask;
      const swell = below > 0 ? Math.min(6, 1 + (below * view.fovDeg) / width) : 0;
      const row = y * width;
      for (let x = 0; x < width; x += 8) {
        const ripple = swell === 0 ? 0 : ((this.noise[(still + (x >> 3)) & mask] as number) * swell) >> 3;
        for (let at = row + x, from = fresh + x; at < row + x + 8; at++, from++)
          luma[at] = (luma[at] as number) + (this.fine[from & mask] as number) + ripple;
      }
    }
  }

  private writeOver(view: CameraView, atMs: number): void {
    const at = new Date(atMs + JST_MS).toISOString();
    write(this.canvas, `${this.site.title}  ${at.slice(0, 10)} ${at.slice(11, 21)} JST`, 10, 10, 2);
    const look = `P${view.panDeg.toFixed(1)} T${view.tiltDeg.toFixed(1)} F${view.fovDeg.toFixed(1)}  SIMULATION`;
    write(this.canvas, look, 10, 30, 2);
    writeClock(this.canvas, atMs);
  }
}
