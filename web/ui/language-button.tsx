import Languages from 'lucide-react/icons/languages';
import type { ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';

/** Switches between the two languages; says the other one in its own words. */
export function LanguageButton(): ReactNode {
  const { language, t, speak } = useSpeech();
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <button type="button" className="quiet" onClick={() => speak(other)} title={t('bar.languageLabel')}>
      <Languages aria-hidden />
      <span lang={other}>{t('bar.language')}</span>
    </button>
  );
}
