import Merge from 'lucide-react/icons/merge';
import Split from 'lucide-react/icons/split';
import Tag from 'lucide-react/icons/tag';
import Trash from 'lucide-react/icons/trash-2';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import type { Acts } from './use-acts.ts';

const LONGEST_NAME = 20;

interface TrackActsProps {
  readonly trackId: string;
  readonly name: string | null;
  /** AIS says who it is: then only what radar sees may be split off. */
  readonly onAis: boolean;
  /** The server says that it is no more. */
  readonly gone: boolean;
  readonly acts: Acts;
}

/** What may be done to the selected track: name, drop, say which other it is, or part radar from AIS. */
export function TrackActs({ trackId, name, onAis, gone, acts }: TrackActsProps): ReactNode {
  const t = useTranslate();
  const off = acts.busy || gone;
  const split = (
    <button type="button" className="action" disabled={off} onClick={() => acts.split(trackId)}>
      <Split aria-hidden />
      {t('act.split')}
    </button>
  );
  if (onAis) {
    return (
      <section className="track-acts" aria-label={t('act.label')}>
        <div className="act-row">{split}</div>
      </section>
    );
  }
  return (
    <section className="track-acts" aria-label={t('act.label')}>
      <NameForm {...{ trackId, name, off, acts }} />
      <div className="act-row">
        <button
          type="button"
          className="action"
          aria-pressed={acts.aim?.kind === 'merge'}
          disabled={off}
          onClick={() => acts.aimMerge(trackId, name ?? t('panel.unnamed'))}
        >
          <Merge aria-hidden />
          {t('act.merge')}
        </button>
        {split}
        <button type="button" className="action" disabled={off} onClick={() => acts.drop(trackId)}>
          <Trash aria-hidden />
          {t('act.drop')}
        </button>
      </div>
    </section>
  );
}

function NameForm({
  trackId,
  name,
  off,
  acts,
}: Pick<TrackActsProps, 'trackId' | 'name' | 'acts'> & { off: boolean }): ReactNode {
  const t = useTranslate();
  const [typed, setTyped] = useState(name ?? '');
  const wanted = typed.trim();
  const onName = (event: FormEvent): void => {
    event.preventDefault();
    acts.name(trackId, wanted === '' ? null : wanted);
  };
  return (
    <form onSubmit={onName}>
      <input
        aria-label={t('act.nameField')}
        placeholder="K-17"
        maxLength={LONGEST_NAME}
        value={typed}
        disabled={off}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="action" disabled={off || wanted === (name ?? '')}>
        <Tag aria-hidden />
        {t('act.name')}
      </button>
    </form>
  );
}
