import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import { unit } from '../../server/domain/random.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { openBrowser } from '../support/browser.ts';
import { NarrowLine } from '../support/narrow-line.ts';
import { runApp } from '../support/running-app.ts';
import { signIn } from '../support/sign-in.ts';
import { enrolPage, openTabletPage } from '../support/tablet-page.ts';

/**
 * A tablet in headless Chromium behind a line of 64 kbit/s, one second each way, that drops a tenth of all words and is cut every minute:
 * how long orders and recalls take to it, whether positions flow, and what it costs. Baseline: words that are sent once.
 */
const MINUTES = Number(process.argv[2] ?? 10);
const SEED = 6;
const NARROW = { delayMs: 1_000, bitsPerS: 64_000, lost: 0.1, twice: 0, seed: SEED };
const CUT_MS = 60_000;
const PAUSE_MS = { from: 2_000, to: 9_000 };

const part = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN) * 10) / 10;
};

const app = await runApp();
const [admin, operator] = [await signIn(app, 'admin'), await signIn(app, 'operator')];
await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
for (let i = 0; i < 5; i++) await admin.send('PUT', `/api/v1/boats/other-${i}`, boatEntry(`other-${i}`));
const boats = app.app.get(BoatsService);
const line = await NarrowLine.open(app.url);
const browser = await openBrowser();
try {
  const tablet = await openTabletPage(browser, line.url, { at: { lon: 139.71, lat: 35.31 } });
  await enrolPage(tablet.page, admin, 'shiosai');
  let moved = 0;
  const helm = setInterval(() => {
    moved++;
    void tablet.moveTo(139.71 + moved * 1e-5, 35.31 - moved * 1e-5).catch(() => {});
    if (moved % 10 !== 0) return;
    const positions = [{ lon: 139.72, lat: 35.31, sogKn: 12, cogDeg: 90, headingDeg: null, fixMs: app.clock.nowMs() }];
    for (let i = 0; i < 5; i++) boats.report(`other-${i}`, 'gps', { positions });
  }, 1_000);
  await tablet.page.waitForSelector('.strip >> text=Position sent');
  line.line = NARROW;
  line.bytes.up = 0;
  line.bytes.down = 0;
  line.words.all = 0;
  line.words.dropped = 0;
  const beganAt = performance.now();
  let cutAt = beganAt;
  const knife = setInterval(() => {
    cutAt = performance.now();
    line.cut({ forLong: false });
  }, CUT_MS);
  let fixMs = boats.boat('shiosai').position?.fixMs ?? 0;
  let fixAt = performance.now();
  const gapsS: number[] = [];
  const watch = setInterval(() => {
    const now = boats.boat('shiosai').position?.fixMs ?? 0;
    if (now === fixMs) return;
    gapsS.push((performance.now() - fixAt) / 1000);
    [fixMs, fixAt] = [now, performance.now()];
  }, 100);

  const [aliveS, allS]: [number[], number[]] = [[], []];
  /** Seconds until the tablet has what an act has made of an order. */
  async function arrival(state: string, act: () => Promise<string>): Promise<string> {
    const sentAt = performance.now();
    const seen: string[] = [];
    let wake = (): void => {};
    line.onArrival = (way, text) => {
      if (way === 'down' && text.includes('"dispatch:told"') && text.includes(`"state":"${state}"`)) seen.push(text);
      wake();
    };
    const orderId = await act();
    while (!seen.some((text) => text.includes(orderId))) await new Promise<void>((tell) => { wake = tell; }); // biome-ignore format: one line
    const tookS = (performance.now() - sentAt) / 1000;
    allS.push(tookS);
    if (cutAt < sentAt) aliveS.push(tookS);
    return orderId;
  }
  const rules = { lights: 'on', maxKn: null, isUnseen: false };
  let drawn = 0;
  const pause = (): Promise<void> =>
    sleep(PAUSE_MS.from + unit(SEED, drawn++) * (PAUSE_MS.to - PAUSE_MS.from)) as Promise<void>;
  while (performance.now() - beganAt < MINUTES * 60_000) {
    const orderId = await arrival('sent', async () => {
      const target = { kind: 'point', lon: 139.76, lat: 35.25 };
      const ask = {
        boatIds: ['shiosai'],
        target,
        task: 'identify',
        priority: 'urgent',
        rules,
        requestId: randomUUID(),
      };
      const [order] = (await (await operator.send('POST', '/api/v1/dispatch/orders', ask)).json()) as Order[];
      return order?.orderId ?? 'none';
    });
    await pause();
    await arrival('stood-down', async () => {
      const ask = { requestId: randomUUID(), reason: '' };
      await operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, ask);
      return orderId;
    });
    await pause();
  }
  const hours = (performance.now() - beganAt) / 3_600_000;
  for (const timer of [helm, knife, watch]) clearInterval(timer);
  const perHour = (bytes: number): number => Math.round(bytes / hours / 1000);
  console.log(
    JSON.stringify({
      minutes: MINUTES,
      words: allS.length,
      orderP50S: part(aliveS, 0.5),
      orderP95S: part(aliveS, 0.95),
      withCutsP95S: part(allS, 0.95),
      withCutsMaxS: part(allS, 1),
      lostOfOnceSentPct: Math.round((1000 * line.words.dropped) / line.words.all) / 10,
      positionGapP50S: part(gapsS, 0.5),
      positionGapP95S: part(gapsS, 0.95),
      positionGapMaxS: part(gapsS, 1),
      kBytesPerHourUp: perHour(line.bytes.up),
      kBytesPerHourDown: perHour(line.bytes.down),
    }),
  );
} finally {
  await browser.close();
  await line.close();
  await app.stop();
}
process.exit(0);
