import { type Box, LabelGrid } from './label-grid.ts';

/** A label that wants a place beside its symbol. */
export interface LabelWish {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Larger goes first. */
  readonly rank: number;
  /** Shown wherever it falls: the selected one, our own boats. */
  readonly must: boolean;
}

/** Right, left, below right, above right of the symbol, as shares of the label's size and of the gap. */
const SIDES = [
  { across: 0, along: 1, down: -0.5, gap: 0 },
  { across: -1, along: -1, down: -0.5, gap: 0 },
  { across: 0, along: 0.6, down: 0, gap: 0.7 },
  { across: 0, along: 0.6, down: -1, gap: -0.7 },
] as const;
/** A label keeps its place against others until one is this much more important. */
const LOYALTY = 15;

export interface PlacedLabel {
  readonly key: number;
  readonly side: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * Greedy placement on a grid, most important first. What was shown stays, on the side where it was, as long as there is room: labels
 * do not flicker.
 */
export class LabelPlacer {
  readonly grid = new LabelGrid();
  private sides = new Map<number, number>();

  place(wishes: LabelWish[], gapPx: number, most: number): PlacedLabel[] {
    const rankOf = (wish: LabelWish): number => wish.rank + (this.sides.has(wish.key) ? LOYALTY : 0);
    const inOrder = wishes.sort((a, b) => rankOf(b) - rankOf(a) || a.key - b.key);
    const placed: PlacedLabel[] = [];
    const sides = new Map<number, number>();
    for (const wish of inOrder) {
      if (placed.length >= most && !wish.must) break;
      const side = this.sideFor(wish, gapPx);
      if (side === -1) continue;
      const box = boxAt(wish, side, gapPx);
      this.grid.take(box);
      sides.set(wish.key, side);
      placed.push({ key: wish.key, side, dx: box.x - wish.x, dy: box.y - wish.y });
    }
    this.sides = sides;
    return placed;
  }

  private sideFor(wish: LabelWish, gapPx: number): number {
    const last = this.sides.get(wish.key);
    if (last !== undefined && this.grid.isFree(boxAt(wish, last, gapPx))) return last;
    for (let side = 0; side < SIDES.length; side++) {
      if (this.grid.isFree(boxAt(wish, side, gapPx))) return side;
    }
    return wish.must ? (last ?? 0) : -1;
  }
}

function boxAt({ x, y, w, h }: LabelWish, side: number, gapPx: number): Box {
  const { across, along, down, gap } = SIDES[side] ?? SIDES[0];
  return { x: x + across * w + along * gapPx, y: y + down * h + gap * gapPx, w, h };
}
