import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.ts';

describe('fold', () => {
  it('makes widths and kana alike', () => {
    expect(fold('ＳＡＫＵＲＡ　Ｍａｒｕ')).toBe('sakura maru');
    expect(fold('さくら丸')).toBe(fold('ｻｸﾗ丸'));
  });
  it('changes nothing when done again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(fold(fold(text))).toBe(fold(text))));
  });
});
