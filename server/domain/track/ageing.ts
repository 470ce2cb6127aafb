import { cellOf } from './coverage.ts';
import { dropTrack } from './drop-track.ts';
import type { Fusion } from './fusion.ts';
import { FLAG, kindCode, stateCode } from './kind.ts';
import { goneAfterMs, stateAfter } from './lifetime.ts';
import { NO_POSITION } from './track-table.ts';

const STALE = stateCode('stale');
const RADAR = kindCode('radar');
/** What radar alone sees and an operator has named stays so long, lost, after its last echo, ms. */
const NAMED_GONE_MS = 3_600_000;

/** Moves tracks on as time passes without reports: live, stale, lost, gone; and marks areas without reception. */
export class Ageing {
  constructor(private readonly fusion: Fusion) {}

  /** To be called about once a second with the time of our clock, epoch ms. */
  tick(nowMs: number): void {
    this.listen(nowMs);
    this.fusion.suspicion.tick(nowMs);
    const { table } = this.fusion;
    for (let row = 0; row < table.size; row++) if (table.key[row] !== 0) this.age(row, nowMs);
  }

  private age(row: number, nowMs: number): void {
    const { table, memory } = this.fusion;
    // what an operator has plotted stays until it is dropped
    if (((table.flags[row] ?? 0) & FLAG.byHand) !== 0) return;
    const placed = table.lon[row] !== NO_POSITION;
    const heardMs = (placed ? table.heardMs[row] : table.lastSeenMs[row]) ?? 0;
    const silentMs = nowMs - heardMs;
    const kind = table.kind[row] ?? 0;
    const intervalMs = table.intervalMs[row] ?? 0;
    const restored = ((table.flags[row] ?? 0) & FLAG.restored) !== 0;
    const state = Math.max(restored ? STALE : 0, stateAfter(silentMs, kind, intervalMs));
    if (state !== table.state[row]) {
      table.state[row] = state;
      this.fusion.revise(row);
      this.fusion.emit(row, 'state');
    }
    const unheardMs = nowMs - (table.lastSeenMs[row] ?? 0);
    const goneMs = goneAfterMs(kind, intervalMs, memory.messages[row] ?? 0);
    const isNamed = kind === RADAR && this.fusion.identities[row] !== undefined;
    if (unheardMs > (isNamed ? Math.max(goneMs, NAMED_GONE_MS) : goneMs)) dropTrack(this.fusion, row);
  }

  /** Which receivers are silent, and which tracks cannot be heard for that. */
  private listen(nowMs: number): void {
    const { sources, coverage, table } = this.fusion;
    const silent = new Map<number, number>();
    for (const source of sources.list) if (source.isSilent(nowMs)) silent.set(source.index, source.lastMs);
    if (!coverage.silence(silent)) return;
    for (let row = 0; row < table.size; row++) {
      if (table.key[row] === 0 || table.lon[row] === NO_POSITION) continue;
      const deaf = coverage.noReceptionSinceMs(cellOf(table.lon[row] ?? 0, table.lat[row] ?? 0)) !== null;
      const flags = table.flags[row] ?? 0;
      if (deaf === ((flags & FLAG.noReception) !== 0)) continue;
      table.flags[row] = deaf ? flags | FLAG.noReception : flags & ~FLAG.noReception;
      this.fusion.revise(row);
      this.fusion.emit(row, 'state');
    }
  }
}
