import { expect, it } from '@jest/globals';
import { nextSpan, SPAN_MS, TRAIL_SPANS } from './trail-span.ts';

it('the key goes through all lengths and back to none', () => {
  let span: (typeof TRAIL_SPANS)[number] = 'off';
  const seen = TRAIL_SPANS.map(() => {
    span = nextSpan(span);
    return span;
  });
  expect(seen).toEqual(['30min', '3h', '12h', '24h', 'off']);
  expect(SPAN_MS['12h']).toBe(43_200_000);
});
