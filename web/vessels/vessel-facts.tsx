import type { ReactNode } from 'react';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { useTranslate } from '../i18n/language.tsx';
import { bearing, duration, speed } from '../ui/format.ts';
import type { ShownState } from './known.ts';

interface FactProps {
  readonly label: string;
  readonly value: string | null;
  readonly unit?: string;
  /** Standard deviation, with its unit; left out: not told. */
  readonly spread?: string | undefined;
  readonly old: boolean;
}

function Fact({ label, value, unit, spread, old }: FactProps): ReactNode {
  const t = useTranslate();
  return (
    <div className={old ? 'old' : undefined}>
      <dt>{label}</dt>
      <dd>
        {value ?? t('fact.none')}
        {value !== null && unit && <span className="unit">{unit}</span>}
        {value !== null && spread !== undefined && <small className="spread">±{spread}</small>}
      </dd>
    </div>
  );
}

/** The three facts that matter: speed, course, when last heard. Where the track is not live, they are past and look it. */
export function VesselFacts({ track, state, nowMs }: VesselFactsProps): ReactNode {
  const t = useTranslate();
  const old = state !== 'live';
  return (
    <dl className="facts">
      <Fact
        label={t('fact.speed')}
        value={track.sogKn === null ? null : speed(track.sogKn)}
        unit={t('unit.kn')}
        spread={track.sogSpreadKn?.toFixed(1)}
        old={old}
      />
      <Fact
        label={t('fact.course')}
        value={track.cogDeg === null ? null : bearing(track.cogDeg)}
        unit={t('unit.deg')}
        spread={track.cogSpreadDeg?.toFixed(0)}
        old={old}
      />
      <div className={old ? 'aged' : undefined}>
        <dt>{t('fact.lastHeard')}</dt>
        <dd className="age">{t('unit.ago', { age: duration(nowMs - track.lastSeenMs, t) })}</dd>
      </div>
    </dl>
  );
}
interface VesselFactsProps {
  readonly track: TrackDetail;
  readonly state: ShownState;
  readonly nowMs: number;
}
