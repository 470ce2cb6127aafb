import type {
  BoatsNews,
  ClockState,
  DraftsNews,
  HelloAnswer,
  MessagesNews,
  OrdersNews,
  View,
} from '../../server/contract/events.ts';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { Health } from '../../server/contract/health.ts';
import type { TrackDetail } from '../../server/contract/picture.ts';
import type { Frame } from '../../server/domain/frame/decode-frame.ts';
import type { SocketPhase } from './link.ts';

export type Welcome = Extract<HelloAnswer, { ok: true }>;

/** What the worker tells the page. Times are `performance.timeOrigin + performance.now()`, which page and worker share. */
export type FromWorker =
  /** Every second: the worker itself runs. */
  | { readonly type: 'beat' }
  | { readonly type: 'phase'; readonly phase: SocketPhase }
  | { readonly type: 'welcome'; readonly welcome: Welcome; readonly sentMs: number; readonly receivedMs: number }
  | { readonly type: 'frame'; readonly frame: Frame; readonly receivedMs: number }
  | { readonly type: 'clock'; readonly clock: ClockState; readonly receivedMs: number }
  | { readonly type: 'health'; readonly health: Health }
  | { readonly type: 'feeds'; readonly feeds: readonly FeedStatus[] }
  | { readonly type: 'boats'; readonly news: BoatsNews }
  | { readonly type: 'orders'; readonly news: OrdersNews }
  | { readonly type: 'drafts'; readonly news: DraftsNews }
  | { readonly type: 'messages'; readonly news: MessagesNews }
  | { readonly type: 'track'; readonly track: TrackDetail | null };

/** What the page asks of the worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly url: string }
  | { readonly type: 'view'; readonly view: View }
  /** One frame was applied. */
  | { readonly type: 'applied' }
  /** The page slept: ask for the clock and the whole view again. */
  | { readonly type: 'resync' };
