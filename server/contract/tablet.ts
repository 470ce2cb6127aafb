import { z } from 'zod';
import type { Boat } from './boat.ts';
import type { Order } from './dispatch.ts';
import type { ClockState, Refusal } from './events.ts';

/** Shapes of the tablet's events; a server speaks this one and the one before, so that a tablet at sea still gets its orders. */
export const TABLET_PROTOCOL = 1;
export const OLDEST_TABLET_PROTOCOL = 1;

/** Event `tablet:hello`. */
export const tabletHelloSchema = z.strictObject({
  protocol: z.number().int().min(OLDEST_TABLET_PROTOCOL).max(TABLET_PROTOCOL),
});

export interface TabletHello {
  readonly boat: Boat;
  readonly orders: readonly Order[];
  readonly clock: ClockState;
}

export type TabletAnswer<T> = ({ readonly ok: true } & T) | Refusal;

/** Event `dispatch:told` to a tablet, acknowledged by `{ ok: true }` once it is stored there. Told again until then. */
export type TabletTold = (order: Order, answer: (a: { readonly ok: boolean }) => void) => void;
