import type { ReactNode } from 'react';
import type { Order } from '../../../server/contract/dispatch.ts';
import { isOpen } from '../../../server/domain/dispatch/order-life.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { Answers } from './answers.tsx';
import { OrderWords } from './order-view.tsx';

/** An order that the crew has not looked at, over everything else until they have. */
export function AlertSheet({ store, order }: { store: TabletStore; order: Order }): ReactNode {
  const { t } = useTablet();
  const isOver = !isOpen(order.state);
  const title = isOver ? t('order.recalled') : order.version > 1 ? t('order.altered', { version: order.version }) : t('order.fresh'); // biome-ignore format: one line
  return (
    <div className="sheet alert" role="alertdialog" aria-label={title}>
      <h1>{title}</h1>
      <OrderWords order={order} pending={null} />
      {!isOver && <Answers store={store} order={order} pending={null} />}
      <button type="button" className="wide" onClick={() => store.seen(order)}>
        {t('order.looked')}
      </button>
    </div>
  );
}
