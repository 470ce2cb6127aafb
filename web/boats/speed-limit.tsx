import type { ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';

const MOST_KN = 80;

/** Knots at most; null: as fast as is safe. */
export function SpeedLimit({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (value: number | null) => void;
}): ReactNode {
  const { t } = useSpeech();
  const read = (text: string): number | null => {
    const kn = Number(text);
    return text.trim() === '' || !(kn >= 1) ? null : Math.min(MOST_KN, kn);
  };
  return (
    <label>
      {t('send.maxKn')}
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_KN}
        placeholder={t('send.noLimit')}
        value={value ?? ''}
        onChange={({ target }) => onChange(read(target.value))}
      />
    </label>
  );
}
