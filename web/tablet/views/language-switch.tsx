import type { ReactNode } from 'react';
import { useTablet } from '../speech.tsx';

export function LanguageSwitch(): ReactNode {
  const { t, language, speak } = useTablet();
  return (
    <button type="button" className="plain" onClick={() => speak(language === 'ja' ? 'en' : 'ja')}>
      {t('tablet.language')}
    </button>
  );
}
