import type { Boarding } from '../../server/contract/boarding.ts';
import type { Boat } from '../../server/contract/boat.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Message } from '../../server/contract/message.ts';
import type { TabletPicture } from '../../server/contract/tablet.ts';
import { isOpen } from '../../server/domain/dispatch/order-life.ts';
import type { Conflict, Fix } from './link/acts.ts';
import type { ToldClock } from './link/tablet-clock.ts';

/** A closed area near the boat, as it was imported. */
export interface Hazard {
  readonly name: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly rings: readonly (readonly (readonly number[])[])[];
}

/** What the tablet knows; all of it is kept, and shown again after a start without a network. */
export interface Known {
  readonly boat: Boat | null;
  readonly orders: readonly Order[];
  readonly messages: readonly Message[];
  readonly picture: TabletPicture | null;
  readonly hazards: { readonly revision: string; readonly areas: readonly Hazard[] };
  readonly clock: ToldClock | null;
  readonly simulation: boolean;
  /** The last word of the server, by the tablet's clock, epoch ms. */
  readonly contactMs: number | null;
  /** Where the boat was, the newest last. */
  readonly trail: readonly Fix[];
  readonly conflicts: readonly Conflict[];
  /** A report that is being written; null: none. */
  readonly draft: Boarding | null;
  /** The version of an order that the crew has looked at, by order. */
  readonly looked: Readonly<Record<string, number>>;
}

export const NOTHING_KNOWN: Known = {
  ...{ boat: null, orders: [], messages: [], picture: null, hazards: { revision: '', areas: [] } },
  ...{ clock: null, simulation: false, contactMs: null, trail: [], conflicts: [], draft: null, looked: {} },
};

/** An order as it was told: of two, the later revision. */
export function withOrder(known: Known, order: Order): Known {
  const before = known.orders.find(({ orderId }) => orderId === order.orderId);
  if (before !== undefined && before.revision > order.revision) return known;
  const others = known.orders.filter(({ orderId }) => orderId !== order.orderId);
  const latest = [...others, order].sort((a, b) => a.stateMs - b.stateMs).slice(-MOST_ORDERS);
  return { ...known, orders: latest };
}

export function withMessage(known: Known, message: Message): Known {
  const others = known.messages.filter(({ messageId }) => messageId !== message.messageId);
  return { ...known, messages: [...others, message].sort((a, b) => a.atMs - b.atMs).slice(-MOST_MESSAGES) };
}

const MOST_MESSAGES = 60;
const MOST_ORDERS = 12;

/** The order that the boat is on; else the one that ended last; null: none. */
export function currentOrder({ orders }: Known): Order | null {
  const newest = [...orders].sort((a, b) => b.stateMs - a.stateMs);
  return newest.find(({ state }) => isOpen(state)) ?? newest[0] ?? null;
}

/** An open order, or the end of one, that the crew has not looked at. */
export function unlooked({ orders, looked }: Known): Order | null {
  const isNew = ({ orderId, version, state }: Order): boolean => {
    const seen = looked[orderId];
    if (isOpen(state)) return seen === undefined || seen < version;
    // of an order that the crew knows they must hear that it has been recalled
    return state === 'stood-down' && seen !== undefined && seen !== ENDED;
  };
  return orders.find(isNew) ?? null;
}

/** Stands for "its end was looked at". */
export const ENDED = Number.MAX_SAFE_INTEGER;
