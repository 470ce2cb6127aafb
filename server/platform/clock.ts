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

/** The only clock. Outside the simulated bay it is the machine's. */
export class Clock {
  private readonly changes = new Subject<ClockState>();
  /** The offset or the rate is another one; what was said in the handshake no longer holds. */
  readonly changed$: Observable<ClockState> = this.changes.asObservable();

  constructor(
    private anchor: ClockAnchor = { storyMs: 0, machineMs: 0, rate: 1 },
    private readonly machineMs: () => number = Date.now,
  ) {}

  /** Whole epoch ms, now. */
  nowMs(): number {
    const { storyMs, machineMs, rate } = this.anchor;
    return Math.floor(storyMs + (this.machineMs() - machineMs) * rate);
  }

  get rate(): number {
    return this.anchor.rate;
  }

  /** For the handshake: a client counts on from here. */
  state(): ClockState {
    return { nowMs: this.nowMs(), rate: this.rate };
  }

  /** Goes on from now at another rate; never jumps. */
  setRate(rate: number): void {
    if (!(rate >= 1 && rate <= 60)) throw new RangeError(`rate must be 1 to 60, got ${rate}`);
    this.anchor = { storyMs: this.nowMs(), machineMs: this.machineMs(), rate };
    this.changes.next(this.state());
  }
}
