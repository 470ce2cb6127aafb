import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NONE_16, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { DOT_BYTES, NO_SPEED, STROKE_BYTES, speedCode, TrailMesh } from './trail-mesh.ts';
import type { TrailRow } from './trail-rows.ts';

const S = 1000;
const MINUTE = 60 * S;
/** Midnight in Japan. */
const BEGIN_MS = Date.UTC(2026, 10, 23, 15);
const ORIGIN = { x: 0, y: 0, epochMs: BEGIN_MS };
const DETAIL = { finest: 0, dotMs: MINUTE, markMs: 10 * MINUTE };

interface Step {
  readonly atS: number;
  readonly lon?: number;
  readonly sog?: number;
  readonly gap?: boolean;
}
const rowOf = (steps: readonly Step[], revision = 0): TrailRow => ({
  trackId: 'a-431000001',
  size: steps.length,
  revision,
  atMs: Float64Array.from(steps, ({ atS }) => BEGIN_MS + atS * S),
  lon: Int32Array.from(steps, ({ lon, atS }) => Math.round((lon ?? -180 + atS / 100) * UNITS_PER_DEGREE)),
  lat: Int32Array.from(steps, () => 0),
  sog: Uint16Array.from(steps, ({ sog }) => sog ?? 100),
  cog: Uint16Array.from(steps, () => 0),
  gapBefore: Uint8Array.from(steps, ({ gap }) => (gap ? 1 : 0)),
});
const meshOf = (steps: readonly Step[], detail = DETAIL): TrailMesh => {
  const mesh = new TrailMesh(rowOf(steps), ORIGIN);
  mesh.update(detail);
  return mesh;
};
const dotsOf = ({ dots, dotsMs }: TrailMesh) =>
  Array.from({ length: dots.count }, (_, i) => ({
    atS: ((dotsMs[i] ?? 0) - BEGIN_MS) / S,
    x: dots.f32[(i * DOT_BYTES) / 4],
    speed: dots.u8[i * DOT_BYTES + 12],
    mark: dots.u8[i * DOT_BYTES + 13] === 1,
  }));
const strokesOf = ({ strokes }: TrailMesh) =>
  Array.from({ length: strokes.count }, (_, i) => ({
    fromS: strokes.f32[(i * STROKE_BYTES) / 4 + 4],
    toS: strokes.f32[(i * STROKE_BYTES) / 4 + 5],
    gap: strokes.u8[i * STROKE_BYTES + 26] === 1,
  }));

describe('dots of a trail', () => {
  it('lie at round times, straight between the two positions around them', () => {
    const dots = dotsOf(meshOf([{ atS: 50 }, { atS: 70 }, { atS: 110 }, { atS: 190 }]));
    expect(dots.map(({ atS }) => atS)).toEqual([60, 120, 180]);
    dots.forEach(({ atS, x }) => {
      expect(x).toBeCloseTo(atS / 100 / 360, 7);
    });
  });

  it('tell the speed of the position nearest in time', () => {
    const dots = dotsOf(
      meshOf([
        { atS: 50, sog: 20 },
        { atS: 71, sog: 180 },
        { atS: 121, sog: NONE_16 },
      ]),
    );
    expect(dots.map(({ speed }) => speed)).toEqual([4, NO_SPEED]);
  });

  it('are never drawn where nothing was heard, but a position alone is one', () => {
    const dots = dotsOf(meshOf([{ atS: 0 }, { atS: 70 }, { atS: 500, gap: true }, { atS: 900, gap: true }]));
    expect(dots.map(({ atS }) => atS)).toEqual([60, 500]);
  });

  it('are marked at round times of Japan', () => {
    const dots = dotsOf(meshOf([{ atS: 500 }, { atS: 1300 }], { ...DETAIL, dotMs: 5 * MINUTE }));
    expect(dots.map(({ atS, mark }) => [atS, mark])).toEqual([
      [600, true],
      [900, false],
      [1200, true],
    ]);
  });

  it('are equally spaced in time whatever the reports', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 7200 }), { minLength: 2, maxLength: 60 }), (list) => {
        const times = list.sort((a, b) => a - b);
        const dots = dotsOf(meshOf(times.map((atS) => ({ atS }))));
        const first = Math.floor((times[0] ?? 0) / 60) + 1;
        const last = Math.floor((times.at(-1) ?? 0) / 60);
        expect(dots.map(({ atS }) => atS)).toEqual(
          Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * 60),
        );
      }),
    );
  });
});

describe('strokes of a trail', () => {
  it('go from position to position, gaps apart, and end at the last position', () => {
    expect(strokesOf(meshOf([{ atS: 0 }, { atS: 10 }, { atS: 400, gap: true }, { atS: 410 }]))).toEqual([
      { fromS: 0, toS: 10, gap: false },
      { fromS: 10, toS: 400, gap: true },
      { fromS: 400, toS: 410, gap: false },
    ]);
  });

  it('join what is too short to see, and still end at the last position', () => {
    const steps = Array.from({ length: 101 }, (_, i) => ({ atS: i }));
    const strokes = strokesOf(meshOf(steps, { ...DETAIL, finest: 0.3 / 360 }));
    expect(strokes.length).toBeLessThan(5);
    expect(strokes[0]?.fromS).toBe(0);
    expect(strokes.at(-1)?.toS).toBe(100);
  });

  it('of a trail that grew are those of one made at once', () => {
    const step = fc.record({ after: fc.integer({ min: 1, max: 200 }), gap: fc.boolean(), lon: fc.nat(50) });
    const cuts = fc.array(fc.nat(40), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), cuts, (list, ends) => {
        let atS = 0;
        const steps = list.map(({ after, gap, lon }, i) => {
          atS += after;
          return { atS, gap: gap && i > 0, lon: lon / 1000 };
        });
        const detail = { ...DETAIL, finest: 0.01 / 360 };
        const whole = rowOf(steps);
        const growing = { ...whole, size: 0 };
        const mesh = new TrailMesh(growing, ORIGIN);
        for (const end of [...ends.sort((a, b) => a - b), steps.length]) {
          growing.size = Math.min(end, steps.length);
          mesh.update(detail);
        }
        expect(strokesOf(mesh)).toEqual(strokesOf(meshOf(steps, detail)));
        expect(dotsOf(mesh)).toEqual(dotsOf(meshOf(steps, detail)));
      }),
    );
  });

  it('are made anew when the trail was changed before its end', () => {
    const row = { ...rowOf([{ atS: 0 }, { atS: 10 }, { atS: 20 }]) };
    const mesh = new TrailMesh(row, ORIGIN);
    mesh.update(DETAIL);
    Object.assign(row, rowOf([{ atS: 5 }, { atS: 20 }], 1));
    expect(mesh.isUpToDate(DETAIL)).toBe(false);
    mesh.update(DETAIL);
    expect(strokesOf(mesh)).toEqual([{ fromS: 5, toS: 20, gap: false }]);
  });
});

it('speeds are half knots, up to 127 kn', () => {
  expect([0, 104, 1270, 1400, NONE_16].map(speedCode)).toEqual([0, 21, 254, 254, NO_SPEED]);
});
