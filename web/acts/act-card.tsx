import MapPin from 'lucide-react/icons/map-pin';
import Merge from 'lucide-react/icons/merge';
import Undo from 'lucide-react/icons/undo-2';
import X from 'lucide-react/icons/x';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { TrackAct } from '../../server/contract/track-act.ts';
import { useTranslate } from '../i18n/language.tsx';
import type { Key, Translate } from '../i18n/translate.ts';
import { position } from '../ui/format.ts';
import { type Plotted, plottedOf } from './plotted.ts';
import type { Acts, Aim } from './use-acts.ts';

const DONE = {
  name: 'act.named',
  drop: 'act.dropped',
  merge: 'act.merged',
  split: 'act.parted',
  plot: 'act.plotted',
} as const satisfies Readonly<Record<TrackAct['act'], Key>>;

/** What an act asks for next, what was done and can be taken back, or why it was not done; otherwise the tool that plots a track. */
export function ActCard({ acts }: { acts: Acts }): ReactNode {
  const t = useTranslate();
  const { aim, last, failure, busy, dismiss } = acts;
  if (!acts.may) return null;
  if (aim === null && last === null && failure === null) {
    return (
      <button type="button" className="trail-tool" title="P" onClick={acts.aimPlot}>
        <MapPin aria-hidden />
        {t('act.plotTool')}
      </button>
    );
  }
  return (
    <section className="act-card" aria-label={t('act.label')}>
      <button type="button" className="icon" aria-label={t('act.close')} title="Esc" onClick={dismiss}>
        <X aria-hidden />
      </button>
      {failure !== null && (
        <p className="act-failed" role="alert">
          {whyNot(failure, t)}
        </p>
      )}
      {aim?.kind === 'merge' && (
        <p role="status">
          <Merge aria-hidden />
          {t('act.mergeAsk', { name: aim.name })}
        </p>
      )}
      {aim?.kind === 'plot' && <PlotForm at={aim.at} busy={busy} plot={acts.plot} />}
      {aim === null && last !== null && (
        <p className="act-done" role="status">
          {t(DONE[last.act])}
          <button type="button" className="action" disabled={busy} onClick={acts.undo}>
            <Undo aria-hidden />
            {t('act.undo')}
          </button>
        </p>
      )}
    </section>
  );
}

function whyNot(failure: NonNullable<Acts['failure']>, t: Translate): string {
  if (failure.kind === 'away') return t('act.away');
  return failure.reason === null ? failure.message : t(`act.why.${failure.reason}`);
}

interface PlotFormProps {
  readonly at: Extract<Aim, { kind: 'plot' }>['at'];
  readonly busy: boolean;
  readonly plot: (track: Plotted) => void;
}

/** Name, course and speed of what somebody has seen or told by voice, once its place was shown on the chart. */
function PlotForm({ at, busy, plot }: PlotFormProps): ReactNode {
  const t = useTranslate();
  const [name, setName] = useState('');
  const [course, setCourse] = useState('');
  const [speed, setSpeed] = useState('');
  if (at === null) {
    return (
      <p role="status">
        <MapPin aria-hidden />
        {t('act.plotAsk')}
      </p>
    );
  }
  const track = plottedOf(at, { name, course, speed });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (track !== null) plot(track);
  };
  return (
    <form onSubmit={send}>
      <p className="act-place">
        <MapPin aria-hidden />
        {position(at.lon, at.lat)}
      </p>
      <label>
        {t('field.name')}
        <input
          // biome-ignore lint/a11y/noAutofocus: the click on the chart asked for it
          autoFocus
          name="name"
          placeholder="M-1"
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label>
        {t('act.course')}
        <input
          name="course"
          inputMode="decimal"
          maxLength={5}
          placeholder="—"
          value={course}
          onChange={(event) => setCourse(event.target.value)}
        />
      </label>
      <label>
        {t('act.speed')}
        <input
          name="speed"
          inputMode="decimal"
          maxLength={4}
          placeholder="—"
          value={speed}
          onChange={(event) => setSpeed(event.target.value)}
        />
      </label>
      <button type="submit" className="action" disabled={busy || track === null}>
        {t('act.plot')}
      </button>
    </form>
  );
}
