import { describe, expect, it } from '@jest/globals';
import { Motion } from './motion.ts';
import { eastM, northM } from './polar.ts';

/** Evenly distributed 0-1 (mulberry32), the same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('the filter of a motion', () => {
  it('is as wrong as it says it is: the squared error, normalised, is 2 on average', () => {
    const next = random(5);
    const gaussian = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const sigma = 30;
    const spread = { ee: sigma * sigma, en: 0, nn: sigma * sigma };
    let sum = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const [ve, vn] = [8 * gaussian(), 8 * gaussian()];
      const motion = new Motion();
      motion.limit(1e-6, 1e-6);
      motion.begin(0, 139.7 + (sigma * gaussian()) / 90_870, 35.2 + (sigma * gaussian()) / 111_195, spread);
      motion.beginVelocity(0, 0, 8);
      for (let k = 1; k <= 20; k++) {
        motion.predictTo(k * 3000);
        const [trueE, trueN] = [eastM(motion.lon, 139.7, 35.2) + ve * k * 3, northM(motion.lat, 35.2) + vn * k * 3];
        motion.correctPlace(trueE + sigma * gaussian(), trueN + sigma * gaussian(), spread);
      }
      const east = eastM(motion.lon, 139.7, 35.2) + ve * 60;
      const north = northM(motion.lat, 35.2) + vn * 60;
      const det = motion.ee * motion.nn - motion.en ** 2;
      sum += (motion.nn * east ** 2 - 2 * motion.en * east * north + motion.ee * north ** 2) / det;
      expect(Math.hypot(motion.ve - ve, motion.vn - vn)).toBeLessThan(6 * Math.sqrt(motion.veVe + motion.vnVn));
    }
    // 99 % of the mean of 300 values of chi-square with 2 degrees of freedom
    expect(sum / runs).toBeGreaterThan(1.7);
    expect(sum / runs).toBeLessThan(2.3);
  });

  it('follows a boat that starts from rest to 24 knots', () => {
    const motion = new Motion();
    const spread = { ee: 900, en: 0, nn: 900 };
    motion.limit(2e-3, 1);
    motion.begin(0, 139.7, 35.2, spread);
    motion.beginVelocity(0, 0, 4);
    let north = 0;
    for (let s = 3; s <= 180; s += 3) {
      const mps = s < 90 ? 0 : Math.min(12.3, (s - 90) * 0.6);
      north += 3 * mps;
      motion.predictTo(s * 1000);
      motion.correctPlace(0, north - northM(35.2, motion.lat), spread);
    }
    expect(motion.vn).toBeGreaterThan(11);
    expect(motion.vn).toBeLessThan(13.5);
  });
});
