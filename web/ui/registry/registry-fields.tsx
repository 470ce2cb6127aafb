import { type MouseEvent, type ReactNode, useState } from 'react';
import type { Office } from '../../../server/contract/rights.ts';
import { useSpeech } from '../../i18n/language.tsx';

const OFFICES: readonly Office[] = [
  ...(['hakodate', 'tokyo', 'yokohama', 'nagoya', 'osaka'] as const),
  ...(['kobe', 'moji', 'nagasaki', 'okinawa'] as const),
];

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly all: readonly T[];
  readonly wordOf: (one: T) => string;
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ label, value, all, wordOf, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(all.find((one) => one === target.value) ?? value)}>
        {all.map((one) => (
          <option key={one} value={one}>
            {wordOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The customs office that something is of. */
export function OfficeChoice({ value, onChange }: { value: Office; onChange: (value: Office) => void }): ReactNode {
  const { t } = useSpeech();
  const wordOf = (one: Office): string => t(`office.${one}`);
  return <Choice label={t('registry.office')} all={OFFICES} {...{ value, wordOf, onChange }} />;
}

/** Edit, and take out: asked for twice. */
export function RowActs({ onEdit, onRemove }: { onEdit: () => void; onRemove: () => void }): ReactNode {
  const { t } = useSpeech();
  const [isSure, setSure] = useState(false);
  const press = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    if (!isSure) {
      setSure(true);
      return;
    }
    // this button goes with its row: keys must still reach the dialog
    currentTarget.closest<HTMLElement>('[role=dialog]')?.focus();
    onRemove();
  };
  return (
    <td>
      <button type="button" className="action" onClick={onEdit}>
        {t('registry.edit')}
      </button>
      <button type="button" className="action" onClick={press}>
        {t(isSure ? 'registry.removeSure' : 'registry.remove')}
      </button>
    </td>
  );
}
