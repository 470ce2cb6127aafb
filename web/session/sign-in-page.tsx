import CircleAlert from 'lucide-react/icons/circle-alert';
import Clock from 'lucide-react/icons/clock';
import Unplug from 'lucide-react/icons/unplug';
import type { ReactNode } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { useSpeech, useTranslate } from '../i18n/language.tsx';
import { LanguageButton } from '../ui/language-button.tsx';
import { PaletteMenu } from '../ui/palette-menu.tsx';
import { SimulationFrame } from '../ui/simulation-frame.tsx';
import { BearingRose } from './bearing-rose.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { type SignInStatus, useSignIn } from './use-sign-in.ts';

const DEMO_ACCOUNTS = ['operator', 'supervisor', 'crew', 'admin'] as const;
const DEMO_PASSWORD = 'mihari-demo';

/** One line under the form: what went wrong, by icon and word. */
export function SignInMessage({ status, ended }: { status: SignInStatus; ended: boolean }): ReactNode {
  const t = useTranslate();
  switch (status.kind) {
    case 'missing':
      return (
        <p className="message warn" role="alert">
          <CircleAlert aria-hidden />
          {t('signIn.missing')}
        </p>
      );
    case 'refused':
    case 'failed':
      return (
        <p className="message bad" role="alert">
          <CircleAlert aria-hidden />
          {t(status.kind === 'refused' ? 'signIn.refused' : 'signIn.failed')}
        </p>
      );
    case 'limited':
      return (
        <p className="message warn" role="alert">
          <Clock aria-hidden />
          {t('signIn.limited', { seconds: status.seconds })}
        </p>
      );
    case 'away':
      return (
        <p className="message bad" role="alert">
          <Unplug aria-hidden />
          {t('signIn.away')}
        </p>
      );
    default:
      return ended ? (
        <p className="message warn" role="status">
          <Clock aria-hidden />
          {t('signIn.ended')}
        </p>
      ) : null;
  }
}

interface SignInPageProps {
  readonly simulation: boolean;
  readonly ended: boolean;
  /** The server cannot be reached. */
  readonly away: boolean;
  readonly onEnter: (session: Session) => void;
}

export function SignInPage({ simulation, ended, away, onEnter }: SignInPageProps): ReactNode {
  const { t } = useSpeech();
  const entry = useSignIn(onEnter);
  const status: SignInStatus = away && entry.status.kind === 'idle' ? { kind: 'away' } : entry.status;
  return (
    <div className="sign-in">
      <BearingRose />
      <main className="sign-in-card">
        <h1>
          <span lang="ja">{t('app.name')}</span> <small>{t('app.latin')}</small>
        </h1>
        <p className="tagline">{t('app.tagline')}</p>
        <SignInForm entry={entry} />
        <SignInMessage status={status} ended={ended} />
        {simulation && (
          <section className="demo">
            <h2>{t('signIn.demo')}</h2>
            <div className="demo-accounts">
              {DEMO_ACCOUNTS.map((name) => (
                <button type="button" key={name} onClick={() => entry.fill(name, DEMO_PASSWORD)}>
                  <b>{name}</b>
                  <span>{t(`role.${name}`)}</span>
                </button>
              ))}
            </div>
            <p>{t('signIn.demoHint', { password: DEMO_PASSWORD })}</p>
            <p>{t('app.simulationNote')}</p>
          </section>
        )}
        <footer>
          <span>{t('signIn.audit')}</span>
          <span className="sign-in-tools">
            <PaletteMenu />
            <LanguageButton />
          </span>
        </footer>
      </main>
      {simulation && <SimulationFrame />}
    </div>
  );
}
