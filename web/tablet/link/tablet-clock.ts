import type { ClockState } from '../../../server/contract/events.ts';

/** The server's clock as it was told last. */
export interface ToldClock extends ClockState {
  /** When it was told, by the tablet's clock, epoch ms. */
  readonly deviceMs: number;
}

/** The server's time by the tablet's clock, also long after the last contact. */
export const serverMs = ({ nowMs, rate, deviceMs }: ToldClock, device: number): number =>
  nowMs + (device - deviceMs) * rate;
