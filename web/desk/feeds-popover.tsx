import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { FeedStatus, RadarHealth } from '../../server/contract/feeds.ts';
import type { HealthPart } from '../../server/contract/health.ts';
import { useTranslate } from '../i18n/language.tsx';
import { clockError, count, duration, isClockOff, jstMoment, jstTime } from '../ui/format.ts';
import { HealthWord } from '../ui/health-words.tsx';
import { type Now, useNow } from '../ui/now.ts';
import { useRate } from '../ui/rate.tsx';

const rejectedTotal = (feed: FeedStatus): number => Object.values(feed.rejected).reduce((sum, n) => sum + n, 0);

const rejectedCauses = (feed: FeedStatus): string =>
  Object.entries(feed.rejected)
    .filter(([, n]) => n > 0)
    .map(([cause, n]) => `${cause} ${count(n)}`)
    .join('  ');

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly warn?: boolean;
  readonly title?: string | undefined;
}

function Figure({ label, value, warn = false, title }: FigureProps): ReactNode {
  return (
    <div className={warn ? 'warn' : undefined} title={title}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** One feed: state in a word and a shape, then when it was heard, its clock, its counts. */
export function FeedRow({ feed, nowMs }: { feed: FeedStatus; nowMs: number }): ReactNode {
  const t = useTranslate();
  const rate = useRate();
  const { lastHeardMs, clockErrorMs } = feed;
  // in real time, as the server judges it: told every 5 s, a feed at sixty times the speed would seem minutes silent
  const heard =
    lastHeardMs === null ? t('feeds.neverHeard') : t('unit.ago', { age: duration((nowMs - lastHeardMs) / rate, t) });
  const clock = clockErrorMs === null ? t('feeds.clockNone') : clockError(clockErrorMs, t);
  const causes = rejectedCauses(feed);
  return (
    <li className={`feed ${feed.state}`}>
      <header>
        <i className="feed-dot" aria-hidden="true" />
        <b>{feed.name}</b>
        <span className="feed-state">{t(`feeds.state.${feed.state}`)}</span>
        <span className="feed-since" title={jstTime(feed.sinceMs)}>
          {t('feeds.since', { time: jstMoment(feed.sinceMs, nowMs) })}
        </span>
      </header>
      <p className="feed-url">{feed.url}</p>
      {feed.error && <p className="feed-error">{t('feeds.error', { error: feed.error })}</p>}
      <dl>
        <Figure label={t('feeds.lastHeard')} value={heard} />
        <Figure label={t('feeds.clockError')} value={clock} warn={isClockOff(clockErrorMs, rate)} />
        <Figure label={t('feeds.messages')} value={count(feed.messages)} />
        <Figure label={t('feeds.duplicates')} value={count(feed.duplicates)} />
        <Figure label={t('feeds.rejected')} value={count(rejectedTotal(feed))} title={causes || undefined} />
        <Figure label={t('feeds.connections')} value={count(feed.connections)} />
      </dl>
      {feed.radar?.health && <RadarFigures health={feed.radar.health} />}
      {causes && <p className="feed-causes">{causes}</p>}
    </li>
  );
}

/** What is known of a radar: whether it points where it says, and how far off it measures. */
function RadarFigures({ health }: { health: RadarHealth }): ReactNode {
  const t = useTranslate();
  const none = t('fact.none');
  const { state, bearingErrorDeg, rangeErrorM, scanMs, seenPct } = health;
  const signed = (value: number, digits: number): string => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
  const bearing = bearingErrorDeg === null ? none : `${signed(bearingErrorDeg, 2)}${t('unit.deg')}`;
  const range = rangeErrorM === null ? none : `${signed(rangeErrorM, 0)} ${t('unit.m')}`;
  const isOff = state === 'drifting' || state === 'turned' || state === 'doubtful';
  return (
    <>
      {isOff && <p className="feed-error">{t(`radar.${state}`)}</p>}
      <dl>
        <Figure label={t('radar.bearingError')} value={bearing} warn={isOff} />
        <Figure label={t('radar.rangeError')} value={range} />
        <Figure label={t('radar.scan')} value={scanMs === null ? none : `${(scanMs / 1000).toFixed(1)} s`} />
        <Figure label={t('radar.seen')} value={seenPct === null ? none : `${seenPct} %`} />
      </dl>
    </>
  );
}

export function FeedList({ feeds, now }: { feeds: readonly FeedStatus[] | null; now: Now }): ReactNode {
  const t = useTranslate();
  const nowMs = useNow(now) ?? 0;
  if (!feeds) return <p className="feeds-empty">{t('feeds.loading')}</p>;
  if (feeds.length === 0) return <p className="feeds-empty">{t('feeds.none')}</p>;
  return (
    <ul className="feeds">
      {feeds.map((feed) => (
        <FeedRow key={feed.name} feed={feed} nowMs={nowMs} />
      ))}
    </ul>
  );
}

interface FeedsPopoverProps {
  readonly part: HealthPart | null;
  readonly feeds: readonly FeedStatus[] | null;
  readonly now: Now;
}

/** The AIS word of the bar opens the list of feeds. */
export function FeedsPopover({ part, feeds, now }: FeedsPopoverProps): ReactNode {
  const t = useTranslate();
  return (
    <DialogTrigger>
      <Button className="quiet feeds-button">
        <HealthWord name="feeds" part={part} />
      </Button>
      <Popover className="popover feeds-popover" placement="bottom start">
        <Dialog className="feeds-dialog">
          <Heading slot="title">{t('feeds.title')}</Heading>
          <FeedList feeds={feeds} now={now} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
