import { en } from './en.ts';
import { enAim } from './en-aim.ts';
import { enBoats } from './en-boats.ts';
import { enCameras } from './en-cameras.ts';
import { enDemo } from './en-demo.ts';
import { enPlayback } from './en-playback.ts';
import { enRegistry } from './en-registry.ts';
import { enSea } from './en-sea.ts';
import { enTiles } from './en-tiles.ts';
import { enTrails } from './en-trails.ts';
import { ja } from './ja.ts';
import { jaAim } from './ja-aim.ts';
import { jaBoats } from './ja-boats.ts';
import { jaCameras } from './ja-cameras.ts';
import { jaDemo } from './ja-demo.ts';
import { jaPlayback } from './ja-playback.ts';
import { jaRegistry } from './ja-registry.ts';
import { jaSea } from './ja-sea.ts';
import { jaTiles } from './ja-tiles.ts';
import { jaTrails } from './ja-trails.ts';
import { type Say, sayer } from './say.ts';

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const JAPANESE = {
  ...ja,
  ...jaSea,
  ...jaTrails,
  ...jaDemo,
  ...jaCameras,
  ...jaPlayback,
  ...jaAim,
  ...jaTiles,
  ...jaRegistry,
  ...jaBoats,
} as const;
export type Key = keyof typeof JAPANESE;

/** All sentences by language. */
export const DICTIONARIES: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  ja: JAPANESE,
  en: {
    ...en,
    ...enSea,
    ...enTrails,
    ...enDemo,
    ...enCameras,
    ...enPlayback,
    ...enAim,
    ...enTiles,
    ...enRegistry,
    ...enBoats,
  },
};

/** Says a sentence; its values are checked against the Japanese text by type. */
export type Translate = Say<typeof JAPANESE>;

/** One function a language, always the same one: safe in dependency lists. */
export const TRANSLATORS: Readonly<Record<Language, Translate>> = {
  ja: sayer<typeof JAPANESE>(DICTIONARIES.ja),
  en: sayer<typeof JAPANESE>(DICTIONARIES.en),
};
