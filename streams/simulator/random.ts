export { between, hash32, pick, unit } from '../../server/domain/random.ts';

/** A slow wave between -1 and 1 without a visible period, smooth in time; `turnMs` is its typical length. */
export function wave(tMs: number, turnMs: number, phase: number): number {
  const angle = (2 * Math.PI * tMs) / turnMs;
  return 0.6 * Math.sin(angle + phase * 6.283) + 0.4 * Math.sin(angle * 1.618 + phase * 17.1);
}
