import type { ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';

/** Amber frame and tab over everything: what is shown is not the real bay. Both words stand in every language. */
export function SimulationFrame(): ReactNode {
  const t = useTranslate();
  return (
    <div className="simulation" role="note" aria-label={t('app.simulationNote')}>
      <span className="simulation-tab" title={t('app.simulationNote')}>
        <span lang="ja">{t('app.simulation')}</span> <span lang="en">{t('app.simulationLatin')}</span>
      </span>
    </div>
  );
}
