import { type ReactNode, useEffect, useState } from 'react';
import { isOpen } from '../../server/domain/dispatch/order-life.ts';
import { stayAwake } from './device/awake.ts';
import { followPlace, type PlaceTrouble } from './device/location.ts';
import type { Look } from './look.ts';
import { useTablet } from './speech.tsx';
import { currentOrder, unlooked } from './tablet-state.ts';
import type { TabletStore } from './tablet-store.ts';
import { useSignal } from './use.ts';
import { useAlarm } from './use-alarm.ts';
import { AlertSheet } from './views/alert-sheet.tsx';
import { Distress, useDistress } from './views/distress.tsx';
import { HoldButton } from './views/hold-button.tsx';
import { MarkSheet } from './views/mark-sheet.tsx';
import { Notices } from './views/notices.tsx';
import { OrderView } from './views/order-view.tsx';
import { PlotView } from './views/plot-view.tsx';
import { ReportView } from './views/report-view.tsx';
import { TalkView } from './views/talk-view.tsx';
import { TopStrip } from './views/top-strip.tsx';
import { TouchLock } from './views/touch-lock.tsx';

const TABS = ['order', 'chart', 'talk', 'report'] as const;
type Tab = (typeof TABS)[number];

interface BridgeProps {
  readonly store: TabletStore;
  readonly look: Look;
  /** The crew is not to be seen, or may be again. */
  readonly onUnseen: (isUnseen: boolean) => void;
}

/** The tablet at work: the order and the way, the chart, the talk; mark, lock and SOS always at hand. */
export function Bridge({ store, look, onUnseen }: BridgeProps): ReactNode {
  const { t } = useTablet();
  const known = useSignal(store.known);
  const [tab, setTab] = useState<Tab>('order');
  const [isMarking, setMarking] = useState(false);
  const [isLocked, setLocked] = useState(false);
  const trouble = usePlace(store);
  const order = currentOrder(known);
  const isUnseen = order !== null && isOpen(order.state) && order.rules.isUnseen;
  useEffect(() => onUnseen(isUnseen), [isUnseen, onUnseen]);
  const fresh = unlooked(known);
  const distress = useDistress(store);
  useEffect(stayAwake, []);
  const unread = known.messages.filter(({ isFromBoat, seenMs }) => !isFromBoat && seenMs === null).length;
  useAlarm({ isOrder: fresh !== null, unread, isMute: isUnseen });
  return (
    <div className={`tablet ${isUnseen ? 'unseen' : ''}`}>
      <TopStrip store={store} look={look} trouble={trouble} />
      <Notices store={store} trouble={trouble} />
      <main className={`tablet-main on-${tab}`}>
        {tab === 'order' && <OrderView store={store} order={order} palette={look.palette} />}
        {tab === 'chart' && <PlotView store={store} order={order} palette={look.palette} />}
        {tab === 'talk' && <TalkView store={store} />}
        {tab === 'report' && <ReportView store={store} />}
      </main>
      <nav className="bar">
        {TABS.map((one) => (
          <button key={one} type="button" aria-pressed={tab === one} onClick={() => setTab(one)}>
            {t(`tab.${one}`)}
            {one === 'talk' && unread > 0 && <b className="count">{unread}</b>}
          </button>
        ))}
        <button type="button" onClick={() => setMarking(true)}>
          {t('tab.mark')}
        </button>
        <HoldButton onHeld={() => setLocked(true)}>{t('tab.lock')}</HoldButton>
        <HoldButton className="sos" holdMs={2_000} onHeld={distress.call}>
          {t('tab.sos')}
        </HoldButton>
      </nav>
      {isMarking && <MarkSheet store={store} onEnd={() => setMarking(false)} />}
      {fresh !== null && <AlertSheet store={store} order={fresh} />}
      {isLocked && <TouchLock onOpen={() => setLocked(false)} onSos={distress.call} />}
      <Distress distress={distress} nowMs={store.nowMs()} />
      {known.simulation && <div className="simulation" />}
    </div>
  );
}

function usePlace(store: TabletStore): PlaceTrouble {
  const [trouble, setTrouble] = useState<PlaceTrouble>('searching');
  useEffect(
    () =>
      followPlace(
        () => store.nowMs(),
        (fix) => store.place(fix),
        setTrouble,
      ),
    [store],
  );
  return trouble;
}
