import { type FormEvent, type ReactNode, useState } from 'react';
import { BOOKMARK_SEVERITIES } from '../../../server/contract/constants.ts';
import type { Bookmark } from '../../../server/contract/recording.ts';
import { useTranslate } from '../../i18n/language.tsx';
import type { Answer } from '../../net/ask.ts';
import { refusalWords } from '../../net/refusal-words.ts';
import { duration, jstTime } from '../../ui/format.ts';
import { download } from '../snapshot.ts';
import { addBookmark, makeClip, type Span } from './playback-api.ts';

/** Longest clip, ms. */
const LONGEST_MS = 900_000;

interface BookmarkFormProps {
  readonly cameraId: string;
  readonly atMs: number;
  readonly onDone: (bookmark: Bookmark | null) => void;
}

/** A mark at the time that is shown. */
export function BookmarkForm({ cameraId, atMs, onDone }: BookmarkFormProps): ReactNode {
  const t = useTranslate();
  const [at] = useState(Math.round(atMs));
  const [text, setText] = useState('');
  const [severity, setSeverity] = useState<(typeof BOOKMARK_SEVERITIES)[number]>('suspicious');
  const { busy, failure, run } = useAnswer<Bookmark>();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    run(addBookmark(cameraId, { atMs: at, text, severity }), onDone);
  };
  return (
    <form className="evidence" onSubmit={send}>
      <b>
        {t('playback.bookmark')} {jstTime(at)}
      </b>
      <input
        // biome-ignore lint/a11y/noAutofocus: the button asked for it
        autoFocus
        required
        maxLength={500}
        aria-label={t('playback.bookmarkText')}
        placeholder={t('playback.bookmarkText')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        aria-label={t('playback.severity')}
        value={severity}
        onChange={(event) => setSeverity(event.target.value as typeof severity)}
      >
        {BOOKMARK_SEVERITIES.map((one) => (
          <option key={one} value={one}>
            {t(`playback.severity.${one}`)}
          </option>
        ))}
      </select>
      <FormEnd busy={busy} failure={failure} word={t('playback.save')} onCancel={() => onDone(null)} />
    </form>
  );
}

interface ClipFormProps {
  readonly cameraId: string;
  readonly cut: Span;
  /** Name of the file; null: called off. */
  readonly onDone: (name: string | null) => void;
}

/** Hands over what is cut out, for whom and why. */
export function ClipForm({ cameraId, cut, onDone }: ClipFormProps): ReactNode {
  const t = useTranslate();
  const [recipient, setRecipient] = useState('');
  const [purpose, setPurpose] = useState('');
  const { busy, failure, run } = useAnswer<{ blob: Blob; name: string }>();
  const isLong = cut.toMs - cut.fromMs > LONGEST_MS;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    run(makeClip(cameraId, { ...cut, recipient, purpose }), ({ blob, name }) => {
      download(blob, name);
      onDone(name);
    });
  };
  const length = duration(cut.toMs - cut.fromMs, t);
  return (
    <form className="evidence" onSubmit={send}>
      <b>{t('playback.clipSpan', { from: jstTime(cut.fromMs), to: jstTime(cut.toMs), length })}</b>
      <input
        // biome-ignore lint/a11y/noAutofocus: the button asked for it
        autoFocus
        required
        minLength={2}
        maxLength={200}
        aria-label={t('playback.recipient')}
        placeholder={t('playback.recipient')}
        value={recipient}
        onChange={(event) => setRecipient(event.target.value)}
      />
      <input
        required
        minLength={2}
        maxLength={500}
        aria-label={t('playback.purpose')}
        placeholder={t('playback.purpose')}
        value={purpose}
        onChange={(event) => setPurpose(event.target.value)}
      />
      <FormEnd
        busy={busy || isLong}
        failure={isLong ? t('playback.clipLong') : failure}
        word={busy ? t('playback.making') : t('playback.clip')}
        onCancel={() => onDone(null)}
      />
    </form>
  );
}

interface FormEndProps {
  readonly busy: boolean;
  readonly failure: string | null;
  readonly word: string;
  readonly onCancel: () => void;
}

function FormEnd({ busy, failure, word, onCancel }: FormEndProps): ReactNode {
  const t = useTranslate();
  return (
    <>
      <button type="submit" className="action" disabled={busy}>
        {word}
      </button>
      <button type="button" className="action" onClick={onCancel}>
        {t('playback.cancel')}
      </button>
      {failure !== null && (
        <span className="warn" role="alert">
          {failure}
        </span>
      )}
    </>
  );
}

/** Waits for one answer at a time. */
function useAnswer<T>() {
  const t = useTranslate();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = (asked: Promise<Answer<T>>, done: (value: T) => void): void => {
    setBusy(true);
    void asked.then((answer) => {
      setBusy(false);
      if (answer.ok) done(answer.value);
      else setFailure(refusalWords(answer, t));
    });
  };
  return { busy, failure, run };
}
