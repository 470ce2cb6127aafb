import CircleAlert from 'lucide-react/icons/circle-alert';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { useTranslate } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import { LanguageButton } from '../ui/language-button.tsx';
import { BearingRose } from './bearing-rose.tsx';
import { type ChangeOutcome, changePassword } from './session-api.ts';

/** As the contract has it; the server has the last word. */
const SHORTEST = 12;

type Trouble = Exclude<ChangeOutcome['kind'], 'in'> | 'short' | 'differ';

/** What is wrong before the server is asked; null: nothing. */
export function troubleOf(next: string, again: string): 'short' | 'differ' | null {
  if (next.length < SHORTEST) return 'short';
  return next === again ? null : 'differ';
}

function troubleText(trouble: Trouble, seconds: number, t: Translate): string {
  switch (trouble) {
    case 'short':
      return t('change.short', { min: SHORTEST });
    case 'unfit':
      return t('change.unfit', { min: SHORTEST });
    case 'differ':
      return t('change.differ');
    case 'refused':
      return t('change.refused');
    case 'limited':
      return t('signIn.limited', { seconds });
    case 'away':
      return t('signIn.away');
    case 'failed':
      return t('signIn.failed');
  }
}

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly autoComplete: string;
}

function Field({ label, name, autoComplete }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-box">
        <input id={id} name={name} type="password" autoComplete={autoComplete} maxLength={256} />
      </div>
    </div>
  );
}

/** After a one-time password: nothing else is allowed until it is replaced. */
export function ChangePasswordPage({ onEnter }: { onEnter: (session: Session) => void }): ReactNode {
  const t = useTranslate();
  const [trouble, setTrouble] = useState<{ kind: Trouble; seconds: number } | null>(null);
  const [working, setWorking] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (working) return;
    const form = new FormData(event.currentTarget);
    const [password, newPassword, again] = ['password', 'next', 'again'].map((name) => String(form.get(name) ?? ''));
    const found = troubleOf(newPassword ?? '', again ?? '');
    if (found) return setTrouble({ kind: found, seconds: 0 });
    setWorking(true);
    const outcome = await changePassword({ password: password ?? '', newPassword: newPassword ?? '' });
    setWorking(false);
    if (outcome.kind === 'in') onEnter(outcome.session);
    else setTrouble({ kind: outcome.kind, seconds: outcome.kind === 'limited' ? outcome.seconds : 0 });
  };
  return (
    <div className="sign-in">
      <BearingRose />
      <main className="sign-in-card">
        <h1 className="change-title">{t('change.title')}</h1>
        <p className="tagline">{t('change.note')}</p>
        <form noValidate onSubmit={(event) => void submit(event)}>
          <Field label={t('change.old')} name="password" autoComplete="current-password" />
          <Field label={t('change.next', { min: SHORTEST })} name="next" autoComplete="new-password" />
          <Field label={t('change.again')} name="again" autoComplete="new-password" />
          <button type="submit" className="primary" aria-busy={working}>
            {working && <LoaderCircle className="spin" aria-hidden />}
            {t(working ? 'signIn.working' : 'change.submit')}
          </button>
        </form>
        {trouble && (
          <p className="message bad" role="alert">
            <CircleAlert aria-hidden />
            {troubleText(trouble.kind, trouble.seconds, t)}
          </p>
        )}
        <footer>
          <span>{t('signIn.audit')}</span>
          <LanguageButton />
        </footer>
      </main>
    </div>
  );
}
