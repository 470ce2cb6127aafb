import type { ReactNode } from 'react';
import { PRIORITIES, TASKS } from '../../server/contract/constants.ts';
import type { OrderChange } from '../../server/contract/dispatch.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SpeedLimit } from './speed-limit.tsx';

/** What an order says, but for its boats and its target. */
export type Terms = Pick<OrderChange, 'task' | 'priority' | 'text' | 'rules'>;

interface OrderTermsProps {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
  /** Between the rules and the text. */
  readonly children?: ReactNode;
}

/** Task, priority, rules and text of an order. */
export function OrderTerms({ terms, onChange, children }: OrderTermsProps): ReactNode {
  const { t } = useSpeech();
  const change = (more: Partial<Terms>): void => onChange({ ...terms, ...more });
  const changeRules = (more: Partial<Terms['rules']>): void => change({ rules: { ...terms.rules, ...more } });
  return (
    <>
      <label>
        {t('send.task')}
        <select
          value={terms.task}
          onChange={({ target }) => change({ task: TASKS.find((one) => one === target.value) ?? terms.task })}
        >
          {TASKS.map((task) => (
            <option key={task} value={task}>
              {t(`order.task.${task}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('send.priority')}
        <select
          value={terms.priority}
          onChange={({ target }) =>
            change({ priority: PRIORITIES.find((one) => one === target.value) ?? terms.priority })
          }
        >
          {PRIORITIES.map((priority) => (
            <option key={priority} value={priority}>
              {t(`order.priority.${priority}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={terms.rules.lights === 'dark'}
          onChange={({ target }) => changeRules({ lights: target.checked ? 'dark' : 'on' })}
        />
        {t('send.dark')}
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={terms.rules.isUnseen}
          onChange={({ target }) => changeRules({ isUnseen: target.checked })}
        />
        {t('send.unseen')}
      </label>
      <SpeedLimit value={terms.rules.maxKn} onChange={(maxKn) => changeRules({ maxKn })} />
      {children}
      <input
        className="send-text"
        placeholder={t('send.text')}
        aria-label={t('send.text')}
        maxLength={500}
        value={terms.text}
        onChange={({ target }) => change({ text: target.value })}
      />
    </>
  );
}
