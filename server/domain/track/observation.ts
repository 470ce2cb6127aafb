import type { AisMessage } from '../ais/message.ts';

/**
 * One decoded sentence as it came in: what `feeds` tells `picture`. Object and message are used again for the next one:
 * copy what you keep.
 */
export interface Observation {
  readonly message: AisMessage;
  /** Name of the feed, as configured. */
  readonly feed: string;
  /** Station (TAG `s:`) or, where a listening feed has many receivers, the receiver's address; empty: unknown. */
  readonly station: string;
  /** Our clock at receipt, epoch ms. */
  readonly receivedMs: number;
}
