import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Device, EnrolmentCode } from '../../server/contract/device.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ask, askJson, tell } from '../net/ask.ts';
import { jstMoment, jstTime } from '../ui/format.ts';

/** Devices of a boat: a code for a new one, and those that are enrolled, to be shut out. */
export function Tablets({ boatId }: { boatId: string }): ReactNode {
  const { t } = useSpeech();
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [code, setCode] = useState<EnrolmentCode | null>(null);
  const [isFailed, setFailed] = useState(false);
  const [leaving, setLeaving] = useState<string | null>(null);
  const read = useCallback(async () => {
    const all = await askJson<readonly Device[]>('/api/v1/devices');
    setDevices(all === null ? null : all.filter((device) => device.boatId === boatId));
    setFailed(all === null);
  }, [boatId]);
  useEffect(() => void read(), [read]);
  const make = async (): Promise<void> => {
    const path = `/api/v1/boats/${boatId}/codes`;
    const made = await ask(path, { method: 'POST' }, (answer) => answer.json() as Promise<EnrolmentCode>);
    setFailed(!made.ok);
    if (made.ok) setCode(made.value);
  };
  const shutOut = async (deviceId: string): Promise<void> => {
    // what cannot be undone is asked for twice
    if (leaving !== deviceId) return setLeaving(deviceId);
    setLeaving(null);
    const { ok } = await tell(`/api/v1/devices/${deviceId}`, { method: 'DELETE' });
    if (ok) await read();
    setFailed(!ok);
  };
  return (
    <div className="tablets">
      <b>{t('tablets.title')}</b>
      {devices?.map(({ deviceId, name, seenMs }) => (
        <p key={deviceId}>
          <span>{name}</span>
          <small>{t('tablets.seen', { time: jstMoment(seenMs, Date.now()) })}</small>
          <button type="button" className="action danger" onClick={() => void shutOut(deviceId)}>
            {t(leaving === deviceId ? 'tablets.surely' : 'tablets.shutOut')}
          </button>
        </p>
      ))}
      {devices?.length === 0 && <small>{t('tablets.none')}</small>}
      {code !== null && (
        <p className="tablets-code" role="status">
          <b>{code.code}</b>
          <small>
            {t('tablets.how', { address: `${location.origin}/boat`, time: jstTime(code.endsMs).slice(0, 5) })}
          </small>
        </p>
      )}
      {isFailed && (
        <p className="act-failed" role="alert">
          {t('order.away')}
        </p>
      )}
      <button type="button" className="action" onClick={() => void make()}>
        {t('tablets.make')}
      </button>
    </div>
  );
}
