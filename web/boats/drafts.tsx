import { type ReactNode, useRef, useState } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { Draft } from '../../server/contract/draft.ts';
import { useSpeech } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import type { Answer, Refusal } from '../net/ask.ts';
import { jstTime } from '../ui/format.ts';
import { discardDraft, newRequest, orderRefusal, sendOrders } from './dispatch-api.ts';

interface DraftCardProps {
  readonly draft: Draft;
  readonly boats: readonly Boat[];
  readonly mayOrder: boolean;
  /** Shows its vessel, and the draft to go on with. */
  readonly onOpen: (draft: Draft) => void;
}

/** An order that is not sent yet: what it would be in one sentence, who wrote it, and what can be done. */
export function DraftCard({ draft, boats, mayOrder, onOpen }: DraftCardProps): ReactNode {
  const { t, language } = useSpeech();
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** Sent again after a lost answer, it is the same order. */
  const requestId = useRef(newRequest());
  const { draftId, revision, boatIds, target, task, priority, text, rules, trackId, changedBy, changedMs } = draft;
  const nameOf = (boatId: string): string => boats.find((boat) => boat.boatId === boatId)?.name[language] ?? boatId;
  const names = boatIds.map(nameOf).join(t('send.and'));
  const sentence = t('send.sentence', { boats: names, target: draftTarget(draft, t), task: t(`order.task.${task}`) });
  const run = async (act: Promise<Answer<unknown>>): Promise<void> => {
    setBusy(true);
    const answer = await act;
    setBusy(false);
    setFailure(answer.ok ? null : answer);
  };
  const send = (): Promise<Answer<unknown>> =>
    sendOrders({ requestId: requestId.current, draftId, boatIds, target, task, priority, text, rules });
  return (
    <article className="order draft" data-draft={draftId}>
      <header>
        <b>{t('draft.title')}</b>
        <span className="order-target">{boatIds.length > 0 ? sentence : draftTarget(draft, t)}</span>
      </header>
      <p className="order-state">
        <span>{t('draft.by', { who: changedBy })}</span>
        <time>{jstTime(changedMs)}</time>
      </p>
      {text !== '' && <p>{text}</p>}
      {failure && (
        <p className="act-failed" role="alert">
          {orderRefusal(failure, boats, ({ name }) => name[language], t)}
        </p>
      )}
      {mayOrder && (
        <footer key={revision}>
          {boatIds.length > 0 && (
            <button type="button" className="action primary" disabled={isBusy} onClick={() => void run(send())}>
              {t('send.now')}
            </button>
          )}
          {trackId !== null && (
            <button type="button" className="action" onClick={() => onOpen(draft)}>
              {t('draft.open')}
            </button>
          )}
          <Discard isBusy={isBusy} onDiscard={() => void run(discardDraft(draftId))} />
        </footer>
      )}
    </article>
  );
}

/** What was written is lost by it: asked once more. */
function Discard({ isBusy, onDiscard }: { isBusy: boolean; onDiscard: () => void }): ReactNode {
  const { t } = useSpeech();
  const [isSure, setSure] = useState(false);
  return (
    <button
      type="button"
      className={`action ${isSure ? 'danger' : ''}`}
      disabled={isBusy}
      onClick={isSure ? onDiscard : () => setSure(true)}
      onBlur={() => setSure(false)}
    >
      {t(isSure ? 'draft.discardSure' : 'draft.discard')}
    </button>
  );
}

function draftTarget({ target, trackId, targetName }: Draft, t: Translate): string {
  const name = targetName ?? trackId?.replace(/^a-/, '') ?? '';
  if (target.kind === 'point') return t('order.point');
  if (target.kind === 'track') return targetName ?? target.trackId.replace(/^a-/, '');
  const metres = Math.round(target.radiusM);
  return name === '' ? t('order.area', { metres }) : t('send.driftOf', { name, metres });
}
