import { enBoats } from './en-boats.ts';
import { enTablet } from './en-tablet.ts';
import { jaBoats } from './ja-boats.ts';
import { jaTablet } from './ja-tablet.ts';
import { type Say, sayer } from './say.ts';

/** Only what the tablet says: its page is to be small. */
const JAPANESE = { ...jaBoats, ...jaTablet } as const;
export type TabletWords = Say<typeof JAPANESE>;

export const TABLET_TEXTS = { ja: JAPANESE, en: { ...enBoats, ...enTablet } } as const;
export const TABLET_WORDS = {
  ja: sayer<typeof JAPANESE>(TABLET_TEXTS.ja),
  en: sayer<typeof JAPANESE>(TABLET_TEXTS.en),
} as const;
