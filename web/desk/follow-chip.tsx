import LocateFixed from 'lucide-react/icons/locate-fixed';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';

/** The followed vessel is not the one in the panel: its name, and the way out. */
export function FollowChip({ name, onEnd }: { name: string; onEnd: () => void }): ReactNode {
  const t = useTranslate();
  return (
    <div className="follow-chip" role="status">
      <LocateFixed aria-hidden />
      {t('follow.chip', { name })}
      <button type="button" className="icon" aria-label={t('follow.end')} title={t('follow.end')} onClick={onEnd}>
        <X aria-hidden />
      </button>
    </div>
  );
}
