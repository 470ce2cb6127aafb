import { reasonOf } from '../../platform/start-error.ts';
import type { ClockEntry, Draft } from './ledger-entry.ts';
import { askTime, type TimeOffset } from './sntp.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface TimeCheckOptions {
  /** `host` or `host:port`; null: none is set. */
  readonly server: string | null;
  readonly enter: (draft: Draft) => Promise<unknown>;
  readonly ask?: (server: string) => Promise<TimeOffset>;
}

export type TimeState = Pick<ClockEntry, 'server' | 'offsetMs' | 'delayMs' | 'why'>;

/** Enters in the chain how far the machine's clock is off: every hour; without an answer once a day that there is none. */
export class TimeCheck {
  /** As last found; null: not yet. */
  state: TimeState | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private enteredAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: TimeCheckOptions) {}

  /** To be called often. `elapsedMs`: a clock that only goes forward. */
  async tick(elapsedMs: number): Promise<void> {
    if (elapsedMs - this.askedAt < HOUR_MS) return;
    this.askedAt = elapsedMs;
    const before = this.state;
    const state = await this.measure();
    this.state = state;
    const isKnown = before !== null && before.offsetMs === null && state.offsetMs === null;
    if (isKnown && elapsedMs - this.enteredAt < DAY_MS) return;
    await this.options.enter({ type: 'clock', ...state });
    this.enteredAt = elapsedMs;
  }

  private async measure(): Promise<TimeState> {
    const { server, ask = (name) => askTime({ server: name }) } = this.options;
    if (server === null) return { server, offsetMs: null, delayMs: null, why: 'NTP_SERVER is not set' };
    try {
      return { server, ...(await ask(server)), why: null };
    } catch (error) {
      return { server, offsetMs: null, delayMs: null, why: reasonOf(error).slice(0, 200) };
    }
  }
}
