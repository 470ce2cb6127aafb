import { type ReactNode, useState } from 'react';
import type { CameraEntry, CameraEntryOrder } from '../../../server/contract/camera-registry.ts';
import { CAMERA_READERS } from '../../../server/contract/constants.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Choice, OfficeChoice } from '../../ui/registry/registry-fields.tsx';
import { RegistryForm } from '../../ui/registry/registry-form.tsx';
import { FIELD_NAMES, FIELDS, fieldsOf, NEW_CAMERA, orderOf } from './camera-fields.ts';
import { putCamera } from './registry-api.ts';

interface CameraFormProps {
  /** null: a new one. */
  readonly before: CameraEntry | null;
  readonly onClose: () => void;
}

/** All of one camera. What the server refuses is said by the name of the field. */
export function CameraForm({ before, onClose }: CameraFormProps): ReactNode {
  const { t } = useSpeech();
  const [fields, setFields] = useState(before === null ? NEW_CAMERA : fieldsOf(before));
  const [office, setOffice] = useState<CameraEntryOrder['office']>(before?.office ?? 'yokohama');
  const [reader, setReader] = useState<CameraEntryOrder['reader']>(before?.reader ?? 'rtsp');
  const [isThermal, setThermal] = useState(before?.isThermal ?? false);
  const [isRecorded, setRecorded] = useState(before?.isRecorded ?? true);
  const [isAligned, setAligned] = useState(false);
  return (
    <RegistryForm
      names={FIELD_NAMES}
      specs={FIELDS}
      labelOf={(name) => t(FIELDS[name].label)}
      values={fields}
      onValues={setFields}
      fixed={before === null ? null : 'cameraId'}
      save={() => putCamera(orderOf(fields, { office, reader, isThermal, isRecorded, isAligned }, before, Date.now()))}
      onClose={onClose}
    >
      <OfficeChoice value={office} onChange={setOffice} />
      <Choice
        label={t('registry.reader')}
        all={CAMERA_READERS}
        value={reader}
        wordOf={(one) => t(`registry.reader.${one}`)}
        onChange={setReader}
      />
      {reader === 'push' && <p className="hint">{t('registry.pushHint', { id: fields.cameraId || 'CAMERA' })}</p>}
      <Tick label={t('registry.thermal')} is={isThermal} onChange={setThermal} />
      <Tick label={t('registry.record')} is={isRecorded} onChange={setRecorded} />
      <Tick label={t('registry.alignedNow')} is={isAligned} onChange={setAligned} />
    </RegistryForm>
  );
}

function Tick({ label, is, onChange }: { label: string; is: boolean; onChange: (is: boolean) => void }): ReactNode {
  return (
    <label className="tick">
      <input type="checkbox" checked={is} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
