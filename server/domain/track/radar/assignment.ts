/** Stands for "not assigned". */
export const NOBODY = -1;

/**
 * Assigns columns to rows so that the sum of costs is least, each row and each column at most once; a pair of cost 0 or more is never
 * better than none, so rows and columns may stay without partner. Shortest augmenting paths: R. Jonker, A. Volgenant, "A shortest
 * augmenting path algorithm for dense and sparse linear assignment problems", Computing 38 (1987), in the form of D. F. Crouse, "On
 * implementing 2D rectangular assignment algorithms", IEEE Trans. AES 52 (2016). Grows its work space, and is used again.
 */
export class Assignment {
  /** By row: its column, or NOBODY. */
  columnOf = new Int32Array(0);
  private rowOf = new Int32Array(0);
  private rowPrice = new Float64Array(0);
  private columnPrice = new Float64Array(0);
  private shortest = new Float64Array(0);
  private before = new Int32Array(0);
  private isDone = new Uint8Array(0);
  private isRowSeen = new Uint8Array(0);

  /** `costs`: by row * columns + column; Infinity: not possible. Answers in `columnOf`. */
  solve(costs: Float64Array, rows: number, columns: number): void {
    // a column of its own for each row, at cost 0: without partner
    const width = columns + rows;
    this.reserve(rows, width);
    for (let row = 0; row < rows; row++) this.augment(costs, row, columns, width);
    for (let row = 0; row < rows; row++) if ((this.columnOf[row] ?? 0) >= columns) this.columnOf[row] = NOBODY;
  }

  private reserve(rows: number, width: number): void {
    if (rows > this.columnOf.length) {
      this.columnOf = new Int32Array(rows * 2);
      this.rowPrice = new Float64Array(rows * 2);
      this.isRowSeen = new Uint8Array(rows * 2);
    }
    if (width > this.rowOf.length) {
      this.rowOf = new Int32Array(width * 2);
      this.columnPrice = new Float64Array(width * 2);
      this.shortest = new Float64Array(width * 2);
      this.before = new Int32Array(width * 2);
      this.isDone = new Uint8Array(width * 2);
    }
    this.columnOf.fill(NOBODY, 0, rows);
    this.rowPrice.fill(0, 0, rows);
    this.rowOf.fill(NOBODY, 0, width);
    this.columnPrice.fill(0, 0, width);
  }

  private augment(costs: Float64Array, from: number, columns: number, width: number): void {
    const { rowOf, columnOf, rowPrice, columnPrice, shortest, before, isDone, isRowSeen } = this;
    shortest.fill(Number.POSITIVE_INFINITY, 0, width);
    isDone.fill(0, 0, width);
    isRowSeen.fill(0);
    let least = 0;
    let row = from;
    let sink = NOBODY;
    while (sink === NOBODY) {
      isRowSeen[row] = 1;
      let next = NOBODY;
      let nextCost = Number.POSITIVE_INFINITY;
      for (let column = 0; column < width; column++) {
        if (isDone[column] === 1) continue;
        const reduced = least + costAt(costs, row, column, columns) - (rowPrice[row] ?? 0) - (columnPrice[column] ?? 0);
        if (reduced < (shortest[column] ?? 0)) {
          shortest[column] = reduced;
          before[column] = row;
        }
        if ((shortest[column] ?? 0) < nextCost) {
          nextCost = shortest[column] ?? 0;
          next = column;
        }
      }
      least = nextCost;
      isDone[next] = 1;
      if (rowOf[next] === NOBODY) sink = next;
      else row = rowOf[next] ?? 0;
    }
    this.reprice(from, least, width);
    for (let column = sink; ; ) {
      const owner = before[column] ?? 0;
      rowOf[column] = owner;
      const given = columnOf[owner] ?? NOBODY;
      columnOf[owner] = column;
      if (owner === from) return;
      column = given;
    }
  }

  private reprice(from: number, least: number, width: number): void {
    const { rowOf, rowPrice, columnPrice, shortest, isDone } = this;
    rowPrice[from] = (rowPrice[from] ?? 0) + least;
    for (let column = 0; column < width; column++) {
      if (isDone[column] !== 1) continue;
      const owner = rowOf[column] ?? NOBODY;
      const slack = least - (shortest[column] ?? 0);
      if (owner !== NOBODY) rowPrice[owner] = (rowPrice[owner] ?? 0) + slack;
      columnPrice[column] = (columnPrice[column] ?? 0) - slack;
    }
  }
}

function costAt(costs: Float64Array, row: number, column: number, columns: number): number {
  if (column < columns) return costs[row * columns + column] ?? Number.POSITIVE_INFINITY;
  return column === columns + row ? 0 : Number.POSITIVE_INFINITY;
}
