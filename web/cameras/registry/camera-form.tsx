import { type FormEvent, type ReactNode, useState } from 'react';
import type { CameraEntry, CameraEntryOrder } from '../../../server/contract/camera-registry.ts';
import { CAMERA_READERS } from '../../../server/contract/constants.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { refusalWords } from '../../net/refusal-words.ts';
import { FIELD_NAMES, FIELDS, type FieldName, fieldsOf, NEW_CAMERA, orderOf } from './camera-fields.ts';
import { putCamera } from './registry-api.ts';

const OFFICES = [
  ...(['hakodate', 'tokyo', 'yokohama', 'nagoya', 'osaka'] as const),
  ...(['kobe', 'moji', 'nagasaki', 'okinawa'] as const),
];

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
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const done = await putCamera(
      orderOf(fields, { office, reader, isThermal, isRecorded, isAligned }, before, Date.now()),
    );
    setBusy(false);
    if (done.ok) onClose();
    else setFailure(refusalWords(done, t));
  };
  return (
    <form className="registry-form" onSubmit={(event) => void send(event)}>
      {FIELD_NAMES.map((name) => (
        <FieldInput
          key={name}
          {...{ name }}
          value={fields[name]}
          isFixed={name === 'cameraId' && before !== null}
          onChange={(value) => setFields({ ...fields, [name]: value })}
        />
      ))}
      <label>
        {t('registry.office')}
        <select value={office} onChange={(event) => setOffice(event.target.value as typeof office)}>
          {OFFICES.map((one) => (
            <option key={one} value={one}>
              {t(`office.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('registry.reader')}
        <select value={reader} onChange={(event) => setReader(event.target.value as typeof reader)}>
          {CAMERA_READERS.map((one) => (
            <option key={one} value={one}>
              {t(`registry.reader.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {reader === 'push' && <p className="hint">{t('registry.pushHint', { id: fields.cameraId || 'CAMERA' })}</p>}
      <Tick label={t('registry.thermal')} is={isThermal} onChange={setThermal} />
      <Tick label={t('registry.record')} is={isRecorded} onChange={setRecorded} />
      <Tick label={t('registry.alignedNow')} is={isAligned} onChange={setAligned} />
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
    </form>
  );
}

interface FieldInputProps {
  readonly name: FieldName;
  readonly value: string;
  readonly isFixed: boolean;
  readonly onChange: (value: string) => void;
}

function FieldInput({ name, value, isFixed, onChange }: FieldInputProps): ReactNode {
  const { t } = useSpeech();
  const { label, isNumber, isOptional } = FIELDS[name];
  return (
    <label>
      {t(label)}
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

function Tick({ label, is, onChange }: { label: string; is: boolean; onChange: (is: boolean) => void }): ReactNode {
  return (
    <label className="tick">
      <input type="checkbox" checked={is} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
