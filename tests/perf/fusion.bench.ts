/**
 * The simulated night, 21:40 to 04:50, heard on AIS and seen by three radars, made one picture of and scored against the simulator's
 * truth (fusion/fusion-score.ts says how), on seeds that nothing was tuned on; beside it the nearest neighbour without a filter on
 * the same echoes. tracksPerS: tracks of radar alone, told once a second, that one core keeps. Arguments: seeds, comma-separated
 * (101,202,303), and hours (7.17).
 */
import { STORY_MS } from '../../streams/simulator/slot.ts';
import type { FusionScore } from './fusion/fusion-score.ts';
import { tracksPerSecond } from './fusion/many-tracks.ts';
import { Night } from './fusion/night.ts';

const HOUR_MS = 3_600_000;
const SEEDS = (process.argv[2] ?? '101,202,303').split(',').map(Number);
const HOURS = Number(process.argv[3] ?? 7.17);
/** 21:40 JST. */
const BEGIN_MS = STORY_MS - (200 / 60) * HOUR_MS;
const TRACKS = 3_000;

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
const told = (score: FusionScore) => ({
  rightPct: round(score.rightPct),
  swapsPerHour: round(score.swaps / HOURS),
  doubledS: round(score.doubledMs / 1000, 1),
  wrong: score.wrong,
});

const nights = SEEDS.map((seed) => {
  const night = new Night(seed, BEGIN_MS);
  night.run(HOURS);
  if (process.env['EXAMPLES'] === '1') console.error(night.score.examples.join('\n'));
  const result = { seed, ...told(night.score), baseline: told(night.baseline) };
  console.error(
    JSON.stringify({ ...result, plots: night.plots, usPerPlot: round((night.cpuMs * 1000) / night.plots) }),
  );
  return result;
});
const { tracksPerS, shown } = tracksPerSecond(TRACKS, 60);
const worst = (pick: (night: (typeof nights)[number]) => number, of: 'min' | 'max'): number =>
  Math[of](...nights.map(pick));
console.log(
  JSON.stringify({
    rightPct: worst((n) => n.rightPct, 'min'),
    swapsPerHour: worst((n) => n.swapsPerHour, 'max'),
    doubledS: worst((n) => n.doubledS, 'max'),
    tracksPerS: Math.round(tracksPerS),
    shown,
    baseline: {
      rightPct: worst((n) => n.baseline.rightPct, 'max'),
      swapsPerHour: worst((n) => n.baseline.swapsPerHour, 'min'),
      doubledS: worst((n) => n.baseline.doubledS, 'min'),
    },
    nights,
  }),
);
