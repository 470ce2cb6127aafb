import { type Observable, Subject } from 'rxjs';
import type { ClockState } from '../contract/events.ts';

/** Where the clock stands: story time = `storyMs` + (machine - `machineMs`) * `rate`. */
export interface ClockAnchor {
  /** Epoch ms of the story at `machineMs`. */
  readonly storyMs: number;
  /** Epoch ms of the machine. */
  readonly machineMs: number;
  /** Story ms in a machine's ms, 1-60; 1 outside the simulated bay. */
  readonly rate: number;
}

/** The clock does not go on as it did. */
export interface ClockChange extends ClockState {
  /** What it showed before, epoch ms: `nowMs` where only the rate is another one, less where it was set forward. */
  readonly fromMs: number;
}

/** What is sent is on its way for up to so long, ms of real time: the simulator's tick, the socket, our turn. */
const WAY_MS = 1_000;

/** The only clock. Outside the simulated bay it is the machine's. */
export class Clock {
  private readonly changes = new Subject<ClockChange>();
  /** The offset or the rate is another one; what was said in the handshake no longer holds. */
  readonly changed$: Observable<ClockChange> = this.changes.asObservable();
  private setForwardMs = Number.NEGATIVE_INFINITY;

  /** `keep` is told of a change before it takes hold; where it throws, the clock goes on as before. */
  constructor(
    private anchor: ClockAnchor = { storyMs: 0, machineMs: 0, rate: 1 },
    private readonly machineMs: () => number = Date.now,
    private readonly keep: (next: ClockState) => void = () => undefined,
  ) {}

  /** Whole epoch ms, now. */
  nowMs(): number {
    const { storyMs, machineMs, rate } = this.anchor;
    return Math.floor(storyMs + (this.machineMs() - machineMs) * rate);
  }

  /** The machine's epoch ms: for limits that hold in real time whatever the story does, as those of a session. */
  realMs(): number {
    return this.machineMs();
  }

  get rate(): number {
    return this.anchor.rate;
  }

  /**
   * Epoch ms up to which all that was sent has arrived: silence is judged by this time. At rate 1 it is now; at 60 a line that is
   * on its way for a second comes a minute of story late, and its ship has not been silent for that.
   */
  arrivedMs(): number {
    const { storyMs, rate } = this.anchor;
    return rate === 1 ? this.nowMs() : Math.max(storyMs, this.nowMs() - (rate - 1) * WAY_MS);
  }

  /** What it was last set forward to, epoch ms; -Infinity: it never was. What was sent before that is not from now. */
  get leaptToMs(): number {
    return this.setForwardMs;
  }

  /** For the handshake: a client counts on from here. */
  state(): ClockState {
    return { nowMs: this.nowMs(), rate: this.rate };
  }

  /** Goes on from now at another rate; never jumps. */
  setRate(rate: number): void {
    if (!(rate >= 1 && rate <= 60)) throw new RangeError(`rate must be 1 to 60, got ${rate}`);
    const fromMs = this.nowMs();
    this.go({ nowMs: fromMs, rate, fromMs });
  }

  /** Goes on from `storyMs` (epoch ms) at the same rate; forward only. */
  jumpTo(storyMs: number): void {
    const fromMs = this.nowMs();
    if (!(Number.isInteger(storyMs) && storyMs > fromMs && storyMs <= 8.64e15))
      throw new RangeError(`storyMs must be whole and after now (${fromMs}), got ${storyMs}`);
    this.go({ nowMs: storyMs, rate: this.rate, fromMs });
  }

  private go(change: ClockChange): void {
    const { nowMs, rate, fromMs } = change;
    this.keep({ nowMs, rate });
    this.anchor = { storyMs: nowMs, machineMs: this.machineMs(), rate };
    if (nowMs > fromMs) this.setForwardMs = nowMs;
    this.changes.next(change);
  }
}
