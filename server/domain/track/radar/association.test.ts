import { describe, expect, it } from '@jest/globals';
import { Association } from './association.ts';
import type { ScanPlot } from './scan.ts';
import { RadarTarget } from './target.ts';

const SITE = { name: 'point', lon: 139.75, lat: 35.25, rangeErrorM: 20, bearingErrorDeg: 0.35 };
const AT_MS = Date.UTC(2026, 10, 23, 16, 0);
const SEEN = 260;

/** Targets and plots on a line of 4 m steps: every one is in the gate of many others. */
function crowd(): { targets: RadarTarget[]; plots: ScanPlot[] } {
  const places = Array.from({ length: SEEN }, (_, i) => ({ lon: 139.8 + i * 4.4e-5, lat: 35.25 }));
  const targets = places.map(({ lon, lat }) => {
    const target = new RadarTarget();
    target.row = 1;
    target.motion.limit(2e-3, 0.3);
    target.motion.begin(AT_MS, lon, lat, { ee: 400, en: 0, nn: 400 });
    return target;
  });
  const plots = places.map(({ lon, lat }, i) => ({
    ...{ lon, lat, tMs: AT_MS, receivedMs: AT_MS, target: String(i), rangeM: 4_500, bearingDeg: 90 },
    ...{ sogKn: Number.NaN, cogDeg: Number.NaN },
  }));
  return { targets, plots };
}

describe('Association', () => {
  it('settles a crowd that is one cluster pair by pair, each echo and each target once', () => {
    const { targets, plots } = crowd();
    const { plotOf, targetOf } = new Association().pair(targets, plots, SEEN, { site: SITE, index: 0 });
    const given = [...plotOf.subarray(0, SEEN)].filter((plot) => plot >= 0);
    expect(given.length).toBeGreaterThan(SEEN * 0.8);
    expect(new Set(given).size).toBe(given.length);
    for (const [target, plot] of plotOf.subarray(0, SEEN).entries()) if (plot >= 0) expect(targetOf[plot]).toBe(target);
  });
});
