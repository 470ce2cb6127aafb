import { randomBytes } from 'node:crypto';
import { openLiveDoor } from '../../server/cameras/live-door.ts';
import { writeTicket } from '../../server/platform/media/ticket.ts';
import { CameraChannel } from '../../streams/media/camera-channel.ts';
import { ViewerGateway } from '../../streams/media/viewer-gateway.ts';
import { FilmCrew } from '../../streams/simulator/camera/night/film-crew.ts';
import { openBrowser } from '../support/browser.ts';
import { serveTestbed } from '../support/map-page.ts';

/** From the time in a picture to the picture on the glass, in headless Chromium: one tile, four tiles, the fallback, the first picture. */
const SECONDS = 30;
const FIRST_TRIES = 12;
const ACCOUNT = { user: 'bench', password: 'bench bench' };
const FOUR = ['kannonzaki', 'honmoku-d', 'daikoku', 'osanbashi'];

interface Seen {
  readonly agesMs: readonly number[];
  readonly firstMs: readonly number[];
}
const quantile = (values: readonly number[], part: number): number => {
  const at = [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;
  return Math.round(at * 10) / 10;
};

// the encoder's thread alone does not keep Node running
const alive = setInterval(() => undefined, 1_000);
const crew = new FilmCrew(() => performance.timeOrigin + performance.now());
const members = await crew.open({ account: ACCOUNT, ports: {}, onvifPorts: {} });
if (members === null) throw new Error('the optional encoder is missing: npm install --include=optional');
const login = `${ACCOUNT.user}:${encodeURIComponent(ACCOUNT.password)}`;
const channels = new Map(
  members
    .filter(({ id }) => FOUR.includes(id))
    .map(({ id, port }) => [
      id,
      new CameraChannel(
        {
          ...{ id, url: `rtsp://${login}@127.0.0.1:${port}/live`, always: true },
          isRecorded: false,
          isStamped: true,
          reader: 'rtsp' as const,
        },
        { nowMs: () => performance.now(), recorder: null, door: null },
      ),
    ]),
);
const secret = randomBytes(32);
const gateway = new ViewerGateway({ secret: () => secret, channel: (id) => channels.get(id), nowMs: () => Date.now() });
const door = await gateway.listen(0, '127.0.0.1');
const page = await serveTestbed('cameras', (request, response) => {
  const camera = /cameras\/([a-z-]+)\/ticket/.exec(request.url ?? '')?.[1] ?? '';
  const ticket = writeTicket(secret, { user: 'u', session: 's', camera, untilMs: Date.now() + 15_000 });
  response.end(JSON.stringify({ path: `/live/${camera}?ticket=${ticket}`, untilMs: 0 }));
});
openLiveDoor(page.server, () => door);
const browser = await openBrowser();
try {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  tab.on('pageerror', (error) => console.error(error));
  await tab.goto(page.url);
  const play = (ids: readonly string[], way: 'webcodecs' | 'mse', seconds: number): Promise<Seen> =>
    tab.evaluate<Seen>(`play(${JSON.stringify(ids)}, '${way}', ${seconds})`);
  await play(['daikoku'], 'webcodecs', 3);
  const one = await play(['daikoku'], 'webcodecs', SECONDS);
  const four = await play(FOUR, 'webcodecs', SECONDS);
  const fallback = await play(['daikoku'], 'mse', SECONDS);
  const firstMs: number[] = [];
  for (let i = 0; i < FIRST_TRIES; i++) firstMs.push(...(await play(['daikoku'], 'webcodecs', 0.7)).firstMs);
  console.log(
    JSON.stringify({
      ...{
        p50Ms: quantile(one.agesMs, 0.5),
        p95Ms: quantile(one.agesMs, 0.95),
        firstFrameP95Ms: quantile(firstMs, 0.95),
      },
      ...{ tiles4P50Ms: quantile(four.agesMs, 0.5), tiles4P95Ms: quantile(four.agesMs, 0.95) },
      ...{ fallbackP50Ms: quantile(fallback.agesMs, 0.5), fallbackP95Ms: quantile(fallback.agesMs, 0.95) },
      ...{ pictures: one.agesMs.length, firsts: firstMs.length },
    }),
  );
} finally {
  await browser.close();
  await page.stop();
  await gateway.stop();
  for (const channel of channels.values()) await channel.stop();
  await crew.stop();
  clearInterval(alive);
}
process.exit(0);
