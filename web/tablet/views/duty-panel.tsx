import { type ReactNode, useState } from 'react';
import type { Boat, BoatDuty } from '../../../server/contract/boat.ts';
import { ask, sending } from '../../net/ask.ts';
import { jstTime } from '../../ui/format.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal } from '../use.ts';

const FUELS = [0.25, 0.5, 0.75, 1] as const;
const MOST_NAMES = 60;

/** Who is on board and how full the tank is: said at departure, where there is reception. */
export function DutyPanel({ store }: { store: TabletStore }): ReactNode {
  const { t } = useTablet();
  const { boat } = useSignal(store.known);
  const [isOpen, setOpen] = useState(false);
  if (boat === null) return null;
  const { crew, dutySinceMs, fuel } = boat;
  if (isOpen) return <DutySheet store={store} boat={boat} onEnd={() => setOpen(false)} />;
  return (
    <section className="duty">
      <p>{crew.length === 0 ? t('duty.nobody') : t('duty.crew', { names: crew.join(t('duty.and')) })}</p>
      <p>
        {dutySinceMs !== null && t('duty.since', { time: jstTime(dutySinceMs).slice(0, 5) })}{' '}
        {t('duty.fuel', { percent: Math.round(fuel * 100) })}
      </p>
      <button type="button" className="wide" onClick={() => setOpen(true)}>
        {t('duty.change')}
      </button>
    </section>
  );
}

interface DutySheetProps {
  readonly store: TabletStore;
  readonly boat: Boat;
  readonly onEnd: () => void;
}

function DutySheet({ store, boat, onEnd }: DutySheetProps): ReactNode {
  const { t } = useTablet();
  const [names, setNames] = useState(boat.crew.join('\n'));
  const [fuel, setFuel] = useState(boat.fuel);
  const [failure, setFailure] = useState<string | null>(null);
  const say = async (crew: readonly string[]): Promise<void> => {
    const change: BoatDuty = { crew: [...crew], fuel };
    const answer = await ask(
      `/api/v1/boats/${boat.boatId}/duty`,
      sending('PUT', change),
      (told) => told.json() as Promise<Boat>,
    );
    if (!answer.ok) return setFailure(answer.message ?? t('duty.away'));
    store.boatIs(answer.value);
    onEnd();
  };
  const crew = names
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, MOST_NAMES);
  return (
    <div className="sheet duty-sheet" role="dialog" aria-label={t('duty.change')}>
      <h1>{t('duty.change')}</h1>
      <label>
        {t('duty.names')}
        <textarea rows={6} value={names} onChange={({ target }) => setNames(target.value)} />
      </label>
      <fieldset className="choice">
        <legend>{t('duty.tank')}</legend>
        {FUELS.map((share) => (
          <button key={share} type="button" aria-pressed={Math.abs(fuel - share) < 0.01} onClick={() => setFuel(share)}>
            {share * 100}%
          </button>
        ))}
      </fieldset>
      {failure !== null && (
        <p className="bad" role="alert">
          {failure}
        </p>
      )}
      <button type="button" className="go wide" onClick={() => void say(crew)}>
        {t('duty.say')}
      </button>
      <button type="button" className="wide" onClick={() => void say([])}>
        {t('duty.leave')}
      </button>
      <button type="button" className="wide" onClick={onEnd}>
        {t('mark.back')}
      </button>
    </div>
  );
}
