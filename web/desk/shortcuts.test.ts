import { expect, it } from '@jest/globals';
import { shortcutOf } from './shortcuts.ts';

const press = (key: string, typing = false, modified = false): string | null => shortcutOf({ key, typing, modified });

it('keys ask for what the help says', () => {
  expect(['/', 'f', 'F', 'l', 't', 'b', '?', 'Escape'].map((key) => press(key))).toEqual([
    'search',
    'follow',
    'follow',
    'list',
    'trail',
    'box',
    'help',
    'back',
  ]);
});

it('only Esc counts while one types', () => {
  expect([press('f', true), press('/', true), press('Escape', true)]).toEqual([null, null, 'back']);
});

it('keys with a modifier are left to the browser', () => {
  expect([press('f', false, true), press('l', false, true)]).toEqual([null, null]);
});
