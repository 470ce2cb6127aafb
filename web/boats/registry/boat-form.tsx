import { type FormEvent, type ReactNode, useState } from 'react';
import type { Boat } from '../../../server/contract/boat.ts';
import { BOAT_CLASSES } from '../../../server/contract/constants.ts';
import type { Office } from '../../../server/contract/rights.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { sending, tell } from '../../net/ask.ts';
import { refusalWords } from '../../net/refusal-words.ts';
import { Choice, FieldInput, FormEnd, OfficeChoice } from '../../ui/registry/registry-fields.tsx';
import { entryOf, FIELD_NAMES, FIELDS, fieldsOf, NEW_BOAT } from './boat-fields.ts';

interface BoatFormProps {
  /** null: a new one. */
  readonly before: Boat | null;
  readonly onClose: () => void;
}

/** All of one boat. What the server refuses is said by the name of the field. */
export function BoatForm({ before, onClose }: BoatFormProps): ReactNode {
  const { t } = useSpeech();
  const [fields, setFields] = useState(before === null ? NEW_BOAT : fieldsOf(before));
  const [kind, setKind] = useState<Boat['class']>(before?.class ?? 'harbour');
  const [office, setOffice] = useState<Office>(before?.office ?? 'yokohama');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const entry = entryOf(fields, { class: kind, office });
    const done = await tell(`/api/v1/boats/${entry.boatId}`, sending('PUT', entry));
    setBusy(false);
    if (done.ok) onClose();
    else setFailure(refusalWords(done, t));
  };
  return (
    <form className="registry-form" onSubmit={(event) => void send(event)}>
      {FIELD_NAMES.map((name) => (
        <FieldInput
          key={name}
          {...{ name, ...FIELDS[name] }}
          label={t(FIELDS[name].label)}
          value={fields[name]}
          isFixed={name === 'boatId' && before !== null}
          onChange={(value) => setFields({ ...fields, [name]: value })}
        />
      ))}
      <Choice
        label={t('fleet.class')}
        all={BOAT_CLASSES}
        value={kind}
        wordOf={(one) => t(`fleet.class.${one}`)}
        onChange={setKind}
      />
      <OfficeChoice value={office} onChange={setOffice} />
      <FormEnd {...{ busy, failure, onClose }} />
    </form>
  );
}
