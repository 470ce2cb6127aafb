import { parseArgs } from 'node:util';
import { VARIANTS, type Variant } from '../../server/domain/story/variant.ts';

export const LOG_USAGE = `usage: npm run -s sim -- [--seed N] [--hours H] [--from ISO] [--radar] [--variant NAME] [--out FILE] [--truth FILE]
  --seed   whole number from 0 to 999999999; the same seed gives the same bay (7)
  --hours  hours of traffic, more than 0, at most 240 (1)
  --from   begin, as 2026-11-24T00:50:00+09:00 or 2026-11-23T15:50:00Z (2026-11-23T15:50:00Z, 00:50 JST of the story)
  --radar  with what the radars report, as TTM
  --variant  calm (the night of the scenario) or typhoon (ships at anchor drag)
  --out    file to write; - or left out: standard output
  --truth  file for who is who and what happened when, as JSON`;

export interface LogArguments {
  readonly seed: number;
  readonly hours: number;
  readonly fromMs: number;
  readonly radar: boolean;
  readonly variant: Variant;
  /** null: standard output. */
  readonly out: string | null;
  /** File for the truth; null: not asked for. */
  readonly truth: string | null;
}

/** Throws one sentence that names the argument and its value. */
export function readLogArguments(args: readonly string[]): LogArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '7' },
      hours: { type: 'string', default: '1' },
      from: { type: 'string', default: '2026-11-23T15:50:00Z' },
      radar: { type: 'boolean', default: false },
      variant: { type: 'string', default: 'calm' },
      out: { type: 'string', default: '-' },
      truth: { type: 'string' },
    },
  });
  if (!/^\d{1,9}$/.test(values.seed))
    throw new RangeError(`--seed "${values.seed}": want a whole number from 0 to 999999999`);
  const hours = values.hours.trim() === '' ? Number.NaN : Number(values.hours);
  if (!(hours > 0 && hours <= 240))
    throw new RangeError(`--hours "${values.hours}": want a number above 0, at most 240`);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(values.from);
  const fromMs = Date.parse(values.from);
  if (!isTime || Number.isNaN(fromMs))
    throw new RangeError(`--from "${values.from}": want a date and time with its zone, such as 2026-11-23T15:50:00Z`);
  const variant = VARIANTS.find((one) => one === values.variant);
  if (!variant) throw new RangeError(`--variant "${values.variant}": want ${VARIANTS.join(' or ')}`);
  if (values.truth === '' || values.truth === '-') throw new RangeError(`--truth "${values.truth}": want a file name`);
  if (values.out === '') throw new RangeError('--out "": want a file name, or - for standard output');
  const { seed, radar } = values;
  const out = values.out === '-' ? null : values.out;
  return { seed: Number(seed), hours, fromMs, radar, variant, out, truth: values.truth ?? null };
}
