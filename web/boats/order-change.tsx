import './send.css';
import { type ReactNode, useState } from 'react';
import { PRIORITIES, TASKS } from '../../server/contract/constants.ts';
import type { OrderChange as Change, Order } from '../../server/contract/dispatch.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SpeedLimit } from './speed-limit.tsx';

type Content = Pick<Change, 'task' | 'priority' | 'text' | 'rules'>;

/** Another version of an order, which the boat must accept again. */
export function OrderChange({ order, onChange }: { order: Order; onChange: (content: Content) => void }): ReactNode {
  const { t } = useSpeech();
  const { task, priority, text, rules } = order;
  const [content, setContent] = useState<Content>({ task, priority, text, rules });
  const change = (more: Partial<Content>): void => setContent((before) => ({ ...before, ...more }));
  const changeRules = (more: Partial<Content['rules']>): void => change({ rules: { ...content.rules, ...more } });
  const isSame = JSON.stringify(content) === JSON.stringify({ task, priority, text, rules });
  return (
    <div className="order-change send-terms">
      <label>
        {t('send.task')}
        <select
          value={content.task}
          onChange={({ target }) => change({ task: TASKS.find((one) => one === target.value) ?? task })}
        >
          {TASKS.map((one) => (
            <option key={one} value={one}>
              {t(`order.task.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('send.priority')}
        <select
          value={content.priority}
          onChange={({ target }) => change({ priority: PRIORITIES.find((one) => one === target.value) ?? priority })}
        >
          {PRIORITIES.map((one) => (
            <option key={one} value={one}>
              {t(`order.priority.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={content.rules.lights === 'dark'}
          onChange={({ target }) => changeRules({ lights: target.checked ? 'dark' : 'on' })}
        />
        {t('send.dark')}
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={content.rules.isUnseen}
          onChange={({ target }) => changeRules({ isUnseen: target.checked })}
        />
        {t('send.unseen')}
      </label>
      <SpeedLimit value={content.rules.maxKn} onChange={(maxKn) => changeRules({ maxKn })} />
      <input
        className="send-text"
        placeholder={t('send.text')}
        aria-label={t('send.text')}
        maxLength={500}
        value={content.text}
        onChange={({ target }) => change({ text: target.value })}
      />
      <button type="button" className="action primary" disabled={isSame} onClick={() => onChange(content)}>
        {t('order.changeSend')}
      </button>
    </div>
  );
}
