import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Assignment, NOBODY } from './assignment.ts';

/** The least sum, by trying everything. */
function leastSum(costs: readonly number[][], row = 0, used = new Set<number>()): number {
  const own = costs[row];
  if (own === undefined) return 0;
  let best = leastSum(costs, row + 1, used);
  own.forEach((cost, column) => {
    if (used.has(column) || cost === Number.POSITIVE_INFINITY) return;
    used.add(column);
    best = Math.min(best, cost + leastSum(costs, row + 1, used));
    used.delete(column);
  });
  return best;
}

describe('the assignment', () => {
  const assignment = new Assignment();
  function solve(costs: readonly number[][], columns: number): (number | undefined)[] {
    assignment.solve(Float64Array.from(costs.flat()), costs.length, columns);
    return Array.from(assignment.columnOf.subarray(0, costs.length));
  }

  it('takes the second best for one where the sum gains', () => {
    expect(
      solve(
        [
          [-10, -9],
          [-9, -1],
        ],
        2,
      ),
    ).toEqual([1, 0]);
  });
  it('leaves without partner what would cost more than nothing, and what cannot be', () => {
    expect(
      solve(
        [
          [3, Number.POSITIVE_INFINITY],
          [-1, Number.POSITIVE_INFINITY],
          [-2, 1],
        ],
        2,
      ),
    ).toEqual([NOBODY, NOBODY, 0]);
    expect(solve([[], []], 0)).toEqual([NOBODY, NOBODY]);
  });
  it('is never worse than trying everything, and never gives a column twice', () => {
    const cost = fc.oneof(fc.double({ min: -20, max: 5, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY));
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cost, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(matrix, (costs) => {
        const columns = costs[0]?.length ?? 0;
        const given = solve(costs, columns);
        const taken = given.filter((column) => column !== NOBODY);
        expect(new Set(taken).size).toBe(taken.length);
        const sum = given.reduce<number>(
          (total, column, row) => total + (column === NOBODY ? 0 : (costs[row]?.[column ?? 0] ?? 0)),
          0,
        );
        expect(sum).toBeCloseTo(leastSum(costs), 9);
      }),
    );
  });
});
