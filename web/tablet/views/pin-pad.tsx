import Delete from 'lucide-react/icons/delete';
import { type ReactNode, useState } from 'react';
import { SHORTEST_PIN } from '../keep/vault.ts';
import { useTablet } from '../speech.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
const LONGEST_PIN = 12;

/** Digits for gloves. `isBusy`: what was entered is being tried. */
export function PinPad({ onPin, isBusy }: { onPin: (pin: string) => void; isBusy: boolean }): ReactNode {
  const { t } = useTablet();
  const [pin, setPin] = useState('');
  const isLong = pin.length >= SHORTEST_PIN;
  const done = (): void => {
    setPin('');
    onPin(pin);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a keyboard serves as well, wherever the focus is
    <div
      className="pin-pad"
      onKeyDown={({ key }) => {
        if (/^\d$/.test(key)) setPin((before) => (before + key).slice(0, LONGEST_PIN));
        if (key === 'Backspace') setPin((before) => before.slice(0, -1));
      }}
    >
      <output className="pin-dots" aria-label={t('pin.enter')}>
        {'●'.repeat(pin.length)}
        {'○'.repeat(Math.max(0, SHORTEST_PIN - pin.length))}
      </output>
      {DIGITS.map((digit) => (
        <button
          key={digit}
          type="button"
          disabled={isBusy}
          onClick={() => setPin((before) => (before + digit).slice(0, LONGEST_PIN))}
        >
          {digit}
        </button>
      ))}
      <button
        type="button"
        aria-label={t('pin.delete')}
        disabled={isBusy}
        onClick={() => setPin((before) => before.slice(0, -1))}
      >
        <Delete aria-hidden />
      </button>
      <button type="button" className="go" disabled={isBusy || !isLong} onClick={done}>
        {t(isBusy ? 'pin.checking' : 'pin.ok')}
      </button>
    </div>
  );
}
