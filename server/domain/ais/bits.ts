import { byteAt } from './armour.ts';

/** Unsigned number of 1-30 bits at bit `start` (0 is the first) of an array of six-bit values. */
export function unsigned(sextets: Uint8Array, start: number, bits: number): number {
  let at = (start / 6) | 0;
  const offset = start - at * 6;
  let got = 6 - offset;
  const first = byteAt(sextets, at) & (63 >> offset);
  if (bits <= got) return first >> (got - bits);
  let value = first;
  for (; got + 6 <= bits; got += 6) value = (value << 6) | byteAt(sextets, ++at);
  const rest = bits - got;
  return rest > 0 ? (value << rest) | (byteAt(sextets, at + 1) >> (6 - rest)) : value;
}

/** Two's complement number of 2-30 bits at bit `start`. */
export function signed(sextets: Uint8Array, start: number, bits: number): number {
  const shift = 32 - bits;
  return (unsigned(sextets, start, bits) << shift) >> shift;
}
