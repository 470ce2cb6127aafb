/** Side of a cell: half a line of small text. */
const CELL_PX = 8;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Which parts of the screen are taken. Hot: bytes, no objects. */
export class LabelGrid {
  private columns = 0;
  private rows = 0;
  private taken = new Uint8Array(0);

  clear(widthPx: number, heightPx: number): void {
    this.columns = Math.max(1, Math.ceil(widthPx / CELL_PX));
    this.rows = Math.max(1, Math.ceil(heightPx / CELL_PX));
    const size = this.columns * this.rows;
    if (this.taken.length < size) this.taken = new Uint8Array(size);
    else this.taken.fill(0, 0, size);
  }

  /** Free, and wholly on the screen. */
  isFree({ x, y, w, h }: Box): boolean {
    if (x < 0 || y < 0 || x + w > this.columns * CELL_PX || y + h > this.rows * CELL_PX) return false;
    const lastRow = Math.floor((y + h - 1) / CELL_PX);
    const lastColumn = Math.floor((x + w - 1) / CELL_PX);
    for (let row = Math.floor(y / CELL_PX); row <= lastRow; row++) {
      for (let column = Math.floor(x / CELL_PX); column <= lastColumn; column++) {
        if (this.taken[row * this.columns + column]) return false;
      }
    }
    return true;
  }

  take({ x, y, w, h }: Box): void {
    const top = Math.max(0, Math.floor(y / CELL_PX));
    const left = Math.max(0, Math.floor(x / CELL_PX));
    const bottom = Math.min(this.rows - 1, Math.floor((y + h - 1) / CELL_PX));
    const right = Math.min(this.columns - 1, Math.floor((x + w - 1) / CELL_PX));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) this.taken[row * this.columns + column] = 1;
    }
  }
}
