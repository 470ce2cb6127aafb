import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { Health } from '../../server/contract/health.ts';
import type { Freshness } from '../net/freshness.ts';
import type { LinkState } from '../net/link.ts';

/** What the live link tells desk and wall, as React state. */
export interface LiveState {
  readonly link: LinkState;
  readonly freshness: Freshness;
  /** Story time of what is drawn, epoch ms; null: nothing is. */
  readonly drawnMs: number | null;
  /** The server now serves another build of the console than this one. */
  readonly updated: boolean;
  /** Story seconds a second. */
  readonly rate: number;
  /** Story time that the clock was just set forward to, epoch ms; null: it was not. */
  readonly leaptToMs: number | null;
  readonly simulation: boolean;
  readonly health: Health | null;
  readonly feeds: readonly FeedStatus[] | null;
}

const DEAD: readonly LinkState[] = ['reload', 'unauthenticated'];
const UNHEARD: readonly LinkState[] = ['connecting', 'lost', ...DEAD];

/** Nothing on the screen counts as now. */
export const isFrozen = ({ freshness, link }: Pick<LiveState, 'freshness' | 'link'>): boolean =>
  freshness.state === 'frozen' || DEAD.includes(link);

/** Health is known only while the server is heard. */
export const knownHealth = (live: Pick<LiveState, 'freshness' | 'link' | 'health'>): Health | null =>
  isFrozen(live) || UNHEARD.includes(live.link) ? null : live.health;
