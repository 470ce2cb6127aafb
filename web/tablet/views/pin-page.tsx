import { type ReactNode, useState } from 'react';
import { useTablet } from '../speech.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { PinPad } from './pin-pad.tsx';

/** The tablet is sealed: its PIN, and what to do in distress meanwhile. */
export function PinPage({ boat, left, isTrying, onPin }: PinPageProps): ReactNode {
  const { t, language } = useTablet();
  return (
    <main className="tablet-page pin">
      <header>
        <h1>{t('tablet.title')}</h1>
        <LanguageSwitch />
      </header>
      {boat && <p>{t('pin.sealed', { boat: boat[language] })}</p>}
      <PinPad onPin={onPin} isBusy={isTrying} />
      {left !== null && (
        <p className="bad" role="alert">
          {t('pin.wrong', { left })}
        </p>
      )}
      <p className="distress-call">{t('pin.noSos')}</p>
    </main>
  );
}

interface PinPageProps {
  readonly boat: { readonly ja: string; readonly en: string } | null;
  /** Attempts that are left; null: none was wrong. */
  readonly left: number | null;
  readonly isTrying: boolean;
  readonly onPin: (pin: string) => void;
}

/** A PIN, twice. */
export function NewPinPage({ onPin }: { onPin: (pin: string) => void }): ReactNode {
  const { t } = useTablet();
  const [first, setFirst] = useState<string | null>(null);
  const [isDifferent, setDifferent] = useState(false);
  const take = (pin: string): void => {
    if (first === null) setFirst(pin);
    else if (first === pin) onPin(pin);
    else {
      setFirst(null);
      setDifferent(true);
    }
  };
  return (
    <main className="tablet-page pin">
      <h1>{t(first === null ? 'pin.make' : 'pin.again')}</h1>
      <p>{t('pin.makeLead')}</p>
      <PinPad key={String(first)} onPin={take} isBusy={false} />
      {isDifferent && first === null && (
        <p className="bad" role="alert">
          {t('pin.differs')}
        </p>
      )}
    </main>
  );
}
