import { type ReactNode, useState } from 'react';
import type { Order, OrderState } from '../../../server/contract/dispatch.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { HoldButton } from './hold-button.tsx';

const REASONS = ['engine', 'weather', 'fuel', 'busy', 'crew'] as const;
type Answer = 'accepted' | 'refused' | 'under-way' | 'on-scene' | 'boarding' | 'done';

/** What can be said next of an order that is so far. */
function nextOf(state: OrderState): readonly Answer[] {
  if (state === 'sent' || state === 'delivered' || state === 'seen') return ['accepted', 'refused'];
  if (state === 'accepted') return ['under-way'];
  if (state === 'under-way') return ['on-scene'];
  return state === 'on-scene' ? ['boarding', 'done'] : state === 'boarding' ? ['done'] : [];
}

interface AnswersProps {
  readonly store: TabletStore;
  readonly order: Order;
  /** What was answered and is not sent yet; null: nothing. */
  readonly pending: OrderState | null;
}

/** An answer cannot be taken back: each is a hold. */
export function Answers({ store, order, pending }: AnswersProps): ReactNode {
  const { t } = useTablet();
  const [isRefusing, setRefusing] = useState(false);
  if (isRefusing) {
    return (
      <fieldset className="answers" aria-label={t('refuse.title')}>
        {REASONS.map((reason) => (
          <HoldButton
            key={reason}
            className="danger"
            onHeld={() => store.answer(order, 'refused', t(`refuse.${reason}`))}
          >
            {t(`refuse.${reason}`)}
          </HoldButton>
        ))}
        <button type="button" onClick={() => setRefusing(false)}>
          {t('refuse.back')}
        </button>
      </fieldset>
    );
  }
  return (
    <div className="answers">
      {nextOf(pending ?? order.state).map((answer) =>
        answer === 'refused' ? (
          <button key={answer} type="button" className="danger" onClick={() => setRefusing(true)}>
            {t('answer.refused')}
          </button>
        ) : (
          <HoldButton key={answer} className="go" onHeld={() => store.answer(order, answer)}>
            {t(`answer.${answer}`)}
          </HoldButton>
        ),
      )}
    </div>
  );
}
