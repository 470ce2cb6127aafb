import { STORY_MS } from '../../streams/simulator/slot.ts';
import { Night } from './fusion/night.ts';

const seed = Number(process.argv[2] ?? 7);
const hours = Number(process.argv[3] ?? 1);
const night = new Night(seed, STORY_MS - 600_000);
const before = performance.now();
night.run(hours);
console.error(night.score.examples.join('\n'));
console.log(
  JSON.stringify({
    seed,
    rightPct: night.score.rightPct,
    right: night.score.right,
    ...night.score.wrong,
    swaps: night.score.swaps,
    doubledS: night.score.doubledMs / 1000,
    plots: night.plots,
    usPerPlot: (night.cpuMs * 1000) / night.plots,
    wallS: (performance.now() - before) / 1000,
    sites: night.radar.sites.map((s) => [
      s.site.name,
      s.bias.bearingDeg,
      s.bias.rangeM,
      s.share,
      s.usualShare,
      s.isDoubtful,
    ]),
  }),
);
