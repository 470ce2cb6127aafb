import { jstTime } from '../ui/format.ts';
import type { Palette } from '../ui/palettes.ts';
import type { LabelMark } from './label-marks.ts';
import type { MapLang } from './map-text.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import type { TrackSource } from './track-rows.ts';
import { type TrailDot, TrailLayer } from './trail-layer.ts';
import type { TrailSource } from './trail-rows.ts';
import { TrailTip } from './trail-tip.ts';

const PICK_PX = 9;
const JST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

export interface ChartTrailsOptions {
  readonly container: HTMLElement;
  readonly source: TrailSource;
  readonly tracks: TrackSource;
  readonly origin: readonly [lon: number, lat: number];
  readonly clockMs: () => number;
  /** Time between two dots, ms, at each change. */
  readonly onStep: (dotMs: number) => void;
  readonly repaint: () => void;
}

/** The trails of a chart: the layer, what a dot says when pointed at, and the times beside dots. */
export class ChartTrails {
  readonly layer: TrailLayer;
  private readonly tip: TrailTip;
  private readonly stop: () => void;
  private toldStepMs = 0;
  private lang: MapLang = 'ja';

  constructor(private readonly options: ChartTrailsOptions) {
    const { container, source, origin, clockMs, repaint } = options;
    const at = { x: mercatorX(origin[0]), y: mercatorY(origin[1]) };
    this.layer = new TrailLayer(source, at, clockMs);
    this.tip = new TrailTip(container);
    this.layer.take();
    this.stop = source.onChange(() => {
      this.layer.take();
      if (this.layer.look.hovered && !this.isShown(this.layer.look.hovered)) this.point(null);
      repaint();
    });
  }

  restyle(palette: Palette, lang: MapLang): void {
    this.layer.setPalette(palette);
    this.lang = lang;
  }

  /** Looks for a dot at a point of the screen and tells of it; null: nothing is pointed at. */
  point(at: { x: number; y: number } | null): TrailDot | null {
    const { look } = this.layer;
    const dot = at === null ? null : this.layer.pick(at, PICK_PX * look.scale);
    if (dot?.row === look.hovered?.row && dot?.atMs === look.hovered?.atMs) return dot;
    look.hovered = dot;
    const name = dot && this.options.source.shown.length > 1 ? this.nameOf(dot.row.trackId) : null;
    this.tip.show(dot, { name, nowMs: this.options.clockMs(), lang: this.lang });
    this.options.repaint();
    return dot;
  }

  /** After every frame. */
  afterRender(): void {
    const { dotMs } = this.layer.steps;
    if (dotMs === this.toldStepMs) return;
    this.toldStepMs = dotMs;
    this.options.onStep(dotMs);
  }

  /** Round times beside their dots; midnight says the day. */
  marks(): LabelMark[] {
    return this.layer.marks().map(({ x, y, atMs }) => ({ x, y, text: markText(atMs) }));
  }

  remove(): void {
    this.stop();
    this.tip.remove();
  }

  private isShown({ row }: TrailDot): boolean {
    return this.options.source.shown.some((trail) => trail.row === row);
  }

  private nameOf(trackId: string): string {
    const { tracks } = this.options;
    return tracks.names[tracks.rowOfTrack(trackId)] ?? trackId.replace(/^a-/, '');
  }
}

function markText(atMs: number): string {
  if ((atMs + JST_OFFSET_MS) % DAY_MS !== 0) return jstTime(atMs).slice(0, 5);
  const day = new Date(atMs + JST_OFFSET_MS);
  return `${day.getUTCMonth() + 1}/${day.getUTCDate()}`;
}
