import { z } from 'zod';
import type { Boat } from './boat.ts';
import type { ErrorCode } from './constants.ts';
import type { Order } from './dispatch.ts';
import type { Draft } from './draft.ts';
import type { FeedStatus } from './feeds.ts';
import type { Health } from './health.ts';
import type { Message } from './message.ts';
import type { TrackDetail } from './picture.ts';

/** The server's clock as a client must show it: story time = nowMs + (elapsed real ms) * rate. */
export interface ClockState {
  readonly nowMs: number;
  readonly rate: number;
}

export type Refusal = { readonly ok: false; readonly error: ErrorCode; readonly message?: string };

export type HelloAnswer =
  | {
      readonly ok: true;
      readonly protocol: number;
      /** Build id of the served console: another one means a newer console is there. */
      readonly build: string;
      readonly clock: ClockState;
      /** Every screen carries the SIMULATION frame. */
      readonly simulation: boolean;
    }
  | Refusal;

/** `live:hello`: which shapes of events and frames the client speaks. */
export const helloSchema = z.strictObject({ protocol: z.number().int() });
export type Hello = z.infer<typeof helloSchema>;

const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);

/** Degrees; west may be greater than east across 180. `trackId`: the selected track, told of at once and in full. */
export const viewSchema = z
  .strictObject({ west: lon, south: lat, east: lon, north: lat, trackId: z.string().min(1).max(64).nullable() })
  .refine((view) => view.south <= view.north, { path: ['south'], message: 'is north of north' });
export type View = z.infer<typeof viewSchema>;

export interface BoatsNews {
  readonly changed: readonly Boat[];
  readonly gone: readonly string[];
}

export interface OrdersNews {
  readonly changed: readonly Order[];
  readonly gone: readonly string[];
}

export interface DraftsNews {
  readonly changed: readonly Draft[];
  readonly gone: readonly string[];
}

export interface MessagesNews {
  readonly changed: readonly Message[];
  readonly gone: readonly string[];
}

export type Done = { readonly ok: true } | Refusal;

export interface ClientToServer {
  'live:hello': (ask: Hello, answer: (a: HelloAnswer) => void) => void;
  'live:view': (view: View, answer: (a: Done) => void) => void;
}

export interface ServerToClient {
  /** Binary, see server/domain/frame. One a tick, with nothing in it when nothing changed; one more after a change of view. */
  'live:frame': (frame: ArrayBuffer) => void;
  /** The selected track, when anything of it changes (at most once a tick); null: it is gone. */
  'track:changed': (track: TrackDetail | null) => void;
  'feeds:changed': (feeds: readonly FeedStatus[]) => void;
  'health:changed': (health: Health) => void;
  /** At first all boats, then those that have changed, at most once a tick. `gone`: taken out of the registry. */
  'boats:changed': (news: BoatsNews) => void;
  /** At first all messages at hand, then those that have changed. */
  'messages:changed': (news: MessagesNews) => void;
  /** At first all orders at hand, then those that have changed. `gone`: ended twelve hours ago. */
  'dispatch:changed': (news: OrdersNews) => void;
  /** At first all orders that are not sent yet, then those that have changed. `gone`: sent, discarded, or too old. */
  'drafts:changed': (news: DraftsNews) => void;
  'clock:changed': (clock: ClockState) => void;
  /** The session has ended; the socket closes next. */
  'session:ended': () => void;
}
