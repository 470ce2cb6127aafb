import type { Lit } from './illumination.ts';

/** Two craft nearer than this are in a close pass, which is over when they are further apart than `OVER_M`. */
const CLOSE_M = 80;
const OVER_M = 120;
/** Knots: of two slower craft (alongside, side by side at anchor) neither passes the other. */
const MOVING_KN = 1;

/** Remembers who passes whom closely, by what the radar could see. */
export class ClosePasses {
  private pairs = new Map<string, readonly [number, number]>();

  /** The pairs of slots, smaller first, whose pass is over with this scan. `lit` is in order of range. */
  over(lit: readonly Lit[]): (readonly [number, number])[] {
    const bySlot = new Map(lit.map((each) => [each.hull.slot, each]));
    const over: (readonly [number, number])[] = [];
    const going = new Map<string, readonly [number, number]>();
    for (const [key, pair] of this.pairs) {
      const [a, b] = [bySlot.get(pair[0]), bySlot.get(pair[1])];
      if (!a || !b) continue;
      if (Math.hypot(a.xM - b.xM, a.yM - b.yM) > OVER_M) over.push(pair);
      else going.set(key, pair);
    }
    for (let i = 0; i < lit.length; i++) {
      const near = lit[i] as Lit;
      for (let j = i + 1; j < lit.length; j++) {
        const far = lit[j] as Lit;
        if (far.rangeM - near.rangeM > CLOSE_M) break;
        if (Math.max(near.hull.sogKn, far.hull.sogKn) < MOVING_KN) continue;
        if (Math.hypot(near.xM - far.xM, near.yM - far.yM) >= CLOSE_M) continue;
        const pair = [Math.min(near.hull.slot, far.hull.slot), Math.max(near.hull.slot, far.hull.slot)] as const;
        going.set(`${pair[0]} ${pair[1]}`, pair);
      }
    }
    this.pairs = going;
    return over;
  }
}
