import './send.css';
import { type ReactNode, useState } from 'react';
import type { Order } from '../../server/contract/dispatch.ts';
import { useSpeech } from '../i18n/language.tsx';
import { OrderTerms, type Terms } from './order-terms.tsx';

/** Another version of an order, which the boat must accept again. */
export function OrderChange({ order, onChange }: { order: Order; onChange: (terms: Terms) => void }): ReactNode {
  const { t } = useSpeech();
  const { task, priority, text, rules } = order;
  const [terms, setTerms] = useState<Terms>({ task, priority, text, rules });
  const isSame = JSON.stringify(terms) === JSON.stringify({ task, priority, text, rules });
  return (
    <div className="order-change send-terms">
      <OrderTerms terms={terms} onChange={setTerms} />
      <button type="button" className="action primary" disabled={isSame} onClick={() => onChange(terms)}>
        {t('order.changeSend')}
      </button>
    </div>
  );
}
