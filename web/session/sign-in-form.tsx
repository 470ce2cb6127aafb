import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useTranslate } from '../i18n/language.tsx';
import type { SignInEntry } from './use-sign-in.ts';

function PasswordField({ entry }: { entry: SignInEntry }): ReactNode {
  const t = useTranslate();
  const id = useId();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCaps = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div className="field">
      <label htmlFor={id}>{t('signIn.password')}</label>
      <div className="field-box">
        <input
          id={id}
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          maxLength={256}
          value={entry.password}
          onChange={(event) => entry.setPassword(event.target.value)}
          onKeyUp={watchCaps}
          aria-invalid={entry.status.kind === 'refused'}
        />
        <button
          type="button"
          className="icon"
          onClick={() => setShown(!shown)}
          aria-label={t(shown ? 'signIn.hidePassword' : 'signIn.showPassword')}
          aria-pressed={shown}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </button>
      </div>
      {capsLock && <p className="hint">{t('signIn.capsLock')}</p>}
    </div>
  );
}

export function SignInForm({ entry }: { entry: SignInEntry }): ReactNode {
  const t = useTranslate();
  const id = useId();
  const working = entry.status.kind === 'working';
  const limited = entry.status.kind === 'limited';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!working && !limited) void entry.submit();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('signIn.username')}</label>
        <div className="field-box">
          <input
            id={id}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            // biome-ignore lint/a11y/noAutofocus: the page has one purpose, and this field begins it
            autoFocus
            value={entry.username}
            onChange={(event) => entry.setUsername(event.target.value)}
            aria-invalid={entry.status.kind === 'refused'}
          />
        </div>
      </div>
      <PasswordField entry={entry} />
      <button type="submit" className="primary" disabled={limited} aria-busy={working}>
        {working && <LoaderCircle className="spin" aria-hidden />}
        {t(working ? 'signIn.working' : 'signIn.submit')}
      </button>
    </form>
  );
}
