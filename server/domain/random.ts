/** 32 bits that look random and depend on nothing but the numbers given (murmur3's finalizer over each in turn). */
export function hash32(...numbers: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const n of numbers) {
    h = Math.imul(h ^ (n | 0) ^ Math.imul(Math.floor(n / 4294967296), 0x27d4eb2d), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** 0 to 1 (excluded) from the numbers given. */
export const unit = (...numbers: readonly number[]): number => hash32(...numbers) / 4294967296;

/** `min` to `max` from the numbers given. */
export const between = (min: number, max: number, ...numbers: readonly number[]): number =>
  min + (max - min) * unit(...numbers);

/** One of a list that is not empty, by the numbers given. */
export function pick<T>(list: readonly T[], ...numbers: readonly number[]): T {
  if (list.length === 0) throw new RangeError('pick: the list is empty');
  return list[hash32(...numbers) % list.length] as T;
}
