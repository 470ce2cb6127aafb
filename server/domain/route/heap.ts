/** Numbers by their cost, least first: a binary heap. */
export class Heap {
  private readonly costs: number[] = [];
  private readonly items: number[] = [];

  get size(): number {
    return this.items.length;
  }

  /** The least cost; Infinity when empty. */
  get least(): number {
    return this.costs[0] ?? Number.POSITIVE_INFINITY;
  }

  push(item: number, cost: number): void {
    const { costs, items } = this;
    let at = items.length;
    for (let up = (at - 1) >> 1; at > 0 && (costs[up] as number) > cost; up = (at - 1) >> 1) {
      costs[at] = costs[up] as number;
      items[at] = items[up] as number;
      at = up;
    }
    costs[at] = cost;
    items[at] = item;
  }

  /** Takes the item of least cost; undefined when empty. */
  pop(): number | undefined {
    const { costs, items } = this;
    const first = items[0];
    const cost = costs.pop();
    const item = items.pop();
    if (cost === undefined || item === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && (costs[down + 1] as number) < (costs[down] as number)) down++;
      if ((costs[down] as number) >= cost) break;
      costs[at] = costs[down] as number;
      items[at] = items[down] as number;
      at = down;
    }
    costs[at] = cost;
    items[at] = item;
    return first;
  }
}
