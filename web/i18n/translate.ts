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

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type ValuesOf<K extends Key> = NamesIn<(typeof JAPANESE)[K]>;
type Arguments<K extends Key> = [ValuesOf<K>] extends [never]
  ? []
  : [values: Readonly<Record<ValuesOf<K>, string | number>>];

/** Says a sentence; its values are checked against the Japanese text by type. */
export type Translate = <K extends Key>(key: K, ...values: Arguments<K>) => string;

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const translator =
  (language: Language): Translate =>
  (key, ...values) => {
    const text = DICTIONARIES[language][key];
    return values[0] ? fill(text, values[0]) : text;
  };

/** One function a language, always the same one: safe in dependency lists. */
export const TRANSLATORS: Readonly<Record<Language, Translate>> = { ja: translator('ja'), en: translator('en') };
