import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const JAPANESE_TEXT = /[\u3040-\u30ff\u4e00-\u9fff\uff01-\uff5e]/;

/** The sentences themselves, and a page for tests that is not part of the console. */
const ELSEWHERE = [join('web', 'i18n'), join('web', 'map', 'testbed')];

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ELSEWHERE.includes(path) ? [] : sources(path);
    return /\.(ts|tsx|css)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });

it('all Japanese text of the console stands in web/i18n', () => {
  const guilty = sources('web').filter((path) => JAPANESE_TEXT.test(readFileSync(path, 'utf8')));
  expect(guilty).toEqual([]);
});
