import type { ReactNode } from 'react';
import type { Order, OrderState } from '../../../server/contract/dispatch.ts';
import { isOpen } from '../../../server/domain/dispatch/order-life.ts';
import { jstTime } from '../../ui/format.ts';
import type { Act } from '../link/acts.ts';
import type { TabletPalette } from '../look.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal } from '../use.ts';
import { targetName } from '../words.ts';
import { Answers } from './answers.tsx';
import { DutyPanel } from './duty-panel.tsx';
import { PlotView } from './plot-view.tsx';
import { SteerPanel } from './steer-panel.tsx';

interface OrderViewProps {
  readonly store: TabletStore;
  readonly order: Order | null;
  readonly palette: TabletPalette;
}

/** The order, what to steer for it, what is round the boat, and the next answer. */
export function OrderView({ store, order, palette }: OrderViewProps): ReactNode {
  const { t } = useTablet();
  const { acts } = useSignal(store.outbox.state);
  if (order === null) {
    return (
      <>
        <div className="order-side none">
          <h2>{t('order.none')}</h2>
          <p>{t('order.noneLead')}</p>
          <DutyPanel store={store} />
        </div>
        <PlotView store={store} order={null} palette={palette} />
      </>
    );
  }
  return (
    <>
      <div className="order-side">
        <OrderWords order={order} pending={pendingOf(order, acts)} />
        <SteerPanel store={store} order={order} />
        {isOpen(order.state) && <Answers store={store} order={order} pending={pendingOf(order, acts)} />}
      </div>
      <PlotView store={store} order={order} palette={palette} />
    </>
  );
}

/** What the crew has answered last and the server has not; null: nothing. */
function pendingOf({ orderId, version }: Order, acts: readonly Act[]): OrderState | null {
  const last = acts.findLast(
    ({ event, body }) => event === 'dispatch:answer' && body.orderId === orderId && body.version === version,
  );
  return last?.event === 'dispatch:answer' ? last.body.state : null;
}

export function OrderWords({ order, pending }: { order: Order; pending: OrderState | null }): ReactNode {
  const { t } = useTablet();
  const { task, priority, rules, text, madeBy, madeMs, doubt, state } = order;
  const sentence = t('order.sentence', { target: targetName(order, t), task: t(`order.task.${task}`) });
  return (
    <section className={`order-words ${priority}`}>
      <h2>{sentence}</h2>
      <p className="order-facts">
        <b className={`priority ${priority}`}>{t(`order.priority.${priority}`)}</b>
        <b className={pending === null ? 'order-now' : 'order-now pending'}>
          {pending === null ? t(`order.state.${state}`) : t('order.pending', { state: t(`order.state.${pending}`) })}
        </b>
        <small>{t('order.by', { who: madeBy, time: jstTime(madeMs).slice(0, 5) })}</small>
      </p>
      {(rules.lights === 'dark' || rules.maxKn !== null || rules.isUnseen) && (
        <p className="rules">
          {rules.isUnseen && <b>{t('rules.unseen')}</b>}
          {rules.lights === 'dark' && <b>{t('rules.dark')}</b>}
          {rules.maxKn !== null && <b>{t('rules.max', { kn: rules.maxKn })}</b>}
        </p>
      )}
      {doubt !== null && <p className="warn">{t(`order.doubt.${doubt}`)}</p>}
      {text !== '' && <p className="order-text">{text}</p>}
    </section>
  );
}
