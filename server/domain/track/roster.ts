import { FLAG } from './kind.ts';
import { aisTrackId, parseAisTrackId, parseRadarTrackId, radarTrackId } from './track-id.ts';
import type { TrackMemory } from './track-memory.ts';
import type { TrackTable } from './track-table.ts';

/** Craft kept apart on one MMSI at most. */
const MAX_PER_MMSI = 4;

/** Which rows belong to which MMSI, and their names outside. */
export class Roster {
  private readonly heads = new Map<number, number>();
  private readonly radar = new Map<number, number>();
  private readonly ids: (string | undefined)[] = [];

  constructor(
    private readonly table: TrackTable,
    private readonly memory: TrackMemory,
  ) {}

  /** First row of the MMSI; -1: none. The others follow by `memory.next`. */
  head(mmsi: number): number {
    return this.heads.get(mmsi) ?? -1;
  }

  /** A fresh row for a craft on this MMSI, first heard at `nowMs`. */
  add(mmsi: number, nowMs: number): number {
    const { table, memory } = this;
    const head = this.head(mmsi);
    const row = table.add();
    memory.begin(row, table.capacity, nowMs);
    table.mmsi[row] = mmsi;
    this.ids[row] = undefined;
    if (head < 0) {
      this.heads.set(mmsi, row);
      return row;
    }
    memory.ordinal[row] = this.freeOrdinal(head);
    memory.next[row] = memory.next[head] ?? -1;
    memory.next[head] = row;
    for (const each of this.rowsOf(mmsi)) this.flag(each, FLAG.sharedMmsi);
    return row;
  }

  /** A fresh row for a craft that radar alone sees, under this number, first seen at `nowMs`. */
  addRadar(number: number, nowMs: number): number {
    const { table, memory } = this;
    const row = table.add();
    memory.begin(row, table.capacity, nowMs);
    memory.radarNumber[row] = number;
    this.ids[row] = undefined;
    this.radar.set(number, row);
    return row;
  }

  /** Frees the row. Returns the row that has the MMSI for itself from now on; -1: none. */
  remove(row: number): number {
    const { table, memory } = this;
    const mmsi = table.mmsi[row] ?? 0;
    const radar = memory.radarNumber[row] ?? 0;
    if (radar > 0) {
      this.radar.delete(radar);
      table.remove(row);
      this.ids[row] = undefined;
      return -1;
    }
    const rows = this.rowsOf(mmsi).filter((each) => each !== row);
    table.remove(row);
    this.ids[row] = undefined;
    const [head] = rows;
    if (head === undefined) {
      this.heads.delete(mmsi);
      return -1;
    }
    this.heads.set(mmsi, head);
    for (let i = 0; i < rows.length; i++) memory.next[rows[i] ?? 0] = rows[i + 1] ?? -1;
    if (rows.length > 1) return -1;
    table.flags[head] = (table.flags[head] ?? 0) & ~FLAG.sharedMmsi;
    table.revision[head] = (table.revision[head] ?? 0) + 1;
    return head;
  }

  /** All rows of the MMSI. */
  rowsOf(mmsi: number): number[] {
    const rows: number[] = [];
    for (let row = this.head(mmsi); row >= 0; row = this.memory.next[row] ?? -1) rows.push(row);
    return rows;
  }

  /** Row of the craft on the MMSI whose position is the oldest. */
  quietest(mmsi: number): number {
    const { heardMs } = this.table;
    return this.rowsOf(mmsi).reduce((a, b) => ((heardMs[b] ?? 0) < (heardMs[a] ?? 0) ? b : a));
  }

  /** True: no further craft is kept apart on this MMSI. */
  isFull(mmsi: number): boolean {
    return this.rowsOf(mmsi).length >= MAX_PER_MMSI;
  }

  /** Stable, unique text of the track in this row. */
  trackIdOf(row: number): string {
    const known = this.ids[row];
    if (known !== undefined) return known;
    const radar = this.memory.radarNumber[row] ?? 0;
    const id = radar > 0 ? radarTrackId(radar) : aisTrackId(this.table.mmsi[row] ?? 0, this.memory.ordinal[row] ?? 1);
    this.ids[row] = id;
    return id;
  }

  /** Row of the track; -1: there is none. */
  rowOf(trackId: string): number {
    const parts = parseAisTrackId(trackId);
    if (parts === null) return this.radar.get(parseRadarTrackId(trackId) ?? 0) ?? -1;
    return this.rowsOf(parts.mmsi).find((row) => this.memory.ordinal[row] === parts.ordinal) ?? -1;
  }

  private freeOrdinal(head: number): number {
    const taken = this.rowsOf(this.table.mmsi[head] ?? 0).map((row) => this.memory.ordinal[row]);
    let ordinal = 1;
    while (taken.includes(ordinal)) ordinal++;
    return ordinal;
  }

  private flag(row: number, flag: number): void {
    this.table.flags[row] = (this.table.flags[row] ?? 0) | flag;
    this.table.revision[row] = (this.table.revision[row] ?? 0) + 1;
  }
}
