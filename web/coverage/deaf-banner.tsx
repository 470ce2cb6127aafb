import RadioTower from 'lucide-react/icons/radio-tower';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import { Banner } from '../ui/banner.tsx';
import { jstTime } from '../ui/format.ts';
import type { DeafAreas } from './deaf-areas.ts';

/** Names told; of more the number. */
const NAMED = 3;

/** Says of which receivers nothing comes; the map shows where. */
export function DeafBanner({ areas }: { areas: DeafAreas | null }): ReactNode {
  const t = useTranslate();
  if (areas === null) return null;
  const { receivers, sinceMs } = areas;
  const more = receivers.length > NAMED ? ` +${receivers.length - NAMED}` : '';
  const note = t('coverage.deafNote', {
    time: jstTime(sinceMs),
    receivers: `${receivers.slice(0, NAMED).join(', ')}${more}`,
  });
  return <Banner tone="warn" icon={<RadioTower aria-hidden />} word={t('coverage.deaf')} note={note} />;
}
