import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Desk } from './desk/desk.tsx';
import { LanguageProvider, useSpeech } from './i18n/language.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { useSession } from './session/use-session.ts';
import { PaletteProvider } from './ui/palette.tsx';

function Gate(): ReactNode {
  const { language, t } = useSpeech();
  const { state, simulation, ended, enter, leave, lose } = useSession();
  if (state.kind === 'checking') {
    return (
      <div className="gate" role="status">
        <b lang="ja">{t('app.name')}</b>
        {t('signIn.checking')}
      </div>
    );
  }
  return (
    <I18nProvider locale={language}>
      {state.kind !== 'in' ? (
        <SignInPage simulation={simulation} ended={ended} away={state.kind === 'away'} onEnter={enter} />
      ) : (
        <Desk session={state.session} onSignOut={leave} onLost={lose} />
      )}
    </I18nProvider>
  );
}

export function App(): ReactNode {
  return (
    <LanguageProvider>
      <PaletteProvider>
        <Gate />
      </PaletteProvider>
    </LanguageProvider>
  );
}
