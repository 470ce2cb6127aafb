import type { CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { serveMapPage } from '../support/map-page.ts';

/** The vessel layer against maplibre's setData with a symbol layer, in the same page of a headless Chromium. */
const COUNTS = [1000, 10_000, 50_000];
const SPIN_MS = 2500;
const ROUNDS = 3;

interface Update {
  /** Until the frame with the data was handed to the card. */
  readonly handedMs: number;
  /** Until the card had finished it: on a software renderer mostly the chart's own frame. */
  readonly drawnMs: number;
  readonly callMs: number;
  readonly gaveUp: boolean;
}
interface Measured {
  readonly scriptMs: number;
  readonly taskMs: number;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function metrics(devtools: CDPSession): Promise<Measured> {
  const answer = await devtools.send('Performance.getMetrics');
  const of = (name: string): number => (answer.metrics.find((m) => m.name === name)?.value ?? 0) * 1000;
  return { scriptMs: of('ScriptDuration'), taskMs: of('TaskDuration') };
}

/** Main-thread time an update costs, all of it: the call, the worker's answer, the upload. */
async function measured<T>(devtools: CDPSession, work: () => Promise<T>): Promise<T & Measured> {
  const before = await metrics(devtools);
  const result = await work();
  const after = await metrics(devtools);
  return { ...result, scriptMs: after.scriptMs - before.scriptMs, taskMs: after.taskMs - before.taskMs };
}

async function frames(page: Page, devtools: CDPSession, open: string) {
  await page.evaluate(`testbed.bench.${open}`);
  await page.evaluate(`testbed.bench.spin(500)`);
  const spun = await measured(devtools, () =>
    page.evaluate<{ frames: number; wholeMs: number }>(`testbed.bench.spin(${SPIN_MS})`),
  );
  await page.evaluate('testbed.bench.close()');
  return { scriptMs: spun.scriptMs / Math.max(1, spun.frames), wholeMs: spun.wholeMs };
}

const site = await serveMapPage();
const browser = await openBrowser();
const figures: Record<string, unknown> = {};
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(site.url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const updates: Record<string, object> = {};
  const ratio: Record<number, number> = {};
  const finished: Record<number, number> = {};
  for (const count of COUNTS) {
    const own = await measured(devtools, () => page.evaluate<Update>(`testbed.bench.own(${count})`));
    const base = await measured(devtools, () => page.evaluate<Update>(`testbed.bench.baseline(${count})`));
    ratio[count] = base.handedMs / own.handedMs;
    finished[count] = base.drawnMs / own.drawnMs;
    updates[count] = {
      ownHandedMs: rounded(own.handedMs),
      setDataHandedMs: rounded(base.handedMs),
      ownDrawnMs: rounded(own.drawnMs),
      setDataDrawnMs: rounded(base.drawnMs),
      ownCallMs: rounded(own.callMs),
      setDataCallMs: rounded(base.callMs),
      setDataGaveUp: base.gaveUp,
    };
    console.error(`${count}: ${JSON.stringify(updates[count])}`);
  }
  const empty: { scriptMs: number; wholeMs: number }[] = [];
  const full: { scriptMs: number; wholeMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(await frames(page, devtools, 'openEmpty()'));
    full.push(await frames(page, devtools, 'openVessels(10000)'));
  }
  const emptyScriptMs = median(empty.map((f) => f.scriptMs));
  const vesselScriptMs = median(full.map((f) => f.scriptMs));
  const distinct = await page.evaluate<{ distinct: number; frames: number }>('testbed.bench.distinct(50000)');
  Object.assign(figures, {
    ratio10k: rounded(finished[10_000] ?? 0), // until the card has finished: what an eye sees
    moving50k: distinct.distinct >= 5,
    frameRatio10k: rounded(vesselScriptMs / emptyScriptMs),
    ratio1k: rounded(ratio[1000] ?? 0),
    ratio50k: rounded(ratio[50_000] ?? 0),
    ratioHandedOver10k: rounded(ratio[10_000] ?? 0),
    ratioFinished50k: rounded(finished[50_000] ?? 0),
    emptyFrameFinishedMs: rounded(await page.evaluate<number>('testbed.bench.emptyFrame()')),
    distinctPerS50k: rounded(distinct.distinct),
    framesPerS50k: rounded(distinct.frames),
    scriptPerFrameEmptyMs: rounded(emptyScriptMs),
    scriptPerFrame10kMs: rounded(vesselScriptMs),
    wholeFrameEmptyMs: rounded(median(empty.map((f) => f.wholeMs))),
    wholeFrame10kMs: rounded(median(full.map((f) => f.wholeMs))),
    updates,
    renderer: await page.evaluate<string>('testbed.bench.renderer()'),
  });
} finally {
  await browser.close();
  await site.stop();
}
console.log(JSON.stringify(figures));
