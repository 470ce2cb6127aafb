import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Boat, BoatDuty } from '../../server/contract/boat.ts';
import { useSpeech } from '../i18n/language.tsx';
import { sending, tell } from '../net/ask.ts';
import { refusalWords } from '../net/refusal-words.ts';

/** Who is on board, the tank, and whether she can go: said on the tablet at departure, or here by whom the crew has told. */
export function Duty({ boat }: { boat: Boat }): ReactNode {
  const { t } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="duty">
      <button type="button" className="action" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('boats.duty')}
      </button>
      {isOpen && <DutyForm boat={boat} onEnd={() => setOpen(false)} />}
    </div>
  );
}

function DutyForm({ boat, onEnd }: { boat: Boat; onEnd: () => void }): ReactNode {
  const { t } = useSpeech();
  /** As she was when this was opened: only what is changed here is told, the rest may have been told on board meanwhile. */
  const [before] = useState(() => typedOf(boat));
  const [names, setNames] = useState(before.names);
  const [percent, setPercent] = useState(before.percent);
  const [reason, setReason] = useState(before.reason);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const change: BoatDuty = {
      ...(names !== before.names && { crew: namesIn(names) }),
      ...(percent !== before.percent && { fuel: Number(percent) / 100 }),
      ...(reason !== before.reason && { outOfService: reason.trim() || null }),
    };
    if (Object.keys(change).length === 0) {
      onEnd();
      return;
    }
    const answer = await tell(`/api/v1/boats/${boat.boatId}/duty`, sending('PUT', change));
    if (answer.ok) onEnd();
    else setFailure(refusalWords(answer, t));
  };
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <form ref={form} onSubmit={(event) => void save(event)}>
      <label>
        {t('boats.dutyCrew')}
        <textarea rows={3} value={names} onChange={({ target }) => setNames(target.value)} />
      </label>
      <label>
        {t('boats.dutyFuel')}
        <input
          type="number"
          min={0}
          max={100}
          required
          value={percent}
          onChange={({ target }) => setPercent(target.value)}
        />
      </label>
      <label>
        {t('boats.dutyReason')}
        <input maxLength={120} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      {failure !== null && (
        <p className="act-failed" role="alert">
          {failure}
        </p>
      )}
      <button type="submit" className="action primary">
        {t('playback.save')}
      </button>
    </form>
  );
}

const typedOf = ({ crew, fuel, outOfService }: Boat) => ({
  names: crew.join('\n'),
  percent: `${Math.round(fuel * 100)}`,
  reason: outOfService ?? '',
});

const namesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
