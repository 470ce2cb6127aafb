import { distanceM, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { RadarPlot } from '../../../server/domain/radar/plot.ts';
import type { Fusion } from '../../../server/domain/track/fusion.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../../../server/domain/track/track-table.ts';

/** An echo further than this from where a craft was last is another craft's, m. */
const GATE_M = 250;
const SHOWN_AFTER = 3;
const FORGET_MS = 30_000;
const CELL_DEG = 0.005;

interface Known extends LonLat {
  readonly id: string;
  hits: number;
  plotMs: number;
}

/** The baseline: each echo is that of the nearest craft, where it was last; no filter, no assignment, one track a report of AIS. */
export class Nearest {
  private silent: Known[] = [];
  private readonly cells = new Map<string, Known[]>();
  private cellsMs = Number.NEGATIVE_INFINITY;
  private count = 0;

  constructor(
    private readonly fusion: Fusion,
    private readonly took: (trackId: string, plot: RadarPlot) => void,
  ) {}

  hear(plot: RadarPlot): void {
    if (plot.status === 'lost') return;
    if (plot.tMs - this.cellsMs >= 1000) this.index(plot.tMs);
    let best: Known | null = null;
    let bestM = GATE_M;
    const [x, y] = [Math.floor(plot.lon / CELL_DEG), Math.floor(plot.lat / CELL_DEG)];
    for (let i = x - 1; i <= x + 1; i++) {
      for (let j = y - 1; j <= y + 1; j++) {
        for (const known of this.cells.get(`${i},${j}`) ?? []) {
          const away = distanceM(known, plot);
          if (away >= bestM) continue;
          best = known;
          bestM = away;
        }
      }
    }
    if (best === null) {
      this.count++;
      best = { id: `n-${this.count}`, lon: plot.lon, lat: plot.lat, hits: 0, plotMs: plot.tMs };
      this.silent.push(best);
      this.put(best);
    }
    best.hits++;
    best.plotMs = plot.tMs;
    if (best.id.startsWith('n-')) Object.assign(best, { lon: plot.lon, lat: plot.lat });
    if (best.hits >= SHOWN_AFTER || best.id.startsWith('a-')) this.took(best.id, plot);
  }

  private index(nowMs: number): void {
    this.cellsMs = nowMs;
    this.cells.clear();
    this.silent = this.silent.filter(({ plotMs }) => nowMs - plotMs < FORGET_MS);
    for (const known of this.silent) this.put(known);
    const { table, roster } = this.fusion;
    for (let row = 0; row < table.size; row++) {
      if (table.key[row] === 0 || table.lon[row] === NO_POSITION || (table.mmsi[row] ?? 0) >= 970_000_000) continue;
      const place = { lon: (table.lon[row] ?? 0) / UNITS_PER_DEGREE, lat: (table.lat[row] ?? 0) / UNITS_PER_DEGREE };
      this.put({ id: roster.trackIdOf(row), ...place, hits: SHOWN_AFTER, plotMs: nowMs });
    }
  }

  private put(known: Known): void {
    const key = `${Math.floor(known.lon / CELL_DEG)},${Math.floor(known.lat / CELL_DEG)}`;
    const cell = this.cells.get(key);
    if (cell === undefined) this.cells.set(key, [known]);
    else cell.push(known);
  }
}
