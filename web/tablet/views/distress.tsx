import { type ReactNode, useEffect, useState } from 'react';
import type { BoatSays, Message } from '../../../server/contract/message.ts';
import { jstTime } from '../../ui/format.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal } from '../use.ts';
import { HoldButton } from './hold-button.tsx';

const AGAIN_MS = 5_000;

interface DistressState {
  /** The call that is not answered, or was just now; null: none. */
  readonly said: BoatSays | null;
  /** What the server has of it; null: nothing yet. */
  readonly known: Message | null;
  readonly count: number;
  readonly isHidden: boolean;
  readonly call: () => void;
  readonly show: (isShown: boolean) => void;
}

/** A distress call: said again every five seconds until a desk has answered it. One that is open goes on after a start. */
export function useDistress(store: TabletStore): DistressState {
  const { messages } = useSignal(store.known);
  const { acts } = useSignal(store.outbox.state);
  const [isHidden, setHidden] = useState(false);
  const [count, setCount] = useState(0);
  const [ended, setEnded] = useState<string | null>(null);
  const waiting = acts
    .flatMap(({ event, body }) => (event === 'dispatch:say' && body.kind === 'sos' ? [body] : []))
    .at(-1);
  const sent = messages.findLast(({ kind, isFromBoat }) => kind === 'sos' && isFromBoat);
  const [own, setOwn] = useState<BoatSays | null>(null);
  const said = waiting ?? own ?? (sent && sent.seenMs === null ? saidOf(sent) : null);
  const known = messages.find(({ messageId }) => messageId === said?.requestId) ?? null;
  const isOpen = said !== null && known?.seenMs == null;
  useEffect(() => {
    if (said === null || !isOpen) return;
    setOwn(said);
    const timer = setInterval(() => {
      setCount((n) => n + 1);
      store.flush();
      store.sayAgain(said);
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [said?.requestId, isOpen, store]);
  return {
    ...{ said: said?.requestId === ended ? null : said, known, count, isHidden },
    call: () => {
      setHidden(false);
      if (isOpen) return;
      setCount(1);
      const place = store.own.read();
      store.say({ kind: 'sos', lon: place?.lon ?? null, lat: place?.lat ?? null });
      setOwn(null);
    },
    show: (isShown) => {
      if (!isShown && !isOpen) {
        setEnded(said?.requestId ?? null);
        setOwn(null);
      }
      setHidden(!isShown);
    },
  };
}

const saidOf = ({ messageId, orderId, lon, lat, deviceMs }: Message): BoatSays => ({
  ...{ kind: 'sos', requestId: messageId, orderId, lon, lat, deviceMs: deviceMs ?? 0 },
});

/** What has become of the call. Until the server has it: NOT SENT, and the ways that need no network. */
export function Distress({ distress, nowMs }: { distress: DistressState; nowMs: number }): ReactNode {
  const { t } = useTablet();
  const { said, known, count, isHidden, show } = distress;
  if (said === null) return null;
  if (isHidden) {
    return (
      <button type="button" className="distress-tab" onClick={() => show(true)}>
        {t(known === null ? 'distress.notSent' : 'distress.shown')}
      </button>
    );
  }
  return (
    <div
      className={`sheet distress ${known === null ? 'unsent' : known.seenMs === null ? 'sent' : 'answered'}`}
      role="alertdialog"
      aria-label={t('tab.sos')}
    >
      <h1>{t(known === null ? 'distress.notSent' : 'distress.sent')}</h1>
      {known === null && <p className="latin">{t('distress.notSentLatin')}</p>}
      <p className="distress-state">{becomes(known, t)}</p>
      {known?.seenMs == null && (
        <>
          <p className="distress-call">{t('distress.call')}</p>
          <p>{t('distress.callNow')}</p>
          <p>{t('distress.repeating', { count: Math.max(1, count) })}</p>
        </>
      )}
      <small>{jstTime(said.deviceMs || nowMs)}</small>
      <HoldButton className="wide" onHeld={() => show(false)}>
        {t('distress.hide')}
      </HoldButton>
    </div>
  );
}

function becomes(known: Message | null, t: ReturnType<typeof useTablet>['t']): string {
  if (known === null) return '';
  if (known.seenMs !== null) return t('distress.answered', { who: known.seenBy ?? '', time: jstTime(known.seenMs) });
  return t(known.soundedMs === null ? 'distress.unsounded' : 'distress.sounded');
}
