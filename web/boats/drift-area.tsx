import type { ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';

/** A circle round where the target is, which drifts and grows. Metres, degrees true, knots, metres an hour. */
export interface Drift {
  readonly radiusM: number;
  readonly setDeg: number;
  readonly rateKn: number;
  readonly growthMPerH: number;
}

/** What Tokyo Bay does to something afloat, in the demo's night. */
const FIRST: Drift = { radiusM: 300, setDeg: 30, rateKn: 0.6, growthMPerH: 300 };

const FIELDS = [
  { name: 'radiusM', min: 10, max: 100_000, step: 50 },
  { name: 'setDeg', min: 0, max: 360, step: 5 },
  { name: 'rateKn', min: 0, max: 10, step: 0.1 },
  { name: 'growthMPerH', min: 0, max: 20_000, step: 50 },
] as const;

/** The order is for what drifts there, not for the vessel. null: for the vessel. */
export function DriftArea({
  value,
  onChange,
}: {
  value: Drift | null;
  onChange: (value: Drift | null) => void;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="drift">
      <label className="tick">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={({ target }) => onChange(target.checked ? FIRST : null)}
        />
        {t('send.drift')}
      </label>
      {value !== null &&
        FIELDS.map(({ name, ...limits }) => (
          <label key={name}>
            {t(`send.drift.${name}`)}
            <input
              type="number"
              {...limits}
              value={value[name]}
              onChange={({ target: { valueAsNumber } }) => {
                if (valueAsNumber >= limits.min && valueAsNumber <= limits.max)
                  onChange({ ...value, [name]: valueAsNumber });
              }}
            />
          </label>
        ))}
    </fieldset>
  );
}
