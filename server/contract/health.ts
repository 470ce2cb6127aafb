import type { HistoryStatus } from './history.ts';

/** One word of the top bar. `absent`: not part of this installation (yet), shown muted, never green. */
export type HealthState = 'ok' | 'degraded' | 'down' | 'absent';

export interface HealthPart {
  readonly state: HealthState;
  /** Of those that should be up: how many are. null where counting makes no sense (the database). */
  readonly up: number | null;
  readonly total: number | null;
  /** Epoch ms since when it is in this state. */
  readonly sinceMs: number;
}

/** Sent on connect and at each change: `health:changed`. */
export interface Health {
  readonly feeds: HealthPart;
  readonly cameras: HealthPart;
  readonly database: HealthPart;
  readonly boats: HealthPart;
  /** Whether what is heard is kept, and how long the disk will do; null: this server keeps nothing. */
  readonly history: HistoryStatus | null;
}
