import type { ReactNode, RefObject } from 'react';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { Health } from '../../server/contract/health.ts';
import type { Session } from '../../server/contract/session.ts';
import { DemoClockButton } from '../demo/demo-clock.tsx';
import { useTranslate } from '../i18n/language.tsx';
import { ClockFace } from '../ui/clock-face.tsx';
import { HealthWords } from '../ui/health-words.tsx';
import { LanguageButton } from '../ui/language-button.tsx';
import type { Now } from '../ui/now.ts';
import { PaletteMenu } from '../ui/palette-menu.tsx';
import { SearchBox } from '../vessels/search-box.tsx';
import { FeedsPopover } from './feeds-popover.tsx';
import { UserMenu } from './user-menu.tsx';

export interface TopBarProps {
  readonly session: Session;
  /** null: not told yet, or the link is down. */
  readonly health: Health | null;
  readonly feeds: readonly FeedStatus[] | null;
  readonly now: Now;
  readonly rate: number;
  /** The story of the simulated bay runs. */
  readonly simulation: boolean;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Down from the search box into the list. */
  readonly onToList: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onSignOut: () => Promise<void>;
  readonly onKeys: () => void;
}

export function TopBar(props: TopBarProps): ReactNode {
  const t = useTranslate();
  const { session, health } = props;
  const mayReadFeeds = session.rights.includes('feeds:read');
  return (
    <header className="bar">
      <div className="logo">
        <b lang="ja">{t('app.name')}</b> <span>{t('app.latin')}</span>
      </div>
      <div className="bar-office">{t('app.customs', { office: t(`office.${session.office}`) })}</div>
      <SearchBox query={props.query} onQuery={props.onQuery} onToList={props.onToList} inputRef={props.searchRef} />
      <section className="bar-health" aria-label={t('bar.label')}>
        {mayReadFeeds && <FeedsPopover part={health?.feeds ?? null} feeds={props.feeds} now={props.now} />}
        <HealthWords health={health} skip={mayReadFeeds ? ['feeds'] : []} />
      </section>
      <div className="bar-tools">
        <PaletteMenu />
        <LanguageButton />
        <UserMenu session={session} onSignOut={props.onSignOut} onKeys={props.onKeys} />
      </div>
      {props.simulation && session.rights.includes('demo:clock') ? (
        <>
          <DemoClockButton now={props.now} rate={props.rate} />
          <ClockFace now={props.now} rate={1} />
        </>
      ) : (
        <ClockFace now={props.now} rate={props.rate} />
      )}
    </header>
  );
}
