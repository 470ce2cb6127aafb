/** Where the clock stands: story time = `storyMs` + (real - `realMs`) * `rate`. */
export interface ClockAnchor {
  /** Epoch ms of the story at `realMs`. */
  readonly storyMs: number;
  /** Epoch ms of the machine. */
  readonly realMs: number;
  /** Story ms per real ms, 1-60; 1 outside demo mode. */
  readonly rate: number;
}

/** The only clock. Outside demo mode it is the machine's. */
export class Clock {
  private anchor: ClockAnchor;

  constructor(
    anchor: ClockAnchor = { storyMs: 0, realMs: 0, rate: 1 },
    private readonly machineMs: () => number = Date.now,
  ) {
    this.anchor = anchor;
  }

  /** Epoch ms, now. */
  nowMs(): number {
    const { storyMs, realMs, rate } = this.anchor;
    return storyMs + (this.machineMs() - realMs) * rate;
  }

  get rate(): number {
    return this.anchor.rate;
  }
}
