import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TRANSLATORS } from '../i18n/translate.ts';
import { shipTypeText, shipWord } from './ship-type.ts';

it('tells ship types as the AIS standard has them', () => {
  expect([30, 36, 37, 50, 52, 60, 70, 80, 89, 99].map(shipWord)).toEqual([
    'fishing',
    'sailing',
    'pleasure',
    'pilot',
    'tug',
    'passenger',
    'cargo',
    'tanker',
    'tanker',
    'other',
  ]);
});

it('names the hazard of those that carry one, and only of those', () => {
  expect(shipTypeText(71, TRANSLATORS.ja)).toBe('貨物船 危険物A類');
  expect(shipTypeText(84, TRANSLATORS.en)).toBe('Tanker, hazard D');
  expect(shipTypeText(70, TRANSLATORS.ja)).toBe('貨物船');
  expect(shipTypeText(52, TRANSLATORS.ja)).toBe('曳船');
});

it('has a word for every number, and unknown for none', () => {
  expect(shipWord(null)).toBe('unknown');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), (code) => {
      expect(shipTypeText(code, TRANSLATORS.en)).toMatch(/\w/);
      if (code > 99) expect(shipWord(code)).toBe('unknown');
    }),
  );
});
