import Database from 'lucide-react/icons/database';
import HardDrive from 'lucide-react/icons/hard-drive';
import type { ReactNode } from 'react';
import type { HistoryStatus } from '../../server/contract/history.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Banner } from './banner.tsx';

interface HistoryBannerProps {
  /** null: not known, or nothing is kept. */
  readonly history: HistoryStatus | null;
  /** The reader can do something about a disk that fills. */
  readonly mayCure?: boolean;
}

/** Whether what is heard is kept; nothing while all is well. A full disk is everybody's matter, a filling one of those who can act. */
export function HistoryBanner({ history, mayCure = false }: HistoryBannerProps): ReactNode {
  const { t, language } = useSpeech();
  if (history === null) return null;
  const count = (n: number): string => n.toLocaleString(language);
  const { state, waiting, lost, raw, disk } = history;
  if (state === 'losing') {
    const note = t('history.losingNote', { count: count(lost) });
    return <Banner tone="bad" icon={<Database aria-hidden />} word={t('history.losing')} note={note} />;
  }
  if (raw.error !== null) {
    const note = t('history.rawNote', { count: count(Math.ceil(raw.lostBytes / 1024)), error: raw.error });
    return <Banner tone="bad" icon={<HardDrive aria-hidden />} word={t('history.raw')} note={note} />;
  }
  if (state === 'waiting') {
    const note = t('history.waitingNote', { count: count(waiting) });
    return <Banner tone="warn" icon={<Database aria-hidden />} word={t('history.waiting')} note={note} />;
  }
  if (disk?.state === 'full') {
    return (
      <Banner tone="warn" icon={<HardDrive aria-hidden />} word={t('history.full')} note={t('history.fullNote')} />
    );
  }
  if (disk?.state !== 'warning' || !mayCure) return null;
  const days = disk.daysLeft === null ? '' : ` ${t('history.daysLeft', { days: count(disk.daysLeft) })}`;
  const note = `${t('history.filling', { percent: count(disk.usedPct) })}${days}`;
  return <Banner tone="calm" icon={<HardDrive aria-hidden />} word={t('history.disk')} note={note} />;
}
