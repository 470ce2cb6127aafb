import type { Translate } from '../i18n/translate.ts';

/** Ship types of ITU-R M.1371 table 53 that stand alone. */
const SINGLE = {
  30: 'fishing',
  31: 'towing',
  32: 'towing',
  33: 'dredging',
  34: 'diving',
  35: 'military',
  36: 'sailing',
  37: 'pleasure',
  50: 'pilot',
  51: 'sar',
  52: 'tug',
  53: 'tender',
  54: 'pollution',
  55: 'law',
  56: 'local',
  57: 'local',
  58: 'medical',
  59: 'noncombatant',
} as const;

/** Ship types whose second digit tells the hazard. */
const TENS = { 2: 'wig', 4: 'highSpeed', 6: 'passenger', 7: 'cargo', 8: 'tanker', 9: 'other' } as const;

export type ShipWord = (typeof SINGLE)[keyof typeof SINGLE] | (typeof TENS)[keyof typeof TENS] | 'unknown';

const isSingle = (code: number): code is keyof typeof SINGLE => code in SINGLE;
const isTens = (code: number): code is keyof typeof TENS => code in TENS;

/** The word of a ship type 0-99; what is not defined is unknown. */
export function shipWord(code: number | null): ShipWord {
  if (code === null) return 'unknown';
  if (isSingle(code)) return SINGLE[code];
  const tens = Math.floor(code / 10);
  return isTens(tens) ? TENS[tens] : 'unknown';
}

/** The type with its hazard category, digits 1-4 of the classes that have one. */
export function shipTypeText(code: number | null, t: Translate): string {
  const word = shipWord(code);
  const type = t(`ship.${word}`);
  const digit = (code ?? 0) % 10;
  const carriesHazard = code !== null && !isSingle(code) && word !== 'unknown' && digit >= 1 && digit <= 4;
  return carriesHazard ? t('ship.hazard', { type, category: 'ABCD'[digit - 1] ?? '' }) : type;
}
