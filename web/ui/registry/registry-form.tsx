import { type FormEvent, type ReactNode, useState } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import type { Answer } from '../../net/ask.ts';
import { refusalWords } from '../../net/refusal-words.ts';

interface RegistryFormProps<N extends string> {
  readonly names: readonly N[];
  readonly specs: Readonly<Record<N, { readonly isNumber: boolean; readonly isOptional: boolean }>>;
  readonly labelOf: (name: N) => string;
  /** What is typed; all text. */
  readonly values: Readonly<Record<N, string>>;
  readonly onValues: (values: Readonly<Record<N, string>>) => void;
  /** By which it is known, and which does not change any more; null: it is a new one. */
  readonly fixed: N | null;
  readonly save: () => Promise<Answer<null>>;
  readonly onClose: () => void;
  /** Choices and ticks, after the fields. */
  readonly children: ReactNode;
}

/** All of one entry of a registry. What the server refuses is said by the name of the field. */
export function RegistryForm<N extends string>(props: RegistryFormProps<N>): ReactNode {
  const { names, specs, labelOf, values, onValues, fixed, save, onClose, children } = props;
  const { t } = useSpeech();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const done = await save();
    setBusy(false);
    if (done.ok) onClose();
    else setFailure(refusalWords(done, t));
  };
  return (
    <form className="registry-form" onSubmit={(event) => void send(event)}>
      {names.map((name) => (
        <FieldInput
          key={name}
          {...{ name, ...specs[name] }}
          label={labelOf(name)}
          value={values[name]}
          isFixed={name === fixed}
          onChange={(value) => onValues({ ...values, [name]: value })}
        />
      ))}
      {children}
      <FormEnd {...{ busy, failure, onClose }} />
    </form>
  );
}

interface FieldInputProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly isNumber: boolean;
  readonly isOptional: boolean;
  readonly isFixed: boolean;
  readonly onChange: (value: string) => void;
}

function FieldInput({ name, label, value, isNumber, isOptional, isFixed, onChange }: FieldInputProps): ReactNode {
  return (
    <label>
      {label}
      <input
        name={name}
        type={name === 'password' ? 'password' : 'text'}
        autoComplete="off"
        inputMode={isNumber ? 'decimal' : 'text'}
        required={!isOptional}
        readOnly={isFixed}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

interface FormEndProps {
  readonly busy: boolean;
  readonly failure: string | null;
  readonly onClose: () => void;
}

/** Save, cancel, and why it was not saved. */
function FormEnd({ busy, failure, onClose }: FormEndProps): ReactNode {
  const { t } = useSpeech();
  return (
    <p>
      <button type="submit" className="action" disabled={busy}>
        {t('playback.save')}
      </button>
      <button type="button" className="action" onClick={onClose}>
        {t('playback.cancel')}
      </button>
      {failure !== null && (
        <span className="warn" role="alert">
          {failure}
        </span>
      )}
    </p>
  );
}
