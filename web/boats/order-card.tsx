import { type ReactNode, useState } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { Order, OrderState, OrderStep } from '../../server/contract/dispatch.ts';
import { isOpen } from '../../server/domain/dispatch/order-life.ts';
import { useSpeech } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import type { Answer, Refusal } from '../net/ask.ts';
import { duration, jstTime } from '../ui/format.ts';
import { changeOrder, confirmTarget, orderRefusal, recallOrder, recordVoice } from './dispatch-api.ts';
import { OrderChange } from './order-change.tsx';

interface OrderCardProps {
  readonly order: Order;
  readonly name: string;
  readonly nowMs: number;
  readonly boats: readonly Boat[];
  readonly mayOrder: boolean;
}

const VOICED = ['accepted', 'refused', 'under-way', 'on-scene', 'boarding', 'done'] as const;

/** One order: who, what, to what, how far it has come and since when, where they meet, and what can be done. */
export function OrderCard({ order, name, nowMs, boats, mayOrder }: OrderCardProps): ReactNode {
  const { t, language } = useSpeech();
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [isVoice, setVoice] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const boat = boats.find(({ boatId }) => boatId === order.boatId);
  const run = async (act: Promise<Answer<unknown>>): Promise<void> => {
    const answer = await act;
    setFailure(answer.ok ? null : answer);
  };
  const isAsleep = order.state === 'sent' || order.state === 'delivered';
  const isLoud = isAsleep && order.steps.some(({ kind, version }) => kind === 'escalated' && version === order.version);
  return (
    <article className={`order ${order.state} ${isLoud ? 'loud' : ''}`} data-boat={order.boatId}>
      <header>
        <b>{name}</b>
        <span>{t(`order.task.${order.task}`)}</span>
        <span className="order-target">{targetWords(order, t)}</span>
      </header>
      <p className="order-state">
        <b>{t(`order.state.${order.state}`)}</b>
        <time>{duration(nowMs - order.stateMs, t)}</time>
      </p>
      {order.doubt !== null && <p className="warn">{t(`order.doubt.${order.doubt}`)}</p>}
      {isOpen(order.state) && <ChaseWords order={order} />}
      {isLoud && boat && (
        <p className="order-call" role="alert">
          {t('order.escalated', {
            channel: t('order.callBy', { channel: boat.vhfChannel ?? 16, phone: boat.phone ?? '' }),
          })}
        </p>
      )}
      <Steps steps={order.steps} />
      {failure && (
        <p className="act-failed" role="alert">
          {orderRefusal(failure, boats, ({ name }) => name[language], t)}
        </p>
      )}
      {mayOrder && isOpen(order.state) && (
        <footer>
          {order.doubt !== null && (
            <button type="button" className="action" onClick={() => void run(confirmTarget(order.orderId))}>
              {t('order.confirm')}
            </button>
          )}
          <button type="button" className="action" aria-expanded={isVoice} onClick={() => setVoice(!isVoice)}>
            {t('order.voice')}
          </button>
          <button type="button" className="action" aria-expanded={isChanging} onClick={() => setChanging(!isChanging)}>
            {t('order.change')}
          </button>
          <button type="button" className="action danger" onClick={() => void run(recallOrder(order.orderId))}>
            {t('order.recall')}
          </button>
        </footer>
      )}
      {isChanging && isOpen(order.state) && (
        <OrderChange
          key={order.version}
          order={order}
          onChange={(content) => {
            setChanging(false);
            void run(changeOrder(order, content));
          }}
        />
      )}
      {isVoice && (
        <VoiceForm
          channel={`VHF ${boat?.vhfChannel ?? 16}`}
          onSay={(state, channel) => {
            setVoice(false);
            void run(recordVoice(order.orderId, { state, channel }));
          }}
        />
      )}
    </article>
  );
}

function targetWords({ target }: Order, t: Translate): string {
  if (target.kind === 'track') return target.name ?? target.trackId.replace(/^a-/, '');
  return target.kind === 'point' ? t('order.point') : t('order.area', { metres: Math.round(target.radiusM) });
}

function ChaseWords({ order: { chase } }: { order: Order }): ReactNode {
  const { t } = useSpeech();
  if (chase === null) return null;
  if (chase.meeting === null) return <p className="warn">{t('order.cannot')}</p>;
  const { atMs, lateMs, distanceNm, isAtShore, isUnsounded, isNarrow } = chase.meeting;
  const remarks = [
    t('order.meetsLate', { time: jstTime(lateMs).slice(0, 5) }),
    ...(isAtShore ? [t('order.atShore')] : []),
    ...(isUnsounded ? [t('order.unsounded')] : []),
    ...(isNarrow ? [t('order.narrow')] : []),
  ];
  return (
    <p className="order-meets">
      {t('order.meets', { time: jstTime(atMs).slice(0, 5), nm: distanceNm.toFixed(1) })}
      <small>{remarks.join('  ')}</small>
    </p>
  );
}

function Steps({ steps }: { steps: readonly OrderStep[] }): ReactNode {
  const { t } = useSpeech();
  return (
    <ol className="order-steps">
      {steps.map((step, i) => (
        <li
          key={i}
          className={step.isNote ? 'note' : undefined}
          title={`${step.who}  ${Object.values(step.detail).join('  ')}`}
        >
          <time>{jstTime(step.atMs)}</time>
          <span>{stepWords(step.kind, t)}</span>
          <small>{t(`order.via.${step.via}`)}</small>
        </li>
      ))}
    </ol>
  );
}

/** What a step was; a state says more: that nobody has seen the order yet. */
const SHORT = ['draft', 'sent', 'delivered', 'changed', 'target', 'escalated'] as const;

function stepWords(kind: OrderStep['kind'], t: Translate): string {
  const short = SHORT.find((one) => one === kind);
  return short === undefined ? t(`order.state.${kind as OrderState}`) : t(`order.step.${short}`);
}

interface VoiceFormProps {
  readonly channel: string;
  readonly onSay: (state: (typeof VOICED)[number], channel: string) => void;
}

function VoiceForm({ channel: first, onSay }: VoiceFormProps): ReactNode {
  const { t } = useSpeech();
  const [channel, setChannel] = useState(first);
  return (
    <div className="order-voice">
      <label>
        {t('order.voiceChannel')}
        <input value={channel} maxLength={30} onChange={({ target }) => setChannel(target.value)} />
      </label>
      {VOICED.map((state) => (
        <button
          key={state}
          type="button"
          className="action"
          disabled={channel.trim() === ''}
          onClick={() => onSay(state, channel)}
        >
          {t(`order.state.${state}`)}
        </button>
      ))}
    </div>
  );
}
