import { type ReactNode, useState } from 'react';
import type { Boat } from '../../../server/contract/boat.ts';
import { BOAT_CLASSES } from '../../../server/contract/constants.ts';
import type { Office } from '../../../server/contract/rights.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { type Answer, sending, tell } from '../../net/ask.ts';
import { Choice, OfficeChoice } from '../../ui/registry/registry-fields.tsx';
import { RegistryForm } from '../../ui/registry/registry-form.tsx';
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
  const save = (): Promise<Answer<null>> => {
    const entry = entryOf(fields, { class: kind, office });
    return tell(`/api/v1/boats/${entry.boatId}`, sending('PUT', entry));
  };
  return (
    <RegistryForm
      names={FIELD_NAMES}
      specs={FIELDS}
      labelOf={(name) => t(FIELDS[name].label)}
      values={fields}
      onValues={setFields}
      fixed={before === null ? null : 'boatId'}
      save={save}
      onClose={onClose}
    >
      <Choice
        label={t('fleet.class')}
        all={BOAT_CLASSES}
        value={kind}
        wordOf={(one) => t(`fleet.class.${one}`)}
        onChange={setKind}
      />
      <OfficeChoice value={office} onChange={setOffice} />
    </RegistryForm>
  );
}
