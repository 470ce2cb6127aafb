import './boats.css';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import Ship from 'lucide-react/icons/ship';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Draft } from '../../server/contract/draft.ts';
import type { Message } from '../../server/contract/message.ts';
import { isOpen } from '../../server/domain/dispatch/order-life.ts';
import { useSpeech } from '../i18n/language.tsx';
import { duration } from '../ui/format.ts';
import { type Now, useNow } from '../ui/now.ts';
import { chime } from './chime.ts';
import { DraftCard } from './drafts.tsx';
import { Duty } from './duty.tsx';
import { OrderCard } from './order-card.tsx';
import { Tablets } from './tablets.tsx';
import { Talk } from './talk.tsx';

/** An order that ended stays in sight so long. */
const ENDED_MS = 15 * 60_000;

interface BoatsCardProps {
  /** null: not told yet. */
  readonly boats: readonly Boat[] | null;
  readonly orders: readonly Order[] | null;
  readonly drafts: readonly Draft[] | null;
  readonly messages: readonly Message[] | null;
  readonly now: Now;
  readonly mayOrder: boolean;
  /** Crew, fuel and service are told here too. */
  readonly mayDuty: boolean;
  /** Devices are enrolled and shut out. */
  readonly mayManage: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** The boat whose detail is shown; null: none. */
  readonly chosen: string | null;
  readonly onChoose: (boatId: string | null) => void;
  readonly onDraft: (draft: Draft) => void;
  readonly onCenter: (place: { readonly lon: number; readonly lat: number }) => void;
}

/** Boats and their orders: one line when folded; open orders first when open. */
export function BoatsCard(props: BoatsCardProps): ReactNode {
  const { boats, orders, open, onOpen } = props;
  const { t, language } = useSpeech();
  const nowMs = useNow(props.now) ?? 0;
  const shown = (orders ?? []).filter(({ state, stateMs }) => isOpen(state) || nowMs - stateMs < ENDED_MS);
  const unanswered = shown.filter(isUnanswered);
  useRinging(unanswered);
  if (boats === null || (boats.length === 0 && !props.mayManage)) return null;
  if (boats.length === 0) {
    return (
      <section className="boats-card" aria-label={t('boats.label')}>
        <p className="calm boats-none">{t('boats.none')}</p>
      </section>
    );
  }
  const count = shown.filter(({ state }) => isOpen(state)).length;
  return (
    <section className={`boats-card ${unanswered.length > 0 ? 'alarm' : ''}`} aria-label={t('boats.label')}>
      <button type="button" className="boats-bar" aria-expanded={open} title="D" onClick={() => onOpen(!open)}>
        <Ship aria-hidden />
        <b>{t('boats.title')}</b>
        <span>{t('boats.summary', { boats: boats.length, orders: count })}</span>
        {open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
      </button>
      {open && (
        <div className="boats-body">
          {props.drafts?.map((draft) => (
            <DraftCard key={draft.draftId} {...{ draft, boats }} mayOrder={props.mayOrder} onOpen={props.onDraft} />
          ))}
          {shown.length === 0 && <p className="calm">{t('boats.noOrders')}</p>}
          {[...shown].reverse().map((order) => {
            const boat = boats.find(({ boatId }) => boatId === order.boatId);
            return <OrderCard key={order.orderId} {...{ order, nowMs, boats }} name={boat?.name[language] ?? order.boatId} mayOrder={props.mayOrder} />; // biome-ignore format: one line
          })}
          <ul className="boat-rows">
            {boats.map((boat) => (
              <BoatRow key={boat.boatId} {...props} boat={boat} nowMs={nowMs} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

const isUnanswered = ({ state, steps, version }: Order): boolean =>
  (state === 'sent' || state === 'delivered') &&
  steps.some((step) => step.kind === 'escalated' && step.version === version && step.detail['state'] === state);

/** Rings once for each order that begins to stand unanswered. */
function useRinging(unanswered: readonly Order[]): void {
  const rung = useRef(new Set<string>());
  useEffect(() => {
    const fresh = unanswered.map(({ orderId, version, state }) => `${orderId} ${version} ${state}`).filter((key) => !rung.current.has(key)); // biome-ignore format: one line
    for (const key of fresh) rung.current.add(key);
    if (fresh.length > 0) void chime();
  }, [unanswered]);
}

function BoatRow(props: BoatsCardProps & { boat: Boat; nowMs: number }): ReactNode {
  const { boat, nowMs, chosen, onChoose, onCenter, orders, messages: all, mayOrder: mayTalk } = props;
  const { t, language } = useSpeech();
  const { boatId, name, state, outOfService, position, silentSinceMs } = boat;
  const isChosen = chosen === boatId;
  const messages = (all ?? []).filter((message) => message.boatId === boatId);
  const unseen = messages.filter((message) => message.isFromBoat && message.seenMs === null).length;
  const openOrder = orders?.find((order) => order.boatId === boatId && isOpen(order.state))?.orderId ?? null;
  const doubt =
    position === null
      ? t('boats.neverHeard')
      : silentSinceMs === null
        ? null
        : t('boats.silent', { time: duration(nowMs - silentSinceMs, t) });
  const choose = (): void => {
    onChoose(isChosen ? null : boatId);
    if (!isChosen && position) onCenter(position);
  };
  return (
    <li className={doubt === null ? '' : 'in-doubt'}>
      <button type="button" aria-expanded={isChosen} onClick={choose}>
        <b>{name[language]}</b>
        <span className={`boat-state ${state}`}>{outOfService ?? t(`boats.state.${state}`)}</span>
        {unseen > 0 && <span className="boat-unseen">{t('talk.unseen', { count: unseen })}</span>}
        {doubt !== null && <span className="boat-doubt">{doubt}</span>}
      </button>
      {isChosen && <BoatDetail boat={boat} nowMs={nowMs} />}
      {isChosen && props.mayDuty && <Duty boat={boat} />}
      {isChosen && props.mayManage && <Tablets boatId={boatId} />}
      {isChosen && <Talk {...{ boatId, mayTalk, messages }} orderId={openOrder} />}
    </li>
  );
}

function BoatDetail({ boat, nowMs }: { boat: Boat; nowMs: number }): ReactNode {
  const { t } = useSpeech();
  const { sources, crew, dutySinceMs, fuel, callSign, vhfChannel, phone, isLinked, position } = boat;
  const hours = ((nowMs - (dutySinceMs ?? nowMs)) / 3_600_000).toFixed(1);
  return (
    <div className="boat-detail">
      {position !== null && position.sogKn !== null && (
        <p>
          {position.sogKn.toFixed(1)} kn{' '}
          {position.cogDeg === null ? '' : `${String(Math.round(position.cogDeg) % 360).padStart(3, '0')}°`}
        </p>
      )}
      {sources.map(({ source, fixMs }) => (
        <p key={source}>
          {t('boats.position', { source: t(`boats.source.${source}`), time: duration(nowMs - fixMs, t) })}
        </p>
      ))}
      <p className={isLinked ? '' : 'warn'}>{t(isLinked ? 'boats.linked' : 'boats.unlinked')}</p>
      <p className={crew.length > 0 ? '' : 'warn'}>
        {crew.length > 0 ? t('boats.crew', { count: crew.length, hours }) : t('boats.noCrew')}
      </p>
      <p>{t('boats.fuel', { percent: Math.round(fuel * 100) })}</p>
      <p>{t('boats.call', { sign: callSign, channel: vhfChannel ?? '—' })}</p>
      {phone !== null && <p>{phone}</p>}
    </div>
  );
}
