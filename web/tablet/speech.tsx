import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { TABLET_WORDS, type TabletWords } from '../i18n/tablet-words.ts';
import type { Language } from '../i18n/translate.ts';
import { useRemembered } from '../ui/remembered.ts';

interface Speech {
  readonly language: Language;
  readonly t: TabletWords;
  readonly speak: (language: Language) => void;
}

const BOTH: readonly Language[] = ['ja', 'en'];
const Context = createContext<Speech>({ language: 'ja', t: TABLET_WORDS.ja, speak: () => {} });

/** The language of this tablet, remembered. */
export function TabletSpeech({ children }: { children: ReactNode }): ReactNode {
  const [language, speak] = useRemembered<Language>('language', BOTH, 'ja');
  const t = TABLET_WORDS[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t('tablet.title');
  }, [language, t]);
  const speech = useMemo(() => ({ language, t, speak }), [language, t, speak]);
  return <Context value={speech}>{children}</Context>;
}

export const useTablet = (): Speech => useContext(Context);
