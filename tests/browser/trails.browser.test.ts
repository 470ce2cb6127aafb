import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HistoryService } from '../../server/history/history.service.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { Clock } from '../../server/platform/clock.ts';
import { mercatorX, mercatorY, worldPx } from '../../web/map/mercator.ts';
import { openBrowser, pixelsOf } from '../support/browser.ts';
import { type DeskPage, openDeskPage } from '../support/desk-page.ts';
import { hearName, hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const MINUTE_MS = 60_000;
const VIEW = { width: 1366, height: 700 };
const BAR_PX = 40;
/** Where the desk opens. */
const CENTRE = { lon: 139.79, lat: 35.38, zoom: 10.4 };
const LANTERN = 431_000_001;
const OTHER = 431_000_002;
/** Midnight in Japan: the story begins at a round time. */
const BEGIN_MS = Date.UTC(2026, 10, 23, 15);
const OTHER_AT = { lon: 139.85, lat: 35.35 };
const SPEED_KN = 4.2;
const SILENT_MIN = { from: 60, to: 100 };
const SAILED_MIN = 180;

const milesNorth = (minutes: number): number => (minutes / 60) * SPEED_KN;
const latAt = (minutes: number): number => 35.25 + milesNorth(minutes) / 60;
const LON = 139.8;

let aheadMs = 0;
const startedMs = performance.now();
const clock = new Clock(
  { storyMs: 0, machineMs: 0, rate: 1 },
  () => BEGIN_MS + aheadMs + performance.now() - startedMs,
);

let app: RunningApp;
let browser: Browser;
let desk: DeskPage;
let page: Page;
let heart: NodeJS.Timeout;

const minutesNow = (): number => (clock.nowMs() - BEGIN_MS) / MINUTE_MS;
function report(picture: PictureService): void {
  const minutes = minutesNow();
  const ship = { mmsi: LANTERN, lonDeg: LON, latDeg: latAt(minutes), sogKn: SPEED_KN, cogDeg: 0 };
  if (minutes < SILENT_MIN.from || minutes > SILENT_MIN.to) hearShip(picture, ship, clock.nowMs());
  hearShip(picture, { mmsi: OTHER, lonDeg: OTHER_AT.lon, latDeg: OTHER_AT.lat, sogKn: 0, navStatus: 1 }, clock.nowMs());
}

/** Three hours of a ship northward, silent for forty minutes of them; then she sails on. */
beforeAll(async () => {
  app = await runApp({ clock });
  const picture = app.app.get(PictureService);
  const history = app.app.get(HistoryService);
  while (minutesNow() < SAILED_MIN) {
    aheadMs += 10_000;
    report(picture);
    picture.tick(clock.nowMs());
  }
  hearName(picture, LANTERN, 'SEA LANTERN', 'YOKOHAMA', clock.nowMs());
  await history.flush();
  await history.writer.drain();
  heart = setInterval(() => report(picture), 2_000);
  browser = await openBrowser();
  await openDesk();
});
afterAll(async () => {
  clearInterval(heart);
  await browser?.close();
  await app?.stop();
});

/** The desk as it opens; the tests share one until one of them moves the chart. */
async function openDesk(): Promise<void> {
  desk = await openDeskPage(browser, app, { viewport: VIEW });
  page = desk.page;
  await page.locator('[data-map=drawn]').waitFor({ timeout: 40_000 });
}
afterEach(async () => {
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await until(async () => ((await light(EARLY))[0] ?? 0) <= DARK);
  expect(desk.complaints()).toEqual([]);
});

/** Where the ship was so many minutes after the begin, on the screen. */
function place(minutes: number): [number, number] {
  const world = worldPx(CENTRE.zoom);
  const x = VIEW.width / 2 + (mercatorX(LON) - mercatorX(CENTRE.lon)) * world;
  const y = BAR_PX + (VIEW.height - BAR_PX) / 2 + (mercatorY(latAt(minutes)) - mercatorY(CENTRE.lat)) * world;
  return [Math.round(x), Math.round(y)];
}
/** A place on the screen while the ship is in its middle. */
function placeFromFollowed({ lon, lat }: { lon: number; lat: number }): [number, number] {
  const world = worldPx(CENTRE.zoom);
  const x = VIEW.width / 2 + (mercatorX(lon) - mercatorX(LON)) * world;
  const y = BAR_PX + (VIEW.height - BAR_PX) / 2 + (mercatorY(lat) - mercatorY(latAt(minutesNow()))) * world;
  return [Math.round(x), Math.round(y)];
}
/** How bright the track is there: the brightest of three pixels across it. */
async function light(...minutes: number[]): Promise<number[]> {
  const [left, top] = [place(0)[0] - 8, BAR_PX];
  const shot = await page.screenshot({ clip: { x: left, y: top, width: 17, height: VIEW.height - BAR_PX } });
  const points = minutes.flatMap((at): [number, number][] => [7, 8, 9].map((x) => [x, place(at)[1] - top]));
  const blue = (await pixelsOf(shot, points)).map((pixel) => pixel[2] ?? 0);
  return minutes.map((_, i) => Math.max(...blue.slice(i * 3, i * 3 + 3)));
}
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!(await isSo())) if (performance.now() > endMs) throw new Error('it did not come about in 20 s');
}
const DARK = 60;
/** Between two dots, well before the gap. */
const EARLY = 32;
const select = () => page.locator('.line', { hasText: 'SEA LANTERN' }).click();
const length = (name: string) => page.getByRole('radio', { name });
/** The desk keeps its place when a vessel is chosen on the chart. */
async function selectOnChart(): Promise<void> {
  await page.locator('.line', { hasText: 'SEA LANTERN' }).waitFor();
  await page.mouse.click(...place(minutesNow()));
  await page.getByRole('heading', { name: 'SEA LANTERN' }).waitFor();
}

describe('records that do not answer', () => {
  it('are said in the panel, and the trail comes when they answer again', async () => {
    await page.route('**/api/v1/trails*', (route) => route.fulfill({ status: 503, body: '{}' }));
    await selectOnChart();
    await page.getByText('記録に接続できません').waitFor();
    await page.unroute('**/api/v1/trails*');
    await page.getByRole('button', { name: '再試行' }).click();
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    expect(await page.locator('.trail-note').count()).toBe(0);
    expect(desk.complaints().every((text) => text.includes('503'))).toBe(true);
  });
});

describe('the trail of the selected vessel', () => {
  it('is drawn from the records, its gap dashed, and ends where it was heard last', async () => {
    await selectOnChart();
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    const [sailed = 0, again = 0, north = 0] = await light(20, 142, SAILED_MIN + 40);
    expect([sailed > DARK, again > DARK, north > DARK]).toEqual([true, true, false]);
    const gap = await light(...Array.from({ length: 60 }, (_, i) => SILENT_MIN.from + 5 + i / 2));
    expect(gap.filter((blue) => blue > DARK).length).toBeGreaterThan(5);
    expect(gap.filter((blue) => blue <= DARK).length).toBeGreaterThan(5);
  });

  it('tells time, speed and course at a dot', async () => {
    await selectOnChart();
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    const tip = page.locator('.trail-tip');
    await page.mouse.move(...place(30));
    await tip.waitFor();
    expect(await tip.textContent()).toBe('00:30 JST15:30Z4.2 kn  000°');
  });
});

describe('the trails of a box', () => {
  it('come by a drag with Shift and go by their close button; the chart stays where it was', async () => {
    await page.locator('.line', { hasText: 'SEA LANTERN' }).waitFor();
    const [x, y] = place(minutesNow());
    await page.keyboard.down('Shift');
    await page.mouse.move(x - 60, y - 60);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 20, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.getByText('1 隻の航跡').waitFor();
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    expect(await page.locator('.panel').count()).toBe(0);
    await page.getByRole('button', { name: '範囲の航跡を消す' }).click();
    await until(async () => ((await light(EARLY))[0] ?? 0) <= DARK);
  });

  it('come by B and Enter for all in view, and go by Esc', async () => {
    await page.locator('.line', { hasText: 'SEA LANTERN' }).waitFor();
    await page.keyboard.press('b');
    await page.getByText('Enter で画面全体').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('2 隻の航跡').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '範囲の航跡' }).waitFor();
  });
});

describe('a trail that cannot be trusted to be now, or to be there', () => {
  it('is drawn again after the graphics context was lost', async () => {
    await selectOnChart();
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    await page.evaluate<void>(`{
      const gl = document.querySelector('.map-chart canvas').getContext('webgl2');
      const extension = gl.getExtension('WEBGL_lose_context');
      window.giveBack = () => extension.restoreContext();
      extension.loseContext();
    }`);
    await page.locator('[data-map=lost]').waitFor();
    await page.evaluate<void>('window.giveBack()');
    await page.locator('[data-map=drawn]').waitFor({ timeout: 40_000 });
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    expect(desk.complaints().filter((text) => !/context.*los[ts]/i.test(text))).toEqual([]);
  });

  it('says where it ends once the link is cut', async () => {
    await selectOnChart();
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    await desk.context.setOffline(true);
    await page.getByText(/航跡は 03:0\d:\d\d JST \(18:0\dZ\) まで/).waitFor({ timeout: 40_000 });
    await desk.context.setOffline(false);
    await page.locator('.trail-note').waitFor({ state: 'detached', timeout: 40_000 });
    desk.complaints(); // of attempts made while it was away
  });
});

describe('the length of a trail', () => {
  it('is as long as the pressed button says, none when it is pressed again, and T goes on', async () => {
    await selectOnChart();
    expect(await length('3 時間').getAttribute('aria-checked')).toBe('true');
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    await length('30 分').click();
    await until(async () => ((await light(EARLY))[0] ?? 0) <= DARK);
    expect((await light(172))[0]).toBeGreaterThan(DARK);
    await length('30 分').click();
    await until(async () => ((await light(172))[0] ?? 0) <= DARK);
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    await until(async () => ((await light(EARLY))[0] ?? 0) > DARK);
    await page.reload();
    await select();
    expect(await length('3 時間').getAttribute('aria-checked')).toBe('true');
  });
});

describe('the trail of the followed vessel', () => {
  it('stays while another one is looked at, until following is ended', async () => {
    await desk.context.close(); // the chart was moved
    await openDesk();
    await selectOnChart();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: /追従中/ }).waitFor();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(decodeURIComponent(request.url())));
    await until(async () => {
      await page.mouse.move(...placeFromFollowed(OTHER_AT)); // until the chart has come to rest there
      return (await page.locator('.map-view[data-over=track]').count()) > 0;
    });
    await page.mouse.click(...placeFromFollowed(OTHER_AT));
    await page.getByRole('heading', { name: '船名不明' }).waitFor();
    await page.getByText('追従中 SEA LANTERN').waitFor();
    expect(requests.filter((url) => url.includes(`trackIds=a-${OTHER}&`))).toHaveLength(1);
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '追従をやめる' }).click();
    await page.getByText('追従中 SEA LANTERN').waitFor({ state: 'detached' });
  });
});
