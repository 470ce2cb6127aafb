import FastForward from 'lucide-react/icons/fast-forward';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { Banner } from '../ui/banner.tsx';
import { jstTime } from '../ui/format.ts';

/** For some seconds after the story was set forward: why the chart has emptied and fills anew. */
export function LeapBanner({ leaptToMs }: { leaptToMs: number | null }): ReactNode {
  const t = useTranslate();
  if (leaptToMs === null) return null;
  const icon = <FastForward aria-hidden />;
  return (
    <Banner tone="calm" icon={icon} word={t('demo.leapt', { time: jstTime(leaptToMs) })} note={t('demo.leaptNote')} />
  );
}
