import type { ScanPlot } from './scan.ts';

/** Side of a cell in degrees of latitude, about 1.1 km; as many of longitude, which is less far. */
const CELL_DEG = 0.01;
const BUCKETS = 4_096;

const bucketOf = (x: number, y: number): number =>
  ((Math.imul(x, 73_856_093) ^ Math.imul(y, 19_349_663)) >>> 0) % BUCKETS;

/** The plots of a scan by place. */
export class PlotGrid {
  private readonly first = new Int32Array(BUCKETS);
  private next = new Int32Array(256);
  private x = new Int32Array(256);
  private y = new Int32Array(256);

  fill(plots: readonly ScanPlot[], size: number): void {
    this.first.fill(-1);
    if (size > this.next.length) {
      this.next = new Int32Array(size * 2);
      this.x = new Int32Array(size * 2);
      this.y = new Int32Array(size * 2);
    }
    for (let i = 0; i < size; i++) {
      const plot = plots[i] as ScanPlot;
      const x = Math.floor(plot.lon / CELL_DEG);
      const y = Math.floor(plot.lat / CELL_DEG);
      this.x[i] = x;
      this.y[i] = y;
      const bucket = bucketOf(x, y);
      this.next[i] = this.first[bucket] ?? -1;
      this.first[bucket] = i;
    }
  }

  /** Calls `found` with every plot in the cells that a square of this half side (degrees) round the place touches. */
  near(lon: number, lat: number, halfLonDeg: number, halfLatDeg: number, found: (plot: number) => void): void {
    const west = Math.floor((lon - halfLonDeg) / CELL_DEG);
    const east = Math.floor((lon + halfLonDeg) / CELL_DEG);
    const south = Math.floor((lat - halfLatDeg) / CELL_DEG);
    const north = Math.floor((lat + halfLatDeg) / CELL_DEG);
    for (let y = south; y <= north; y++) {
      for (let x = west; x <= east; x++) {
        for (let i = this.first[bucketOf(x, y)] ?? -1; i >= 0; i = this.next[i] ?? -1) {
          if (this.x[i] === x && this.y[i] === y) found(i);
        }
      }
    }
  }
}
