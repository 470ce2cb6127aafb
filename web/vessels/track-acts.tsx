import Tag from 'lucide-react/icons/tag';
import Trash from 'lucide-react/icons/trash-2';
import Undo from 'lucide-react/icons/undo-2';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { TrackAct } from '../../server/contract/track-act.ts';
import { useTranslate } from '../i18n/language.tsx';
import { type ActOutcome, sendAct } from './track-acts-api.ts';

const LONGEST_NAME = 20;

interface TrackActsProps {
  readonly trackId: string;
  readonly name: string | null;
  /** The server says that it is no more. */
  readonly gone: boolean;
  readonly send?: (path: string, body: object) => Promise<ActOutcome>;
}

/** Names or drops what radar alone sees, and takes the last act back. */
export function TrackActs({ trackId, name, gone, send = sendAct }: TrackActsProps): ReactNode {
  const t = useTranslate();
  const [typed, setTyped] = useState(name ?? '');
  const [last, setLast] = useState<TrackAct | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function act(path: string, body: object): Promise<void> {
    setBusy(true);
    const outcome = await send(path, body);
    setBusy(false);
    setFailure(outcome.kind === 'done' ? null : outcome.kind === 'away' ? t('act.away') : outcome.message);
    if (outcome.kind === 'done') setLast(outcome.act.undoneBy === null ? outcome.act : null);
  }
  const onName = (event: FormEvent): void => {
    event.preventDefault();
    void act(`tracks/${trackId}/name`, { name: typed.trim() === '' ? null : typed.trim() });
  };
  return (
    <section className="track-acts" aria-label={t('act.label')}>
      <form onSubmit={onName}>
        <input
          aria-label={t('act.nameField')}
          placeholder="K-17"
          maxLength={LONGEST_NAME}
          value={typed}
          disabled={busy || gone}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="action" disabled={busy || gone || typed.trim() === (name ?? '')}>
          <Tag aria-hidden />
          {t('act.name')}
        </button>
        <button
          type="button"
          className="action"
          disabled={busy || gone}
          onClick={() => void act(`tracks/${trackId}/drop`, {})}
        >
          <Trash aria-hidden />
          {t('act.drop')}
        </button>
      </form>
      {last !== null && (
        <p className="act-done" role="status">
          {t(last.act === 'drop' ? 'act.dropped' : 'act.named')}
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() => void act(`acts/${last.actId}/undo`, {})}
          >
            <Undo aria-hidden />
            {t('act.undo')}
          </button>
        </p>
      )}
      {failure !== null && (
        <p className="act-failed" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}
