import { type ReactNode, useRef, useState } from 'react';
import type { Boarding } from '../../../server/contract/boarding.ts';
import { REFERRALS, SWABS } from '../../../server/contract/constants.ts';
import { jstTime } from '../../ui/format.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal } from '../use.ts';
import { HoldButton } from './hold-button.tsx';

const MOST_BYTES = 12 * 1024 * 1024;

/** The short form of a boarding. What is written is kept as it is written, and sent whenever the crew says so. */
export function ReportView({ store }: { store: TabletStore }): ReactNode {
  const { t } = useTablet();
  const { draft } = useSignal(store.known);
  const [sentAt, setSentAt] = useState<string | null>(null);
  if (draft === null) {
    return (
      <section className="report none">
        <h2>{t('report.none')}</h2>
        {sentAt !== null && (
          <p role="status" className="well">
            {t('report.sent', { time: sentAt })}
          </p>
        )}
        <button type="button" className="go wide" onClick={() => store.beginReport()}>
          {t('report.begin')}
        </button>
        <PhotoButton store={store} />
      </section>
    );
  }
  const change = (more: Partial<Boarding>): void => store.changeReport(more);
  return (
    <section className="report">
      <p>
        <b>{t('report.when', { time: jstTime(draft.boardedMs) })}</b> <small>{t('report.kept')}</small>
      </p>
      <label>
        {t('report.vessel')}
        <input value={draft.vessel} maxLength={120} onChange={({ target }) => change({ vessel: target.value })} />
      </label>
      <Persons value={draft.persons} onChange={(persons) => change({ persons })} />
      <Choice name={t('report.swab')}>
        {SWABS.map((swab) => (
          <button key={swab} type="button" aria-pressed={draft.swab === swab} onClick={() => change({ swab })}>
            {t(`swab.${swab}`)}
          </button>
        ))}
      </Choice>
      <label>
        {t('report.found')}
        <textarea
          rows={3}
          value={draft.found}
          maxLength={2000}
          onChange={({ target }) => change({ found: target.value })}
        />
      </label>
      <Choice name={t('report.referrals')}>
        {REFERRALS.map((one) => {
          const isOn = draft.referrals.includes(one);
          const referrals = isOn ? draft.referrals.filter((other) => other !== one) : [...draft.referrals, one];
          return (
            <button key={one} type="button" aria-pressed={isOn} onClick={() => change({ referrals })}>
              {t(`referral.${one}`)}
            </button>
          );
        })}
      </Choice>
      <PhotoButton store={store} />
      <div className="report-end">
        <HoldButton
          className="go"
          onHeld={() => {
            setSentAt(jstTime(store.nowMs()));
            store.sendReport();
          }}
        >
          {t('report.send')}
        </HoldButton>
        <HoldButton className="danger" holdMs={1_600} onHeld={() => store.dropReport()}>
          {t('report.drop')}
        </HoldButton>
      </div>
    </section>
  );
}

const Choice = ({ name, children }: { name: string; children: ReactNode }): ReactNode => (
  <fieldset className="choice">
    <legend>{name}</legend>
    {children}
  </fieldset>
);

function Persons({ value, onChange }: { value: number | null; onChange: (value: number | null) => void }): ReactNode {
  const { t } = useTablet();
  return (
    <Choice name={t('report.persons')}>
      <button
        type="button"
        disabled={value === null}
        onClick={() => onChange(value === 0 || value === null ? null : value - 1)}
      >
        −
      </button>
      <output>{value ?? t('report.uncounted')}</output>
      <button type="button" onClick={() => onChange((value ?? -1) + 1)}>
        +
      </button>
    </Choice>
  );
}

/** Its hash is taken before anything else is done with it. */
function PhotoButton({ store }: { store: TabletStore }): ReactNode {
  const { t } = useTablet();
  const input = useRef<HTMLInputElement | null>(null);
  const [trouble, setTrouble] = useState<'tooBig' | 'unkept' | null>(null);
  const progress = useSignal(store.uploads.progress);
  const waiting = useSignal(store.uploads.waiting);
  const { draft } = useSignal(store.known);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setTrouble(null);
    if (file.size > MOST_BYTES) return setTrouble('tooBig');
    await store.addPhoto(file).catch(() => setTrouble('unkept'));
  };
  const shares = Object.values(progress).filter((share) => share < 1);
  return (
    <div className="photos">
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/heic"
        capture="environment"
        hidden
        onChange={({ target }) => {
          void take(target.files?.[0]);
          target.value = '';
        }}
      />
      <button type="button" className="wide" onClick={() => input.current?.click()}>
        {t('photo.take')}
      </button>
      {draft !== null && draft.photoIds.length > 0 && <span>{t('photo.count', { count: draft.photoIds.length })}</span>}
      {waiting > 0 && (
        <span className="warn">
          {t('photo.waiting', { count: waiting, percent: Math.round((shares[0] ?? 0) * 100) })}
        </span>
      )}
      {trouble !== null && (
        <span className="bad" role="alert">
          {t(`photo.${trouble}`)}
        </span>
      )}
    </div>
  );
}
