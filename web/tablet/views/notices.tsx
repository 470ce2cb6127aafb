import { type ReactNode, useEffect, useState } from 'react';
import { isOpen } from '../../../server/domain/dispatch/order-life.ts';
import type { TabletWords } from '../../i18n/tablet-words.ts';
import { jstTime } from '../../ui/format.ts';
import type { PlaceTrouble } from '../device/location.ts';
import type { Act, Conflict } from '../link/acts.ts';
import { useTablet } from '../speech.tsx';
import { currentOrder } from '../tablet-state.ts';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal, useTick } from '../use.ts';
import { lasting } from '../words.ts';
import { silence } from './top-strip.tsx';

/** What the crew must not miss: how old all is, that nobody knows where they are, what did not go as meant, a new version. */
export function Notices({ store, trouble }: { store: TabletStore; trouble: PlaceTrouble }): ReactNode {
  const { t } = useTablet();
  const known = useSignal(store.known);
  const phase = useSignal(store.link.phase);
  const { isUnkept, fixes, refusedFixes } = useSignal(store.outbox.state);
  useTick();
  const silentMs = silence(store);
  const order = currentOrder(known);
  const { clock, contactMs } = known;
  const age = { time: jstTime(asOf(clock, contactMs)).slice(0, 5), age: lasting(silentMs ?? 0, t) };
  const isOnTask = order !== null && isOpen(order.state);
  return (
    <aside className="notices" aria-live="polite">
      {phase === 'reload' && <p className="bad">{t('tablet.reload')}</p>}
      {silentMs !== null && silentMs > 5_000 && contactMs !== null && (
        <p className="warn">{t(isOnTask ? 'link.order' : 'link.nothing', age)}</p>
      )}
      {(trouble !== null || (silentMs !== null && silentMs > 30_000)) && (
        <p className="bad">{t('fix.notSent', { why: fixTrouble(trouble, fixes, t) })}</p>
      )}
      {refusedFixes > 0 && <p className="warn">{t('fix.refused', { count: refusedFixes })}</p>}
      {isUnkept && <p className="bad">{t('tablet.unkept')}</p>}
      {known.conflicts.map((conflict, i) => (
        <p key={i} className="warn conflict">
          <span>{conflictWords(conflict, t)}</span>
          <button type="button" className="plain" onClick={() => store.dismiss(conflict)}>
            {t('conflict.ok')}
          </button>
        </p>
      ))}
      {!isOnTask && <NewVersion />}
    </aside>
  );
}

/** The server's time at the last contact. */
const asOf = (
  clock: { readonly nowMs: number; readonly rate: number; readonly deviceMs: number } | null,
  contactMs: number | null,
): number =>
  // biome-ignore format: one line
  clock === null || contactMs === null ? 0 : clock.nowMs + (contactMs - clock.deviceMs) * clock.rate;

const fixTrouble = (trouble: PlaceTrouble, count: number, t: TabletWords): string =>
  trouble === null ? t('fix.noLink', { count }) : t(`fix.${trouble}`);

function conflictWords({ act, why, message }: Conflict, t: TabletWords): string {
  const what = actWords(act, t);
  if (why === 'overtaken') return t('conflict.overtaken', { what });
  if (why === 'closed') return t('conflict.closed', { what, state: t(`order.state.${message as 'done'}`) });
  return t('conflict.refused', { what, why: message ?? why });
}

function actWords(act: Act, t: TabletWords): string {
  if (act.event === 'dispatch:answer') return t(`order.state.${act.body.state}`);
  if (act.event === 'dispatch:seen') return t('talk.read');
  const { body } = act;
  if (body.kind === 'text') return body.text;
  if (body.kind === 'phrase') return t(`phrase.${body.phrase}`);
  if (body.kind === 'photo') return t('talk.photo');
  if (body.kind === 'boarding') return t('talk.boarding', { vessel: body.boarding.vessel });
  return body.kind === 'mark' ? t(`mark.${body.mark}`) : t('tab.sos');
}

const UPDATE_MS = 15 * 60_000;

/** A newer page waits; it is switched to by the crew's hand and never while the boat is on a task. */
function NewVersion(): ReactNode {
  const { t } = useTablet();
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    void navigator.serviceWorker.getRegistration('/boat').then((found) => {
      if (found === undefined || signal.aborted) return;
      const look = (): void => setWaiting(found.waiting);
      look();
      const follow = (): void => found.installing?.addEventListener('statechange', look, { signal });
      follow();
      found.addEventListener('updatefound', follow, { signal });
    });
    // a page that is never left is never asked for anew by itself
    const update = setInterval(() => {
      void navigator.serviceWorker
        .getRegistration('/boat')
        .then((found) => found?.update())
        .catch(() => {});
    }, UPDATE_MS);
    return () => {
      stopping.abort();
      clearInterval(update);
    };
  }, []);
  if (waiting === null) return null;
  const switchOver = (): void => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('switch');
  };
  return (
    <p>
      {t('tablet.newVersion')}
      <button type="button" className="plain" onClick={switchOver}>
        {t('tablet.switch')}
      </button>
    </p>
  );
}
