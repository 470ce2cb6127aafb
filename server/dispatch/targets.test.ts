import { describe, expect, it } from '@jest/globals';
import type { Target } from '../contract/dispatch.ts';
import type { TrackAct } from '../contract/track-act.ts';
import { Clock } from '../platform/clock.ts';
import { Targets } from './targets.ts';

const TARGET: Target = {
  ...{ kind: 'track', trackId: 'r-7', name: 'K-17', lon: 139.7, lat: 35.2, sogKn: 2, cogDeg: 30, atMs: 0 },
};
const MERGE: TrackAct = {
  ...{ actId: 1, atMs: 100, who: 'operator', act: 'merge', of: 'r-7', trackId: 'r-9', name: null, undoneBy: null },
};

/** A picture in which the track is there, live and itself. */
function targetsAfter(...acts: TrackAct[]): Targets {
  const view = { properties: () => ({ state: 'live', possibleSwap: false }) };
  return new Targets({ rowOf: () => 3, view } as never, { all: () => acts } as never, {} as never, new Clock());
}

describe('the doubt in a target', () => {
  it('is none while nobody has done anything to the track', () => {
    expect(targetsAfter().doubtOf(TARGET, 0)).toBeNull();
    expect(targetsAfter({ ...MERGE, of: 'r-1' }).doubtOf(TARGET, 0)).toBeNull();
  });

  it('is that it was made one with another, whichever of the two it was', () => {
    expect(targetsAfter(MERGE).doubtOf(TARGET, 0)).toBe('merged');
    expect(targetsAfter({ ...MERGE, of: 'r-1', trackId: 'r-7' }).doubtOf(TARGET, 0)).toBe('merged');
  });

  it('is that it was split, whichever part it is', () => {
    expect(targetsAfter({ ...MERGE, act: 'split' }).doubtOf(TARGET, 0)).toBe('split');
    expect(targetsAfter({ ...MERGE, act: 'split', of: 'a-1', trackId: 'r-7' }).doubtOf(TARGET, 0)).toBe('split');
  });

  it('is none for what was undone, or done before somebody said that it is what it was', () => {
    expect(targetsAfter({ ...MERGE, undoneBy: 'operator' }).doubtOf(TARGET, 0)).toBeNull();
    expect(targetsAfter(MERGE).doubtOf(TARGET, 100)).toBeNull();
    expect(targetsAfter({ ...MERGE, act: 'name' }).doubtOf(TARGET, 0)).toBeNull();
  });
});
