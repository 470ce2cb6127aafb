import { hash32 } from './random.ts';

/** All names are made of these words; any likeness to a ship afloat is chance. */
const MARU = ['ASAGIRI', 'AKEBONO', 'CHOYO', 'DAIKEI', 'EIRYU', 'FUKUSEI', 'FUMIZUKI', 'GENYO', 'HAKUSEN', 'HARUKAZE', 'HOEI', 'ISOKAZE', 'IZUMI', 'JUNEI', 'KAIEN', 'KAMINARI', 'KEISHO', 'KIYOSE', 'KOHAKU', 'KUROSHIO', 'KYOSEI', 'MANYO', 'MATSUKAZE', 'MEIRYO', 'MINAGI', 'MISORA', 'MIYAKO', 'NAGISA', 'NAMIKAZE', 'NICHIEI', 'OKINAMI', 'RYOSEI', 'RYUHO', 'SAKAE', 'SANYU', 'SEIUN', 'SHINEI', 'SHINONOME', 'SHOFUKU', 'SHUNYO', 'SUIKO', 'SUMIYOSHI', 'TAIKAN', 'TAKASAGO', 'TENRYU', 'TOKIWA', 'TSUBAKI', 'UMIKAZE', 'WAKABA', 'YAHIRO', 'YAMABUKI', 'YUHO', 'YUZUKI', 'ZUIHO']; // biome-ignore format: a list of words
const FIRST = ['AMBER', 'ARDENT', 'AURORA', 'BOREAL', 'BRIGHT', 'CORAL', 'CRYSTAL', 'DAWN', 'EASTERN', 'EMERALD', 'ETERNAL', 'FAIR', 'GLOBAL', 'GOLDEN', 'GRAND', 'HARMONY', 'IVORY', 'JADE', 'LIBERTY', 'LUNAR', 'MERIDIAN', 'NOBLE', 'NORTHERN', 'OCEAN', 'ORIENT', 'PACIFIC', 'PEARL', 'PIONEER', 'ROYAL', 'SAPPHIRE', 'SERENE', 'SILVER', 'SOLAR', 'STELLAR', 'SWIFT', 'TRADE', 'TRUE', 'VALIANT', 'VERDANT', 'ZEPHYR']; // biome-ignore format: a list of words
const SECOND = ['ALBATROSS', 'ANCHOR', 'ARROW', 'BEACON', 'BREEZE', 'CEDAR', 'CLOUD', 'COMPASS', 'CREST', 'CROWN', 'DRAGON', 'EAGLE', 'EXPRESS', 'FALCON', 'GRACE', 'HAWK', 'HERON', 'HORIZON', 'JOURNEY', 'LILY', 'LOTUS', 'MAPLE', 'ODYSSEY', 'ORCHID', 'PHOENIX', 'PLOVER', 'RIVER', 'SPIRIT', 'STAR', 'STREAM', 'SUMMIT', 'SWAN', 'TIDE', 'TRIUMPH', 'VENTURE', 'VOYAGER', 'WAVE', 'WILLOW', 'WIND', 'ZENITH']; // biome-ignore format: a list of words
const PLEASURE = ['AOI', 'BLUE MARLIN', 'CAPRICE', 'DOLCE', 'HAYATE', 'HINATA', 'KAMOME', 'LA MER', 'LUCKY STAR', 'MINORI', 'NAMI', 'OCEAN BOY', 'SARA', 'SHIOSAI', 'SOLEIL', 'UMIBE']; // biome-ignore format: a list of words
const MARKS = ['', ' II', ' III', ' V'];
const DEEDS = { tug: 'TUG', pilot: 'PILOT', ferry: 'LINE' } as const;

/** A permutation of 0..size-1 that looks random and differs with the seed: four Feistel rounds, walked until within the size. */
export function scattered(index: number, size: number, seed: number): number {
  const half = Math.ceil(Math.log2(Math.max(4, size)) / 2);
  const mask = (1 << half) - 1;
  let value = ((index % size) + size) % size;
  do {
    let [high, low] = [Math.floor(value / (mask + 1)), value & mask];
    for (let round = 0; round < 4; round++) [high, low] = [low, high ^ (hash32(seed, round, low) & mask)];
    value = high * (mask + 1) + low;
  } while (value >= size);
  return value;
}

/** A ship's name of at most 20 characters of the AIS alphabet. */
export function shipName(
  style: 'maru' | 'foreign' | 'pleasure' | 'tug' | 'pilot' | 'ferry',
  index: number,
  seed: number,
): string {
  if (style === 'pleasure') {
    const at = scattered(index, PLEASURE.length * MARKS.length, seed);
    return `${PLEASURE[at % PLEASURE.length]}${MARKS[Math.floor(at / PLEASURE.length)]}`;
  }
  if (style === 'foreign') {
    const at = scattered(index, FIRST.length * SECOND.length, seed);
    return `${FIRST[at % FIRST.length]} ${SECOND[Math.floor(at / FIRST.length)]}`.slice(0, 20);
  }
  const at = scattered(index, MARU.length * 11, seed);
  const root = MARU[at % MARU.length] ?? '';
  const form = Math.floor(at / MARU.length);
  if (style in DEEDS) return `${root} ${DEEDS[style as keyof typeof DEEDS]}${form > 1 ? ` ${form}` : ''}`;
  if (form === 0) return `${root} MARU`;
  if (form === 1 && root.length <= 9) return `DAINI ${root} MARU`;
  if (form === 2 && root.length <= 8) return `SHIN ${root} MARU`;
  return `${root} MARU NO.${form}`.slice(0, 20);
}

/** Flags with their maritime identification digits and how their call signs begin. */
const FLAGS = {
  JP: { mids: [431, 432], prefix: ['JD', 'JG', 'JM', '7J'] },
  PA: { mids: [351, 352, 354, 371, 373], prefix: ['3E', 'H3', 'HO'] },
  LR: { mids: [636], prefix: ['A8', 'D5'] },
  MH: { mids: [538], prefix: ['V7'] },
  SG: { mids: [563, 564, 566], prefix: ['9V'] },
  HK: { mids: [477], prefix: ['VR'] },
  KR: { mids: [440, 441], prefix: ['DS', 'D7'] },
  CN: { mids: [412, 413, 414], prefix: ['BO', 'BP'] },
} as const;
export type Flag = keyof typeof FLAGS;

/** Nine digits: a ship station of that flag; `index` below 1,000,000 is unique within a seed. */
export function mmsiOf(flag: Flag, index: number, seed: number): number {
  const { mids } = FLAGS[flag];
  const mid = mids[hash32(seed, index, 21) % mids.length] ?? mids[0];
  return mid * 1_000_000 + scattered(index, 1_000_000, seed);
}

/** Six characters at most. */
export function callsignOf(flag: Flag, index: number, seed: number): string {
  const { prefix } = FLAGS[flag];
  const head = prefix[hash32(seed, index, 22) % prefix.length] ?? prefix[0];
  return `${head}${String(scattered(index, 10_000, seed)).padStart(4, '0')}`;
}

/** Seven digits, the last of which checks the others (weights 7 to 2). */
export function imoOf(index: number, seed: number): number {
  const body = 700_000 + scattered(index, 300_000, seed);
  const digits = [...String(body)].map(Number);
  const sum = digits.reduce((total, digit, i) => total + digit * (7 - i), 0);
  return body * 10 + (sum % 10);
}
