import type { LabelLayer, LabelScene } from './label-layer.ts';

/** Names are drawn again when they have moved by so much, pixels. */
const MOVED_PX = 0.5;

interface Due {
  readonly matrix: LabelScene['matrix'];
  /** Of the fastest vessel, pixels a second. */
  readonly speedPx: number;
  /** Names are chosen anew so often, ms. */
  readonly everyMs: number;
}

/** When names are chosen, and when only drawn where their vessels have come to. */
export class LabelPass {
  private placedAtMs = Number.NEGATIVE_INFINITY;
  private drawnAtMs = 0;
  private isDemanded = true;
  private lastView = '';

  /** Names are chosen anew with the next frame. */
  demand(): void {
    this.isDemanded = true;
  }

  /** True: names were chosen anew. */
  run(labels: LabelLayer, { matrix, speedPx, everyMs }: Due, scene: () => LabelScene, dpr: number): boolean {
    const atMs = performance.now();
    const view = `${matrix.m[0]} ${matrix.m[12]} ${matrix.m[13]} ${matrix.widthPx} ${matrix.heightPx}`;
    const isDue = this.isDemanded || atMs - this.placedAtMs > everyMs;
    const isMoved = view !== this.lastView || ((atMs - this.drawnAtMs) / 1000) * speedPx > MOVED_PX;
    if (!isDue && !isMoved) return false;
    const now = scene();
    if (isDue) {
      labels.place(now);
      this.placedAtMs = atMs;
      this.isDemanded = false;
    }
    labels.draw(now, dpr);
    this.drawnAtMs = atMs;
    this.lastView = view;
    return isDue;
  }
}
