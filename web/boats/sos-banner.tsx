import './boats.css';
import Siren from 'lucide-react/icons/siren';
import { type ReactNode, useEffect } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { Message } from '../../server/contract/message.ts';
import { useSpeech } from '../i18n/language.tsx';
import { duration, position } from '../ui/format.ts';
import { type Now, useNow } from '../ui/now.ts';
import { chime } from './chime.ts';
import { markSeen, tellSounded } from './dispatch-api.ts';

const RING_MS = 3_000;
/** An SOS that no desk has sounded by then says so. */
const UNSOUNDED_MS = 10_000;

interface SosBannerProps {
  readonly messages: readonly Message[] | null;
  readonly boats: readonly Boat[] | null;
  readonly now: Now;
  /** false: it can only be seen and heard here. */
  readonly mayAnswer: boolean;
}

/** Distress calls of boats: they ring here until somebody answers. */
export function SosBanner({ messages, boats, now, mayAnswer }: SosBannerProps): ReactNode {
  const { t, language } = useSpeech();
  const nowMs = useNow(now) ?? 0;
  const calls = (messages ?? []).filter(({ kind, seenMs }) => kind === 'sos' && seenMs === null);
  const ringing = calls.map(({ messageId }) => messageId).join(' ');
  useEffect(() => {
    if (ringing === '') return;
    const ring = async (): Promise<void> => {
      if (await chime()) for (const messageId of ringing.split(' ')) void tellSounded(messageId);
    };
    void ring();
    const timer = setInterval(() => void ring(), RING_MS);
    return () => clearInterval(timer);
  }, [ringing]);
  return calls.map(({ messageId, boatId, lon, lat, atMs, soundedMs }) => {
    const boat = boats?.find((one) => one.boatId === boatId);
    return (
      <section key={messageId} className="sos" role="alert" data-boat={boatId}>
        <Siren aria-hidden />
        <b>{t('sos.title', { boat: boat?.name[language] ?? boatId })}</b>
        <span>{duration(nowMs - atMs, t)}</span>
        {lon !== null && lat !== null && <span>{position(lon, lat)}</span>}
        <span>{t('order.callBy', { channel: boat?.vhfChannel ?? 16, phone: boat?.phone ?? '' })}</span>
        {soundedMs === null && nowMs - atMs > UNSOUNDED_MS && <span className="unsounded">{t('sos.unsounded')}</span>}
        {mayAnswer && (
          <button type="button" className="action" onClick={() => void markSeen(messageId)}>
            {t('sos.answer')}
          </button>
        )}
      </section>
    );
  });
}
