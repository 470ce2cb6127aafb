import { destination } from '../../../server/domain/geo/geodesy.ts';
import type { RadarPlot, RadarSite } from '../../../server/domain/radar/plot.ts';
import { Fusion } from '../../../server/domain/track/fusion.ts';
import { RadarFusion } from '../../../server/domain/track/radar/radar-fusion.ts';
import { between, unit } from '../../../streams/simulator/random.ts';

const SITE: RadarSite = { name: 'load', lon: 139.8, lat: 35.4, rangeErrorM: 20, bearingErrorDeg: 0.35 };
const WARM_UP_S = 20;

/** Tracks of radar alone, each told once a second by one antenna: how many of them one core keeps, by CPU time. */
export function tracksPerSecond(tracks: number, seconds: number): { tracksPerS: number; shown: number } {
  const fusion = new Fusion();
  const radar = new RadarFusion(fusion);
  const craft = Array.from({ length: tracks }, (_, i) => ({
    from: destination(SITE, 360 * unit(i, 1), 1_000 + 24_000 * Math.sqrt(unit(i, 2))),
    course: 360 * unit(i, 3),
    mps: between(0, 8, i, 4),
  }));
  let spent = 0;
  for (let s = 0; s < seconds + WARM_UP_S; s++) {
    const plots = craft.map(({ from, course, mps }, i) => {
      const at = destination(from, course, mps * s);
      return { lon: at.lon + (unit(i, s, 5) - 0.5) * 5e-4, lat: at.lat + (unit(i, s, 6) - 0.5) * 5e-4 };
    });
    const before = process.cpuUsage();
    for (const [i, { lon, lat }] of plots.entries()) radar.hear(plotAt(lon, lat, i, s * 1000));
    radar.tick(s * 1000);
    const { user, system } = process.cpuUsage(before);
    if (s >= WARM_UP_S) spent += user + system;
  }
  return { tracksPerS: (tracks * seconds * 1e6) / spent, shown: fusion.table.count };
}

function plotAt(lon: number, lat: number, i: number, tMs: number): RadarPlot {
  const rangeM = Math.hypot((lon - SITE.lon) * 90_640, (lat - SITE.lat) * 111_195);
  const bearingDeg = ((Math.atan2((lon - SITE.lon) * 90_640, (lat - SITE.lat) * 111_195) * 180) / Math.PI + 360) % 360;
  const told = { sogKn: Number.NaN, cogDeg: Number.NaN, quality: Number.NaN, status: 'tracking' } as const;
  return { site: SITE, feed: 'load', target: String(i), tMs, receivedMs: tMs, lon, lat, rangeM, bearingDeg, ...told };
}
