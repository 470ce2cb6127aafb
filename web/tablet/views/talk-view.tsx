import { type ReactNode, useState } from 'react';
import { PHRASES } from '../../../server/contract/constants.ts';
import type { BoatSays, Message } from '../../../server/contract/message.ts';
import type { TabletWords } from '../../i18n/tablet-words.ts';
import { jstTime } from '../../ui/format.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal } from '../use.ts';

/** What was said, the newest first; phrases at a touch, words where there is a hand for them. */
export function TalkView({ store }: { store: TabletStore }): ReactNode {
  const { t } = useTablet();
  const { messages } = useSignal(store.known);
  const { acts } = useSignal(store.outbox.state);
  const [text, setText] = useState('');
  const waiting = acts.flatMap(({ event, body }) => (event === 'dispatch:say' ? [body] : []));
  const known = messages.filter(({ messageId }) => !waiting.some(({ requestId }) => requestId === messageId));
  return (
    <section className="talk">
      <fieldset className="phrases" aria-label={t('talk.phrases')}>
        {PHRASES.map((phrase) => (
          <button key={phrase} type="button" onClick={() => store.say({ kind: 'phrase', phrase })}>
            {t(`phrase.${phrase}`)}
          </button>
        ))}
      </fieldset>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === '') return;
          store.say({ kind: 'text', text: text.trim() });
          setText('');
        }}
      >
        <input
          aria-label={t('talk.write')}
          placeholder={t('talk.write')}
          value={text}
          maxLength={500}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit">{t('talk.send')}</button>
      </form>
      <ol className="words">
        {[...waiting].reverse().map((body) => (
          <li key={body.requestId} className="ours waiting">
            <b>{saysWords(body, t)}</b>
            <small>
              {jstTime(body.deviceMs)} {t('talk.waiting')}
            </small>
          </li>
        ))}
        {[...known].reverse().map((message) => (
          <Word key={message.messageId} message={message} onRead={() => store.read(message)} />
        ))}
        {messages.length + waiting.length === 0 && <li className="none">{t('talk.none')}</li>}
      </ol>
    </section>
  );
}

function Word({ message, onRead }: { message: Message; onRead: () => void }): ReactNode {
  const { t } = useTablet();
  const { isFromBoat, atMs, deviceMs, seenMs, seenBy } = message;
  const receipt = seenMs === null ? t('talk.there') : t('talk.seenBy', { who: seenBy ?? '' });
  return (
    <li className={isFromBoat ? 'ours' : 'theirs'}>
      <b>{saysWords(message, t)}</b>
      <small>
        {jstTime(deviceMs ?? atMs)} {isFromBoat ? receipt : `${t('talk.desk')} ${message.who}`}
      </small>
      {!isFromBoat && seenMs === null && (
        <button type="button" className="go" onClick={onRead}>
          {t('talk.read')}
        </button>
      )}
    </li>
  );
}

function saysWords(said: BoatSays | Message, t: TabletWords): string {
  if (said.kind === 'phrase') return said.phrase === null ? '' : t(`phrase.${said.phrase}`);
  if (said.kind === 'mark') return said.mark === null ? '' : t(`mark.${said.mark}`);
  if (said.kind === 'photo') return t('talk.photo');
  if (said.kind === 'boarding') return t('talk.boarding', { vessel: said.boarding?.vessel ?? '' });
  return said.kind === 'sos' ? t('tab.sos') : (said.text ?? '');
}
