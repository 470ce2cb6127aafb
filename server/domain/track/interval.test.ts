import { describe, expect, it } from '@jest/globals';
import { expectedIntervalMs } from './interval.ts';
import { type Kind, kindCode } from './kind.ts';
import { NONE_16 } from './track-table.ts';

describe('expected reporting interval', () => {
  const ms = (kind: Kind, sog: number, navStatus = 0, rot = 0): number =>
    expectedIntervalMs({ kind: kindCode(kind), sog, navStatus, rot });
  it.each([
    ['class A at anchor', ms('vessel-a', 5, 1), 180_000],
    ['class A moored but moving', ms('vessel-a', 45, 5), 10_000],
    ['class A to 14 kn', ms('vessel-a', 140), 10_000],
    ['class A to 14 kn, turning', ms('vessel-a', 140, 0, 40), 3_333],
    ['class A to 23 kn', ms('vessel-a', 200), 6_000],
    ['class A to 23 kn, turning to port', ms('vessel-a', 200, 0, -40), 2_000],
    ['class A above 23 kn', ms('vessel-a', 240), 2_000],
    ['class A without rate of turn', ms('vessel-a', 100, 0, -128), 10_000],
    ['class A of unknown speed', ms('vessel-a', NONE_16), 10_000],
    ['class B under way', ms('vessel-b', 60), 30_000],
    ['class B at rest', ms('vessel-b', 20), 180_000],
    ['aid to navigation', ms('aton', NONE_16), 180_000],
    ['base station', ms('base-station', NONE_16), 10_000],
    ['SAR aircraft', ms('sar-aircraft', 900), 10_000],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});
