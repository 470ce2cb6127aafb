import type { TrackDetail, TrackKind, TrackState } from '../../server/contract/picture.ts';
import type { Key, Translate } from '../i18n/translate.ts';
import { wayMs } from '../net/way.ts';

/** How many expected intervals without a report make a track stale (contract: TrackState). */
const STALE_INTERVALS = 3;

export type ShownState = TrackState | 'unknown';

/**
 * The state that may be shown. Frozen: nothing comes from the server, so nothing is known. A track that has outlived its interval
 * on this screen is stale even before the server says so.
 */
export function shownState(
  track: Pick<TrackDetail, 'state' | 'lastSeenMs' | 'intervalMs'>,
  nowMs: number,
  { frozen, rate = 1 }: { readonly frozen: boolean; readonly rate?: number },
): ShownState {
  if (frozen) return 'unknown';
  const silentMs = nowMs - track.lastSeenMs - wayMs(rate);
  const silent = track.intervalMs > 0 && silentMs > track.intervalMs * STALE_INTERVALS;
  return track.state === 'live' && silent ? 'stale' : track.state;
}

const KINDS_OF_SHIPS: readonly TrackKind[] = ['vessel-a', 'vessel-b', 'auxiliary', 'own'];

/** Ships have a ship type, a size and a voyage; aids, aircraft and stations have not. */
export const isShip = (kind: TrackKind): boolean => KINDS_OF_SHIPS.includes(kind);

const NAV_KEYS = Array.from({ length: 15 }, (_, i) => `nav.${i}`) as readonly Key[];

/** Navigational status in words; null: not sent. */
export function navStatusText(status: number | null, t: Translate): string | null {
  const key = status === null ? undefined : NAV_KEYS[status];
  return key ? (t as (key: Key) => string)(key) : null;
}

const REGIONS = {
  ja: new Intl.DisplayNames(['ja'], { type: 'region' }),
  en: new Intl.DisplayNames(['en'], { type: 'region' }),
};

/** Name of a country by its ISO code. */
export function countryName(code: string, language: 'ja' | 'en'): string {
  try {
    return REGIONS[language].of(code) ?? code;
  } catch {
    return code; // not a region code: better the letters than nothing
  }
}
