import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useRemembered } from '../ui/remembered.ts';
import { LANGUAGES, type Language, TRANSLATORS, type Translate } from './translate.ts';

interface Speech {
  readonly language: Language;
  readonly t: Translate;
  readonly speak: (language: Language) => void;
}

const SpeechContext = createContext<Speech>({ language: 'ja', t: TRANSLATORS.ja, speak: () => {} });

/** The language of this station, remembered; `fixed` is for tests. */
export function LanguageProvider({ children, fixed }: { children: ReactNode; fixed?: Language }): ReactNode {
  const [remembered, speak] = useRemembered('language', LANGUAGES, 'ja');
  const language = fixed ?? remembered;
  const t = TRANSLATORS[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t('app.title');
  }, [language, t]);
  const speech = useMemo(() => ({ language, t, speak }), [language, t, speak]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export const useSpeech = (): Speech => useContext(SpeechContext);
export const useTranslate = (): Translate => useContext(SpeechContext).t;
