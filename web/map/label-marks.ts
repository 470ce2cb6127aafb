import { type Matrix, toScreen } from './clip-space.ts';
import type { Box, LabelGrid } from './label-grid.ts';
import { type LabelSprites, type LabelStyle, lineHeight } from './label-sprites.ts';

/** A text to the right of a place (mercator from the origin of the vessels). */
export interface LabelMark {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** From a dot to the text beside it. */
const GAP_PX = 9;
/** Room around a text: times in a row would be a wall. */
const ROOM_PX = 9;

/** Small texts along a line; first come, first served. */
export class LabelMarks {
  private placed: { mark: LabelMark; box: Box }[] = [];

  constructor(private readonly sprites: LabelSprites) {}

  place(
    marks: readonly LabelMark[],
    { grid, matrix, style }: { grid: LabelGrid; matrix: Matrix; style: LabelStyle },
  ): void {
    const [h, at] = [lineHeight(style), { x: 0, y: 0 }];
    this.placed = [];
    for (const mark of marks) {
      toScreen(mark.x, mark.y, matrix, at);
      const box = { x: at.x + GAP_PX, y: at.y - h / 2, w: this.sprites.width(mark.text, style), h };
      if (!grid.isFree(box)) continue;
      grid.take({ x: box.x - ROOM_PX, y: box.y - ROOM_PX, w: box.w + 2 * ROOM_PX, h: h + 2 * ROOM_PX });
      this.placed.push({ mark, box });
    }
  }

  /** Gives up what lies under a name that must be read. */
  yieldTo({ x, y, w, h }: Box): void {
    this.placed = this.placed.filter(
      ({ box }) => box.x > x + w || box.x + box.w < x || box.y > y + h || box.y + box.h < y,
    );
  }

  draw(pen: CanvasRenderingContext2D, { matrix, style }: { matrix: Matrix; style: LabelStyle }): void {
    const at = { x: 0, y: 0 };
    for (const { mark } of this.placed) {
      toScreen(mark.x, mark.y, matrix, at);
      this.sprites.draw(pen, mark.text, style, at.x + GAP_PX, at.y - lineHeight(style) / 2);
    }
  }
}
