import { RadarDecoder } from '../../server/domain/radar/decoder.ts';
import { SiteBook } from '../../server/domain/radar/site-book.ts';
import { tagBlock, ttm, utcOf } from '../support/radar-lines.ts';

const SITE = { name: 'bench', lon: 139.679, lat: 35.4339, rangeErrorM: 30, bearingErrorDeg: 0.5 };
const START_MS = 1_795_449_000_000;
const LINES = 30_000;

/** A round of the radar decoder over as many lines, nine of ten TTM (half of them with a TAG block), the others JSON. */
export function radarRound(): { readonly lines: number; run(): void } {
  const lines = Array.from({ length: LINES }, (_, i) => lineAt(i));
  const bytes = Buffer.from(lines.join('\r\n'));
  let lastRangeM = 0;
  let told = 0;
  const decoder = new RadarDecoder(
    ({ rangeM }) => {
      lastRangeM = rangeM;
      told++;
    },
    { feed: SITE.name, site: SITE, northErrorDeg: 0.5, sites: new SiteBook([SITE]) },
  );
  return {
    lines: LINES,
    run() {
      told = 0;
      for (let at = 0; at < bytes.length; at += 65_536) decoder.feed(bytes.subarray(at, at + 65_536), START_MS);
      decoder.flush();
      if (told !== LINES || lastRangeM === 0) throw new Error(`${told} of ${LINES} lines told`);
    },
  };
}

function lineAt(i: number): string {
  const atMs = START_MS - (i % 9000);
  if (i % 10 === 0)
    return JSON.stringify({ id: i % 100, tMs: atMs, lon: 139.7 + (i % 100) / 1000, lat: 35.4, sogKn: 9 });
  const motion = { speed: ((i % 300) / 10).toFixed(1), course: ((i * 7) % 360).toFixed(1) };
  const place = { range: (1 + (i % 1100) / 100).toFixed(2), bearing: (((i * 13) % 3600) / 10).toFixed(1) };
  const line = ttm({ target: String(i % 100).padStart(2, '0'), utc: utcOf(atMs), ...place, ...motion });
  return i % 2 === 0 ? line : `${tagBlock(`s:north,c:${atMs}`)}${line}`;
}
