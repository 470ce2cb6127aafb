import { z } from 'zod';
import type { Boat, BoatPosition, BoatState } from './boat.ts';
import { OLDEST_TABLET_PROTOCOL, TABLET_PROTOCOL } from './constants.ts';
import type { Order } from './dispatch.ts';
import type { ClockState, Refusal } from './events.ts';
import type { Message } from './message.ts';

/** Event `tablet:hello`. */
export const tabletHelloSchema = z.strictObject({
  protocol: z.number().int().min(OLDEST_TABLET_PROTOCOL).max(TABLET_PROTOCOL),
  /** Since protocol 2: revisions of the orders that it keeps, by order; these are not told once more. */
  has: z.record(z.uuid(), z.number().int().min(0)).default({}),
});

export interface TabletHello {
  readonly boat: Boat;
  /** Since protocol 2 none: what the tablet has not is told by `dispatch:told`. */
  readonly orders: readonly Order[];
  readonly clock: ClockState;
  /** Since protocol 2: what was said lately, to this boat and by her. */
  readonly messages: readonly Message[];
  /** Hours without contact after which the tablet erases what it keeps. */
  readonly eraseAfterH: number;
  /** Nothing of this is real. */
  readonly simulation: boolean;
}

export type TabletAnswer<T> = ({ readonly ok: true } & T) | Refusal;

/** Event `dispatch:told` to a tablet, acknowledged by `{ ok: true }` once it is stored there. Told again until then. */
export type TabletTold = (order: Order, answer: (a: { readonly ok: boolean }) => void) => void;

/** A ship near the boat, as AIS or radar see it. */
export interface ShipNear {
  readonly trackId: string;
  readonly name: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
  readonly fixMs: number;
}

/** Another boat of ours. */
export interface BoatNear extends Pick<BoatPosition, 'lon' | 'lat' | 'sogKn' | 'cogDeg' | 'fixMs'> {
  readonly boatId: string;
  readonly name: Boat['name'];
  readonly state: BoatState;
}

/** Event `tablet:picture` since protocol 2, every ten seconds, without a receipt: what is round the boat. */
export interface TabletPicture {
  /** By the server's clock, epoch ms. */
  readonly atMs: number;
  readonly boats: readonly BoatNear[];
  /** The nearest first. */
  readonly ships: readonly ShipNear[];
  /** Another one: GET /api/v1/waters/areas has other closed areas. */
  readonly watersRevision: string;
}
