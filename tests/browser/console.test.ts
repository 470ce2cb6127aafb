import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { type DeskPage, openDeskPage } from '../support/desk-page.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { openSmallBay, type SmallBay, type SmallShip } from '../support/small-bay.ts';

const SHIPS: readonly SmallShip[] = [
  {
    mmsi: '431000017',
    name: 'SEA LANTERN',
    callsign: 'JD3411',
    shipType: 70,
    lon: 139.77,
    lat: 35.36,
    sogKn: 11.2,
    cogDeg: 7,
  },
  {
    mmsi: '352001234',
    name: 'PACIFIC JADE',
    callsign: '3FAB7',
    shipType: 80,
    lon: 139.79,
    lat: 35.4,
    sogKn: 0,
    cogDeg: 200,
  },
  {
    mmsi: '431000099',
    name: 'HARUKAZE',
    callsign: 'JD0099',
    shipType: 60,
    lon: 139.81,
    lat: 35.34,
    sogKn: 14,
    cogDeg: 190,
  },
];

let bay: SmallBay;
let app: RunningApp;
let browser: Browser;
let desk: DeskPage;
let page: Page;

beforeAll(async () => {
  bay = await openSmallBay(SHIPS);
  app = await runApp({ feeds: bay.feed });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await bay?.stop();
});

const VIEWPORT = { width: 1600, height: 640 };
/** A desk, or the wall, as somebody sees it who has signed in; an act that is refused is no complaint. */
async function open(path?: string): Promise<void> {
  desk = await openDeskPage(browser, app, { viewport: VIEWPORT, expected: /409/, ...(path !== undefined && { path }) });
  page = desk.page;
}
async function close(): Promise<void> {
  await desk.context.close();
}
afterEach(() => expect(desk.complaints()).toEqual([]));

const line = (name: string) => page.locator('.line', { hasText: name });
const panelText = (): Promise<string | null> => page.locator('.panel').textContent();

describe('signing in', () => {
  it('refuses a wrong password in words and keeps the name, then leads to the desk, survives a reload, and signing out leads back', async () => {
    await open();
    await desk.context.clearCookies();
    await page.reload();
    await page.fill('input[name=username]', 'operator');
    await page.click('button[type=submit]');
    await page.getByText('利用者名とパスワードを入力してください。').waitFor();
    await page.fill('input[name=password]', 'wrong');
    await page.click('button[type=submit]');
    await page.getByText('利用者名またはパスワードが違います。').waitFor();
    expect(await page.inputValue('input[name=username]')).toBe('operator');
    await page.fill('input[name=password]', 'mihari-demo');
    await page.click('button[type=submit]');
    await page.locator('.bar').waitFor();
    await page.reload();
    await page.getByText('横浜税関 監視取締センター').waitFor();
    await page.getByRole('button', { name: /^利用者/ }).click();
    await page.getByRole('menuitem', { name: 'ログアウト' }).click();
    await page.locator('input[name=username]').waitFor();
    expect(await page.locator('.bar').count()).toBe(0);
    await close();
  });
});

describe('the desk', () => {
  beforeAll(() => open());
  afterAll(close);

  it('shows the ships that are heard, counts them and says that the feed is well', async () => {
    for (const { name } of SHIPS) await line(name).waitFor();
    await page.getByText('3 隻中 3 隻を表示').waitFor();
    await page.locator('.feeds-button .health-word.ok').waitFor();
    await page.locator('[data-map=drawn]').waitFor();
    await page.locator('.feeds-button').click();
    await page.locator('.feed', { hasText: 'bay' }).getByText('受信中').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.feed').waitFor({ state: 'detached' });
  });

  it('shows the facts of the one selected and lets it go by Esc', async () => {
    await line('SEA LANTERN').click();
    await page.getByRole('heading', { name: 'SEA LANTERN' }).waitFor();
    await page.locator('.panel').getByText('YOKOHAMA').waitFor();
    const text = await panelText();
    for (const fact of ['受信中', '貨物船', '11.2', '007', '431000017', 'JD3411', '9074729', '日本', '142', '23']) {
      expect(text).toContain(fact);
    }
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
  });

  it('finds a vessel by keys alone: slash, a part of the name, Down, Enter', async () => {
    await line('PACIFIC JADE').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('jade');
    await page.getByText('「jade」 1 件').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'PACIFIC JADE' }).waitFor();
    await page.locator('.panel').getByText('タンカー').first().waitFor();
    await page.locator('.find input').fill('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
  });

  it('follows by F and explains its keys by ?', async () => {
    await line('HARUKAZE').click();
    await page.getByRole('button', { name: /追従/ }).waitFor();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: /追従中/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('選択した船舶を追従').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.panel').waitFor();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: /追従中/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
  });

  it('never shows a false now: a cut connection stands over the map with its age, drains the picture and resumes by itself', async () => {
    await line('SEA LANTERN').click();
    await page.locator('.state-badge.live').waitFor();
    const warning = `document.fonts.check('700 20px "BIZ UDPGothic"', '更新停止 14 秒前の状態')`;
    expect(await page.evaluate(`document.fonts.ready.then(() => ${warning})`)).toBe(true); // or boxes would be the warning
    await desk.context.setOffline(true);
    await page.locator('.banner').waitFor();
    await page.locator('.picture-age, .banner.bad').first().waitFor();
    await page.locator('[data-frozen=true]').waitFor();
    await page.getByText('更新停止').first().waitFor();
    await page.locator('.state-badge.unknown').waitFor();
    expect(await page.locator('.health-word.ok').count()).toBe(0);
    await desk.context.setOffline(false);
    await page.locator('.state-badge.live').waitFor({ timeout: 60_000 });
    await page.locator('[data-frozen=false]').waitFor();
    desk.complaints(); // of attempts made while it was still away
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
  });

  const card = () => page.locator('.act-card');
  async function plot(name: string, place: { x: number; y: number }): Promise<void> {
    await page.keyboard.press('p');
    await card().getByText('見えた場所を海図で').waitFor();
    await page.locator('.map-chart').click({ position: place });
    await card().locator('input[name=name]').fill(name);
    await card().locator('input[name=course]').fill('030');
    await page.keyboard.press('Enter');
    await card().getByText('手記入しました').waitFor();
    await page.getByRole('heading', { name }).waitFor();
  }

  it('plots two tracks, makes them one, takes it back, and drops them', async () => {
    await page.locator('[data-map=drawn]').waitFor();
    await plot('M-1', { x: 800, y: 200 });
    await plot('M-2', { x: 860, y: 420 });
    await page.getByRole('button', { name: '同一の船…' }).click();
    await card().getByText('「M-2」はどの船ですか').waitFor();
    await line('SEA LANTERN').click();
    await card().getByText('レーダーに映っていません').waitFor();
    await line('M-1').click();
    await card().getByText('一つの航跡にしました').waitFor();
    await page.getByRole('heading', { name: 'M-1' }).waitFor();
    await line('M-2').waitFor({ state: 'detached' });
    await card().getByRole('button', { name: '元に戻す' }).click();
    await line('M-2').waitFor();
    for (const name of ['M-1', 'M-2']) {
      await line(name).click();
      await page.getByRole('button', { name: '消去' }).click();
      await line(name).waitFor({ state: 'detached' });
    }
  });

  it('speaks English and wears the night when told to, and remembers both', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('3 of 3 vessels shown').waitFor();
    await page.getByRole('button', { name: 'Brightness' }).click();
    await page.getByRole('menuitemradio', { name: 'Night' }).click();
    await page.reload();
    await page.getByText('3 of 3 vessels shown').waitFor();
    expect(await page.locator('html').getAttribute('data-palette')).toBe('night');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});

describe('the wall', () => {
  beforeAll(() => open('/?wall=1'));
  afterAll(close);

  it('shows the same picture without anything to press', async () => {
    await page.locator('.wall .clock-face b').waitFor();
    await page.locator('.wall-count b', { hasText: '3' }).waitFor();
    expect(await page.locator('.wall button:visible, .wall input, .wall a').count()).toBe(0);
  });

  it.each([
    [3840, 2160],
    [1920, 1080],
  ])('keeps its type scale at %i x %i: 73 of 3840 for what must be read, 55 at least', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.locator('.wall-count b', { hasText: '3' }).waitFor();
    const sizes = await page.evaluate<number[]>(`[...document.querySelectorAll('.wall-side *')]
      .filter((one) => one.textContent.trim() && one.children.length === 0)
      .map((one) => parseFloat(getComputedStyle(one).fontSize))`);
    const unit = width / 3840;
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(55 * unit - 0.01);
    const read = await page.evaluate<number>(
      `parseFloat(getComputedStyle(document.querySelector('.wall .health-state')).fontSize)`,
    );
    expect(read).toBeGreaterThanOrEqual(73 * unit - 0.01);
    const fits = await page.locator('.wall-side').evaluate((one) => one.scrollHeight <= one.clientHeight);
    expect(fits).toBe(true);
  });
});

describe('a desk on a tablet', () => {
  beforeAll(() => open());
  afterAll(close);

  it.each([
    [1280, 800],
    [800, 1280],
  ])('of %i x %i has targets of 44 px and nothing outside of the screen', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.reload();
    await page.locator('.chip b').waitFor();
    const small = await page.evaluate<string[]>(`[...document.querySelectorAll('button, input')]
      .filter((one) => one.checkVisibility() && !one.closest('.map-view'))
      .map((one) => ({ text: one.textContent || one.ariaLabel, box: (one.closest('.find') ?? one).getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.9 || box.right > innerWidth || box.left < 0)
      .map(({ text }) => text)`);
    expect(small).toEqual([]);
  });
});
