import { DICTIONARIES } from '../i18n/translate.ts';

const FACES = ['400 16px "BIZ UDPGothic"', '700 16px "BIZ UDPGothic"'] as const;

/**
 * Fetches every glyph that the console may need, ahead. The Japanese font comes in slices by the characters on the page, and
 * the words for a server that is silent would else be asked of that server: boxes where they matter most.
 */
export async function fetchGlyphs(): Promise<void> {
  const text = Object.values(DICTIONARIES.ja).join('');
  const faces = FACES.map((face) => document.fonts.load(face, text));
  await Promise.allSettled(faces);
}
