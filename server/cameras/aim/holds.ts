/** Whoever steers a camera has it for so long after the last touch, ms. */
const HOLD_MS = 30_000;

interface Holder {
  readonly who: string;
  /** Epoch ms of the machine. */
  readonly untilMs: number;
}

/** One hand at a time: who steers which camera. */
export class Holders {
  private readonly holders = new Map<string, Holder>();

  constructor(private readonly nowMs: () => number) {}

  of(cameraId: string): Holder | null {
    const holder = this.holders.get(cameraId);
    return holder !== undefined && holder.untilMs > this.nowMs() ? holder : null;
  }

  /** Who would be in the way of `who`; null: nobody. */
  inTheWay(cameraId: string, who: string): Holder | null {
    const holder = this.of(cameraId);
    return holder === null || holder.who === who ? null : holder;
  }

  touch(cameraId: string, who: string): void {
    this.holders.set(cameraId, { who, untilMs: this.nowMs() + HOLD_MS });
  }

  release(cameraId: string): void {
    this.holders.delete(cameraId);
  }
}
