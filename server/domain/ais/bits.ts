/** At most 18 bits at bit `start`, out of the four values that hold them; without a loop, so that constants fold. */
function few(sextets: Uint8Array, start: number, bits: number): number {
  const at = (start / 6) | 0;
  const a = sextets[at] ?? 0;
  const b = sextets[at + 1] ?? 0;
  const c = sextets[at + 2] ?? 0;
  const d = sextets[at + 3] ?? 0;
  return (((a << 18) | (b << 12) | (c << 6) | d) >> (24 - (start - at * 6) - bits)) & ((1 << bits) - 1);
}

/** Unsigned number of 1-30 bits at bit `start` (0 is the first) of an array of six-bit values. */
export function unsigned(sextets: Uint8Array, start: number, bits: number): number {
  if (bits <= 18) return few(sextets, start, bits);
  return (few(sextets, start, bits - 15) << 15) | few(sextets, start + bits - 15, 15);
}

/** Two's complement number of 2-30 bits at bit `start`. */
export function signed(sextets: Uint8Array, start: number, bits: number): number {
  const shift = 32 - bits;
  return (unsigned(sextets, start, bits) << shift) >> shift;
}
