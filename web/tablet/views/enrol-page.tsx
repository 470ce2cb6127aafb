import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { CHECKS, type Check, runCheck } from '../device/checks.ts';
import type { EnrolFailure } from '../gate.ts';
import { useTablet } from '../speech.tsx';
import { LanguageSwitch } from './language-switch.tsx';

type Verdicts = Readonly<Record<Check, boolean | null>>;
const UNKNOWN = Object.fromEntries(CHECKS.map((check) => [check, null])) as Verdicts;

interface EnrolPageProps {
  /** Why it was not enrolled at the last attempt. */
  readonly failure: EnrolFailure | null;
  readonly onAsk: (ask: { readonly code: string; readonly name: string }) => void;
}

/** A code makes this the tablet of a boat, once all that it needs was tried and works. */
export function EnrolPage({ failure, onAsk }: EnrolPageProps): ReactNode {
  const { t } = useTablet();
  const [verdicts, setVerdicts] = useState<Verdicts>(UNKNOWN);
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const check = useCallback(() => {
    setVerdicts(UNKNOWN);
    for (const one of CHECKS)
      void runCheck(one).then((isWell) => setVerdicts((before) => ({ ...before, [one]: isWell })));
  }, []);
  useEffect(check, [check]);
  const isReady = CHECKS.every((one) => verdicts[one] === true);
  return (
    <main className="tablet-page enrol">
      <header>
        <h1>{t('enrol.title')}</h1>
        <LanguageSwitch />
      </header>
      <section>
        <h2>{t('enrol.checks')}</h2>
        <ul className="checks">
          {CHECKS.map((one) => (
            <CheckRow key={one} check={one} isWell={verdicts[one]} />
          ))}
        </ul>
        {CHECKS.some((one) => verdicts[one] === false) && (
          <p className="bad" role="alert">
            {t('enrol.mustWork')}
          </p>
        )}
        <button type="button" className="plain" onClick={check}>
          {t('enrol.again')}
        </button>
      </section>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAsk({ code, name: name.trim() });
        }}
      >
        <p>{t('enrol.lead')}</p>
        <label>
          {t('enrol.code')}
          <input
            name="code"
            value={code}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            placeholder="XXXX-XXXX-XXXX"
            onChange={({ target }) => setCode(target.value)}
          />
        </label>
        <label>
          {t('enrol.name')}
          <input
            name="name"
            value={name}
            maxLength={60}
            placeholder={t('enrol.nameHint')}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <button
          type="submit"
          className="go"
          disabled={!isReady || name.trim() === '' || code.replaceAll(/[\s-]/g, '').length !== 12}
        >
          {t('enrol.go')}
        </button>
        {failure !== null && (
          <p className="bad" role="alert">
            {t(`enrol.${failure}`)}
          </p>
        )}
      </form>
    </main>
  );
}

function CheckRow({ check, isWell }: { check: Check; isWell: boolean | null }): ReactNode {
  const { t } = useTablet();
  return (
    <li className={isWell === null ? 'waiting' : isWell ? 'well' : 'bad'} data-check={check}>
      <b>{t(`check.${check}`)}</b>
      <span>{isWell === null ? t('check.waiting') : t(isWell ? 'check.ok' : `check.${check}.bad`)}</span>
    </li>
  );
}
