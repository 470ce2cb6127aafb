import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import type { ReactNode } from 'react';
import { jstTime, utcTime } from '../../ui/format.ts';
import type { PlaceTrouble } from '../device/location.ts';
import type { Look } from '../look.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal, useTick } from '../use.ts';
import { lasting } from '../words.ts';
import { LanguageSwitch } from './language-switch.tsx';

interface TopStripProps {
  readonly store: TabletStore;
  readonly look: Look;
  readonly trouble: PlaceTrouble;
}

/** Whose tablet, what time, whether the desks hear it and know where it is. */
export function TopStrip({ store, look, trouble }: TopStripProps): ReactNode {
  const { t, language } = useTablet();
  const { boat, simulation } = useSignal(store.known);
  useTick();
  const nowMs = store.nowMs();
  return (
    <header className="strip">
      <b className="strip-boat">{boat?.name[language] ?? ''}</b>
      <time>
        {jstTime(nowMs)} <small>JST {utcTime(nowMs)}</small>
      </time>
      <LinkWords store={store} />
      <FixWords store={store} trouble={trouble} />
      {simulation && <b className="simulation-tab">{t('tablet.simulation')}</b>}
      <b className="strip-caution">{t('tablet.notForNavigation')}</b>
      <span className="strip-tools">
        <button type="button" className="plain" onClick={look.dim}>
          {t('tablet.dim', { step: look.step })}
        </button>
        <button
          type="button"
          className="plain"
          aria-label={t(look.palette === 'night' ? 'tablet.day' : 'tablet.night')}
          onClick={look.turn}
        >
          {look.palette === 'night' ? <Sun aria-hidden /> : <Moon aria-hidden />}
        </button>
        <LanguageSwitch />
      </span>
    </header>
  );
}

/** Without a word from the server for so long the line does not count as up: more than one of its usual gaps. */
const QUIET_MS = 15_000;

/** Milliseconds since the last contact where there is none now; null: there is. */
export function silence(store: TabletStore): number | null {
  const { contactMs } = store.known.read();
  if (contactMs === null) return store.link.phase.read() === 'up' ? null : 0;
  const ageMs = Date.now() - contactMs;
  return store.link.phase.read() === 'up' && ageMs < QUIET_MS ? null : ageMs;
}

function LinkWords({ store }: { store: TabletStore }): ReactNode {
  const { t } = useTablet();
  const phase = useSignal(store.link.phase);
  const silentMs = silence(store);
  if (silentMs === null) return <span className="state well">{t('link.up')}</span>;
  if (phase === 'connecting' && silentMs < QUIET_MS) return <span className="state">{t('link.connecting')}</span>;
  return <span className="state bad">{t('link.none', { age: lasting(silentMs, t) })}</span>;
}

function FixWords({ store, trouble }: { store: TabletStore; trouble: PlaceTrouble }): ReactNode {
  const { t } = useTablet();
  const { fixes } = useSignal(store.outbox.state);
  if (trouble !== null) return <span className="state bad">{t('fix.none')}</span>;
  if (fixes > 1 || silence(store) !== null)
    return <span className="state bad">{t('fix.waiting', { count: fixes })}</span>;
  return <span className="state well">{t('fix.sending')}</span>;
}
