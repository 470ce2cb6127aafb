import './boats.css';
import './send.css';
import Ship from 'lucide-react/icons/ship';
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useState } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { RecommendedBoat } from '../../server/contract/dispatch.ts';
import type { Draft } from '../../server/contract/draft.ts';
import { useSpeech } from '../i18n/language.tsx';
import { jstTime } from '../ui/format.ts';
import type { PlannedWay } from './boats-on-chart.ts';
import { orderRefusal } from './dispatch-api.ts';
import { DriftArea } from './drift-area.tsx';
import { groundWords } from './ground-words.ts';
import { OrderTerms } from './order-terms.tsx';
import { type Sending, useSend } from './use-send.ts';

interface SendSectionProps {
  readonly trackId: string;
  readonly targetName: string;
  readonly boats: readonly Boat[];
  readonly drafts: readonly Draft[];
  /** The draft that was asked for elsewhere; null: none. */
  readonly wanted: string | null;
  readonly onWanted: (draftId: null) => void;
  /** Ways of the boats that are chosen, for the chart. */
  readonly onPlan: (ways: readonly PlannedWay[]) => void;
  readonly onSent: () => void;
}

/** In the panel of a track: one click opens the ranked boats, the best is chosen, one more sends it. What was begun before is gone on with. */
export function SendSection(props: SendSectionProps): ReactNode {
  const { drafts, trackId, wanted, onWanted } = props;
  const { t } = useSpeech();
  /** What it was opened with; `draft` null: a new order. null: it is closed. */
  const [opened, setOpened] = useState<{ readonly draft: Draft | null } | null>(null);
  const begun = drafts.filter((draft) => draft.trackId === trackId);
  const asked = begun.find(({ draftId }) => draftId === wanted);
  useEffect(() => {
    if (asked === undefined) return;
    setOpened({ draft: asked });
    onWanted(null);
  }, [asked, onWanted]);
  if (opened !== null) {
    return <SendForm key={opened.draft?.draftId ?? 'new'} {...props} {...opened} onClose={() => setOpened(null)} />;
  }
  return (
    <section className="send-closed">
      <button type="button" className="action primary" onClick={() => setOpened({ draft: null })}>
        <Ship aria-hidden />
        {t('send.open')}
      </button>
      {begun.map((draft) => (
        <button key={draft.draftId} type="button" className="action" onClick={() => setOpened({ draft })}>
          {t('draft.goOn', { who: draft.changedBy, time: jstTime(draft.changedMs).slice(0, 5) })}
        </button>
      ))}
    </section>
  );
}

interface SendFormProps extends SendSectionProps {
  readonly draft: Draft | null;
  readonly onClose: () => void;
}

function SendForm(props: SendFormProps): ReactNode {
  const { trackId, targetName, draft, boats, onPlan, onSent, onClose } = props;
  const { t, language } = useSpeech();
  const sending = useSend(trackId, draft, () => {
    onClose();
    onSent();
  });
  const { offer, choice, failure, isAsking } = sending;
  const { boatIds } = choice;
  const nameOf = (boatId: string): string => boats.find((boat) => boat.boatId === boatId)?.name[language] ?? boatId;
  useEffect(() => {
    const ways = offer?.boats.filter(({ boatId }) => boatIds.includes(boatId)) ?? [];
    onPlan(ways.map(({ boatId, route }) => ({ boatId, route })));
    return () => onPlan([]);
  }, [offer, boatIds, onPlan]);
  const names = boatIds.map(nameOf).join(t('send.and'));
  const what =
    choice.drift === null ? targetName : t('send.driftOf', { name: targetName, metres: choice.drift.radiusM });
  const sentence = t('send.sentence', { boats: names, target: what, task: t(`order.task.${choice.terms.task}`) });
  return (
    <section className="send" aria-label={t('send.title')}>
      <header>
        <h3>{t('send.title')}</h3>
        <button type="button" className="icon" aria-label={t('send.close')} onClick={onClose}>
          <X aria-hidden />
        </button>
      </header>
      {isAsking && offer === null && (
        <p className="calm" role="status">
          {t('send.asking')}
        </p>
      )}
      <ol className="send-boats">
        {offer?.boats.map((row) => (
          <BoatChoice key={row.boatId} row={row} name={nameOf(row.boatId)} sending={sending} />
        ))}
      </ol>
      {offer !== null && offer.cutOffs.length > 0 && (
        <ul className="cut-offs">
          {offer.cutOffs.map(({ boatId, place, boatS, targetS }) => (
            <li key={boatId}>
              {t('send.cutOff', {
                boat: nameOf(boatId),
                place: place[language],
                minutes: minutes(boatS),
                before: minutes(targetS - boatS),
              })}
            </li>
          ))}
        </ul>
      )}
      <SendTerms sending={sending} />
      {failure && (
        <p className="act-failed" role="alert">
          {orderRefusal(failure, boats, ({ name }) => name[language], t)}
        </p>
      )}
      {sending.draft !== 'none' && (
        <p className={`send-draft ${sending.draft === 'failed' ? 'warn' : ''}`} role="status">
          {t(`draft.${sending.draft}`)}
        </p>
      )}
      <div className="send-now">
        <p>{boatIds.length === 0 ? t('send.choose') : sentence}</p>
        <button
          type="button"
          className="action primary"
          disabled={boatIds.length === 0 || sending.isSending}
          onClick={sending.send}
        >
          {t(sending.isSending ? 'send.sending' : 'send.now')}
        </button>
      </div>
      <p className="not-navigation">{t('send.notForNavigation')}</p>
    </section>
  );
}

const minutes = (seconds: number): number => Math.max(1, Math.round(seconds / 60));

function BoatChoice({ row, name, sending }: { row: RecommendedBoat; name: string; sending: Sending }): ReactNode {
  const { t } = useSpeech();
  const { boatId, isFit, inS, lateS, grounds } = row;
  const isChosen = sending.choice.boatIds.includes(boatId);
  const time =
    inS === null || lateS === null
      ? t('send.noTime')
      : t('send.inSpan', { minutes: minutes(inS), late: minutes(lateS) });
  return (
    <li className={isFit ? '' : 'unfit'}>
      <button type="button" aria-pressed={isChosen} disabled={!isFit} onClick={() => sending.toggle(boatId)}>
        <b>{name}</b>
        <span className="send-time">{time}</span>
        <small>
          {grounds.map((ground) => (
            <span key={ground.code} className={ground.isAgainst ? 'against' : undefined}>
              {groundWords(ground, t)}
            </span>
          ))}
        </small>
      </button>
    </li>
  );
}

function SendTerms({ sending: { choice, choose, offer } }: { sending: Sending }): ReactNode {
  const { t } = useSpeech();
  const team = offer?.team ?? [];
  return (
    <div className="send-terms">
      <OrderTerms terms={choice.terms} onChange={(terms) => choose({ terms })}>
        <DriftArea value={choice.drift} onChange={(drift) => choose({ drift })} />
        {team.length > 1 && (
          <button
            type="button"
            className="action"
            onClick={() => choose({ boatIds: team.map(({ boatId }) => boatId) })}
          >
            {t('send.team')}
          </button>
        )}
      </OrderTerms>
    </div>
  );
}
