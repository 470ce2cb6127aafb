import './talk.css';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { PHRASES } from '../../server/contract/constants.ts';
import type { Message } from '../../server/contract/message.ts';
import { useSpeech } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import { jstTime } from '../ui/format.ts';
import { markSeen, sayPhrase, sayText } from './dispatch-api.ts';
import { Said } from './said.tsx';

const SHOWN = 8;

interface TalkProps {
  readonly boatId: string;
  readonly orderId: string | null;
  readonly messages: readonly Message[];
  readonly mayTalk: boolean;
}

/** What a boat and the desks have said, newest last, and what to say next. What is shown counts as seen. */
export function Talk({ boatId, orderId, messages, mayTalk }: TalkProps): ReactNode {
  const { t } = useSpeech();
  const [text, setText] = useState('');
  const [isFailed, setFailed] = useState(false);
  const unseen = messages
    .filter(({ isFromBoat, kind, seenMs }) => isFromBoat && kind !== 'sos' && seenMs === null)
    .map(({ messageId }) => messageId)
    .join(' ');
  useEffect(() => {
    if (mayTalk && unseen !== '') for (const messageId of unseen.split(' ')) void markSeen(messageId);
  }, [unseen, mayTalk]);
  const say = async (act: Promise<{ readonly ok: boolean }>): Promise<void> => {
    const { ok } = await act;
    setFailed(!ok);
    if (ok) setText('');
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') void say(sayText(boatId, orderId, text));
  };
  return (
    <div className="talk">
      <ol>
        {messages.slice(-SHOWN).map((message) => (
          <li key={message.messageId} className={message.isFromBoat ? 'from-boat' : 'from-desk'}>
            <time>{jstTime(message.atMs)}</time>
            <Said message={message} mayTalk={mayTalk} />
            {!message.isFromBoat && <small>{receiptWords(message, t)}</small>}
          </li>
        ))}
      </ol>
      {isFailed && (
        <p className="act-failed" role="alert">
          {t('order.away')}
        </p>
      )}
      {mayTalk && (
        <>
          <div className="talk-phrases">
            {PHRASES.slice(0, 4).map((phrase) => (
              <button
                key={phrase}
                type="button"
                className="action"
                onClick={() => void say(sayPhrase(boatId, orderId, phrase))}
              >
                {t(`phrase.${phrase}`)}
              </button>
            ))}
          </div>
          <form onSubmit={send}>
            <input
              className="send-text"
              placeholder={t('talk.say')}
              aria-label={t('talk.say')}
              maxLength={500}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
            <button type="submit" className="action" disabled={text.trim() === ''}>
              {t('send.now')}
            </button>
          </form>
        </>
      )}
    </div>
  );
}

const receiptWords = ({ deliveredMs, seenMs }: Message, t: Translate): string =>
  seenMs !== null ? t('talk.seen') : deliveredMs !== null ? t('talk.delivered') : t('talk.sent');
