import { unit } from '../random.ts';

/** A draw from the normal distribution with mean 0 and deviation 1 (Box and Muller), from the numbers given. */
export function gaussian(a: number, b: number, c: number, d: number, purpose: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - unit(a, b, c, d, purpose)));
  return radius * Math.cos(2 * Math.PI * unit(a, b, c, d, purpose + 1));
}

/** A count with mean `lambda` from `share` 0 to 1 (inverse of Poisson's distribution; at most 20). */
export function poisson(lambda: number, share: number): number {
  let count = 0;
  let term = Math.exp(-lambda);
  for (let sum = term; share > sum && count < 20; sum += term) {
    count++;
    term *= lambda / count;
  }
  return count;
}
