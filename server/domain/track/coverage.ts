import { UNITS_PER_DEGREE } from './track-table.ts';

/** Side of a cell in 1/600,000 degree: 0.1 degree. */
const CELL_UNITS = UNITS_PER_DEGREE / 10;
const COLUMNS = 3600;
/** A receiver which has heard nothing in a cell for so long is not counted on there, ms of its own hearing. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** Number of the 0.1 degree cell of a position in 1/600,000 degree: rows from 90 S, columns from 180 W. */
export function cellOf(lon: number, lat: number): number {
  const column = Math.min(COLUMNS - 1, Math.floor((lon + 180 * UNITS_PER_DEGREE) / CELL_UNITS));
  const row = Math.min(1799, Math.floor((lat + 90 * UNITS_PER_DEGREE) / CELL_UNITS));
  return row * COLUMNS + column;
}

/** South-west corner of a cell, degrees. */
export function cornerOf(cell: number): { readonly lon: number; readonly lat: number } {
  return { lon: ((cell % COLUMNS) - 1800) / 10, lat: (Math.floor(cell / COLUMNS) - 900) / 10 };
}

/** One cell, as the API shows it. */
export interface CoverageCell {
  readonly cell: number;
  /** Numbers of the sources that hear there. */
  readonly sources: readonly number[];
  /** Epoch ms since when none of them is heard; null: at least one is. */
  readonly noReceptionSinceMs: number | null;
}

/** Where each receiver hears ships, learned from where it has heard them. */
export class Coverage {
  /** cell -> source -> our time of the last position it heard there. */
  private readonly cells = new Map<number, Map<number, number>>();
  /** Silent sources, with our time of their last sentence. */
  private silent = new Map<number, number>();

  /** The source heard a position in this cell. */
  heard(cell: number, source: number, atMs: number): void {
    let sources = this.cells.get(cell);
    if (sources === undefined) {
      sources = new Map();
      this.cells.set(cell, sources);
    }
    sources.set(source, atMs);
  }

  /** Sets which sources are silent, each with the time of its last sentence. True: other ones than before. */
  silence(silent: Map<number, number>): boolean {
    const before = this.silent;
    this.silent = silent;
    if (before.size !== silent.size) return true;
    for (const source of silent.keys()) if (!before.has(source)) return true;
    return false;
  }

  /** Epoch ms since when nothing can be heard there; null: a receiver is at work, or none ever was. */
  noReceptionSinceMs(cell: number): number | null {
    const sources = this.cells.get(cell);
    if (sources === undefined || this.silent.size === 0) return null;
    let newestMs = 0;
    for (const atMs of sources.values()) newestMs = Math.max(newestMs, atMs);
    let sinceMs: number | null = null;
    for (const [source, atMs] of sources) {
      if (newestMs - atMs > FORGOTTEN_MS) continue;
      const lastMs = this.silent.get(source);
      if (lastMs === undefined) return null;
      sinceMs = Math.max(sinceMs ?? 0, lastMs);
    }
    return sinceMs;
  }

  /** All cells learned. */
  *list(): Generator<CoverageCell> {
    for (const [cell, sources] of this.cells) {
      yield { cell, sources: [...sources.keys()], noReceptionSinceMs: this.noReceptionSinceMs(cell) };
    }
  }
}
