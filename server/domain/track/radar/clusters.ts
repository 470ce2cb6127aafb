/** Pairs that could belong together, in groups that have nothing in common (union-find with path halving). */
export class Clusters {
  private parent = new Int32Array(0);
  private readonly groups = new Map<number, number[]>();

  /** Groups the pairs: `lefts[i]` with `rights[i]`, left numbers below `leftCount`. Each answer is a list of indices of pairs. */
  of(lefts: readonly number[], rights: readonly number[], leftCount: number, rightCount: number): Iterable<number[]> {
    const total = leftCount + rightCount;
    if (total > this.parent.length) this.parent = new Int32Array(total * 2);
    const { parent } = this;
    for (let i = 0; i < total; i++) parent[i] = i;
    for (let i = 0; i < lefts.length; i++) {
      const a = this.root(lefts[i] ?? 0);
      const b = this.root(leftCount + (rights[i] ?? 0));
      if (a !== b) parent[a] = b;
    }
    this.groups.clear();
    for (let i = 0; i < lefts.length; i++) {
      const root = this.root(lefts[i] ?? 0);
      const group = this.groups.get(root);
      if (group === undefined) this.groups.set(root, [i]);
      else group.push(i);
    }
    return this.groups.values();
  }

  private root(of: number): number {
    const { parent } = this;
    let at = of;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? 0] ?? 0;
      at = parent[at] ?? 0;
    }
    return at;
  }
}
