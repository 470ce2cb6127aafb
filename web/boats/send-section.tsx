import './boats.css';
import './send.css';
import Ship from 'lucide-react/icons/ship';
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useState } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { RecommendedBoat } from '../../server/contract/dispatch.ts';
import { useSpeech } from '../i18n/language.tsx';
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
  /** Ways of the boats that are chosen, for the chart. */
  readonly onPlan: (ways: readonly PlannedWay[]) => void;
  readonly onSent: () => void;
}

/** In the panel of a track: one click opens the ranked boats, the best is chosen, one more sends it. */
export function SendSection(props: SendSectionProps): ReactNode {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <section className="send-closed">
        <button type="button" className="action primary" title="D" onClick={() => setOpen(true)}>
          <Ship aria-hidden />
          {t('send.open')}
        </button>
      </section>
    );
  }
  return <SendForm {...props} onClose={() => setOpen(false)} />;
}

function SendForm(props: SendSectionProps & { readonly onClose: () => void }): ReactNode {
  const { trackId, targetName, boats, onPlan, onSent, onClose } = props;
  const { t, language } = useSpeech();
  const sending = useSend(trackId, () => {
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
