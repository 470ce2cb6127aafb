import { type ReactNode, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Desk } from './desk/desk.tsx';
import { LanguageProvider, useSpeech } from './i18n/language.tsx';
import { ChangePasswordPage } from './session/change-password-page.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { useSession } from './session/use-session.ts';
import { Failure } from './ui/failure.tsx';
import { PaletteProvider } from './ui/palette.tsx';
import { Wall } from './wall/wall.tsx';

/** Faces of the console by the address: `?wall=1` is the wall, else the desk. */
const faceOf = (search: string): 'desk' | 'wall' => (new URLSearchParams(search).get('wall') === '1' ? 'wall' : 'desk');

function Gate({ search }: { search: string }): ReactNode {
  const { language, t } = useSpeech();
  const { state, simulation, ended, enter, leave, lose } = useSession();
  const face = useMemo(() => faceOf(search), [search]);
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
      ) : state.session.mustChangePassword ? (
        <ChangePasswordPage onEnter={enter} />
      ) : face === 'wall' ? (
        <Wall session={state.session} onLost={lose} />
      ) : (
        <Desk session={state.session} onSignOut={leave} onLost={lose} />
      )}
    </I18nProvider>
  );
}

export function App({ search }: { search: string }): ReactNode {
  return (
    <LanguageProvider>
      <PaletteProvider>
        <Failure>
          <Gate search={search} />
        </Failure>
      </PaletteProvider>
    </LanguageProvider>
  );
}
