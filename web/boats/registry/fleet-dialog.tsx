import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Boat } from '../../../server/contract/boat.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { askJson, tell } from '../../net/ask.ts';
import { refusalWords } from '../../net/refusal-words.ts';
import { RowActs } from '../../ui/registry/registry-fields.tsx';
import { RegistryShell } from '../../ui/registry/registry-shell.tsx';
import { BoatForm } from './boat-form.tsx';

interface FleetDialogProps {
  readonly open: boolean;
  readonly onChange: (open: boolean) => void;
}

/** Patrol boats as they are set up: entered, changed, taken out. */
export function FleetDialog({ open, onChange }: FleetDialogProps): ReactNode {
  const { t } = useSpeech();
  return (
    <RegistryShell title={t('fleet.title')} {...{ open, onChange }}>
      <Fleet />
    </RegistryShell>
  );
}

function Fleet(): ReactNode {
  const { t, language } = useSpeech();
  const [boats, setBoats] = useState<readonly Boat[] | 'loading' | 'away'>('loading');
  const [edited, setEdited] = useState<Boat | 'new' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(async () => setBoats((await askJson<readonly Boat[]>('/api/v1/boats')) ?? 'away'), []);
  useEffect(() => void load(), [load]);
  const remove = async (boatId: string): Promise<void> => {
    const answer = await tell(`/api/v1/boats/${boatId}`, { method: 'DELETE' });
    setFailure(answer.ok ? null : refusalWords(answer, t));
    await load();
  };
  if (edited !== null) {
    const close = (): void => {
      setEdited(null);
      void load();
    };
    return <BoatForm before={edited === 'new' ? null : edited} onClose={close} />;
  }
  const rows = typeof boats === 'string' ? [] : boats;
  return (
    <>
      <div className="registry-acts">
        <button type="button" className="action" onClick={() => setEdited('new')}>
          {t('fleet.add')}
        </button>
      </div>
      {failure !== null && (
        <p className="warn" role="alert">
          {failure}
        </p>
      )}
      {boats === 'loading' && <p className="calm">{t('camera.loading')}</p>}
      {boats === 'away' && <p className="warn">{t('playback.away')}</p>}
      {typeof boats !== 'string' && rows.length === 0 && <p className="calm">{t('fleet.none')}</p>}
      {rows.length > 0 && (
        <table>
          <tbody>
            {rows.map((boat) => (
              <tr key={boat.boatId}>
                <th scope="row">
                  {boat.name[language]} <small>{boat.boatId}</small>
                </th>
                <td>{t(`fleet.class.${boat.class}`)}</td>
                <td>{t(`office.${boat.office}`)}</td>
                <td>{boat.callSign}</td>
                <td>{t('fleet.facts', { kn: boat.maxKn, draught: boat.draughtM, crew: boat.crewSize })}</td>
                <RowActs onEdit={() => setEdited(boat)} onRemove={() => void remove(boat.boatId)} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
