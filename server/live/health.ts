import type { FeedStatus } from '../contract/feeds.ts';
import type { Health, HealthPart, HealthState } from '../contract/health.ts';
import type { HistoryStatus } from '../contract/history.ts';

/** What the installation has and whether it works. */
export interface HealthInput {
  readonly feeds: readonly FeedStatus[];
  readonly isDatabaseUp: boolean;
  readonly history: HistoryStatus | null;
  readonly cameras: Omit<HealthPart, 'sinceMs'>;
  readonly boats: Omit<HealthPart, 'sinceMs'>;
  readonly nowMs: number;
}

/** The health of everything; a part keeps its object, and so its `sinceMs`, as long as nothing of it changes. */
export function healthOf(
  { feeds, isDatabaseUp, history, cameras, boats, nowMs }: HealthInput,
  before: Health | null,
): Health {
  const up = feeds.filter((feed) => feed.state === 'up').length;
  const next: Health = {
    feeds: part({ state: feedsState(feeds, up), up, total: feeds.length }, nowMs, before?.feeds),
    cameras: part(cameras, nowMs, before?.cameras),
    database: part({ state: databaseState(isDatabaseUp, history), up: null, total: null }, nowMs, before?.database),
    boats: part(boats, nowMs, before?.boats),
    history,
  };
  if (!before) return next;
  const isSame = (Object.keys(next) as (keyof Health)[]).every((name) => next[name] === before[name]);
  return isSame ? before : next;
}

/** One that answers but takes nothing in, or has no room, does its work in part. */
function databaseState(isUp: boolean, history: HistoryStatus | null): HealthState {
  if (!isUp) return 'down';
  if (history === null) return 'ok';
  const isWhole = history.state === 'ok' && history.raw.error === null && history.disk?.state !== 'full';
  return isWhole ? 'ok' : 'degraded';
}

/** A feed that is only just connecting is not down yet; one that was played to its end gives nothing any more. */
function feedsState(feeds: readonly FeedStatus[], up: number): HealthState {
  if (feeds.length === 0) return 'absent';
  if (up === feeds.length) return feeds.every(isTrue) ? 'ok' : 'degraded';
  return up > 0 || feeds.some((feed) => feed.state === 'connecting') ? 'degraded' : 'down';
}

/** False: a radar that does not point where it says. */
const isTrue = ({ radar }: FeedStatus): boolean =>
  radar?.health == null || radar.health.state === 'up' || radar.health.state === 'silent';

function part(now: Omit<HealthPart, 'sinceMs'>, nowMs: number, before: HealthPart | undefined): HealthPart {
  if (before?.state !== now.state) return { ...now, sinceMs: nowMs };
  if (before.up === now.up && before.total === now.total) return before;
  return { ...now, sinceMs: before.sinceMs };
}
