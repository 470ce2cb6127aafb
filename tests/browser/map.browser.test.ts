import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, pixelsOf } from '../support/browser.ts';
import { serveMapPage, type TestbedPage } from '../support/map-page.ts';

const VIEW = { width: 900, height: 600 };
/** Open water in the bay, so that sea is all around. */
const CENTRE = [139.83, 35.46];
const SHIPS = [
  { name: 'KAIYO MARU', lon: 139.83, lat: 35.46, sogKn: 12, cogDeg: 45, shipType: 70 },
  { name: 'しおさい', kind: 'own', lon: 139.86, lat: 35.48, sogKn: 1, cogDeg: 0, lengthM: 27 },
  { name: 'STALE ONE', lon: 139.8, lat: 35.44, sogKn: 10, cogDeg: 90, state: 1, shipType: 80 },
];

describe('the map in a browser', () => {
  let site: TestbedPage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const run = <T>(script: string): Promise<T> => page.evaluate<T>(script);
  /** Asks at every frame; the page's policy forbids playwright's own way, which needs eval. */
  const until = (condition: string) =>
    run<void>(
      `new Promise((done) => { const look = () => (${condition} ? done() : requestAnimationFrame(look)); look(); })`,
    );
  const drawn = () => page.locator('[data-map=drawn]').waitFor({ timeout: 40_000 });
  const place = (id: string) => run<{ x: number; y: number }>(`testbed.place('${id}')`);
  const at = async (points: [number, number][]) => pixelsOf(await page.screenshot(), points);
  const show = async (props: object) => {
    await run(`testbed.show(${JSON.stringify(SHIPS)}, ${JSON.stringify({ center: CENTRE, zoom: 11, ...props })})`);
    await drawn();
    await until('testbed.labels() === 3');
  };

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveMapPage(), openBrowser()]);
    page = await browser.newPage({ viewport: VIEW });
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && complaints.push(m.text()));
    page.on('pageerror', (e) => complaints.push(e.message));
    page.on('requestfailed', (r) => complaints.push(`${r.url()} ${r.failure()?.errorText ?? ''}`));
    page.on('request', (r) => r.url().startsWith(site.url) || complaints.push(`asked for ${r.url()}`));
    await page.goto(site.url);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('draws sea, land and our own boat, each in its colour', async () => {
    await show({});
    const { x, y } = await place('t1');
    const [boat, sea, land] = await at([
      [Math.round(x), Math.round(y)],
      [450, 480],
      [880, 590],
    ]);
    expect(boat?.[2]).toBeGreaterThan(220);
    expect(sea).toEqual([9, 14, 18, 255]);
    expect(land).toEqual([27, 30, 26, 255]);
  });

  it('changes its palette at once', async () => {
    await run(`testbed.change({ palette: 'day' })`);
    let sea: number[] | undefined;
    for (let i = 0; i < 40 && sea?.[0] !== 0xd4; i++) [sea] = await at([[450, 480]]);
    expect(sea).toEqual([0xd4, 0xea, 0xee, 255]);
    await run(`testbed.change({ palette: 'default' })`);
  });

  it('moves a ship under way between reports', async () => {
    const before = await place('t0');
    await until(`testbed.place('t0').x > ${before.x + 0.05}`);
    expect((await place('t0')).y).toBeLessThan(before.y);
  });

  it('tells what is hovered and what is clicked, and where it looks', async () => {
    const { x, y } = await place('t1');
    await page.mouse.move(x + 3, y - 2);
    await until(`testbed.seen.hovered === 't1'`);
    await page.mouse.click(x + 3, y - 2);
    await until(`testbed.seen.selected === 't1'`);
    await page.mouse.click(450, 560);
    await until('testbed.seen.selected === null');
    const view = await run<{ west: number; east: number }>('testbed.seen.view');
    expect(view.west).toBeLessThan(139.83);
    expect(view.east).toBeGreaterThan(139.83);
  });

  it('says that it is not for navigation, whose coast it shows, and when it is overscale', async () => {
    await expect(page.locator('.map-reading').textContent()).resolves.toMatch(/航海用ではない[\s\S]*OpenStreetMap/);
    expect(await page.locator('.map-overscale').isVisible()).toBe(false);
    await show({ zoom: 13, lang: 'en' });
    await page.locator('.map-overscale').waitFor();
    await expect(page.locator('.map-reading').textContent()).resolves.toContain('NOT FOR NAVIGATION');
  });

  it('stops and drains when frozen, and goes on when data come again', async () => {
    await show({ zoom: 11, lang: 'ja' });
    await run('testbed.change({ frozen: true })');
    await page.locator('[data-frozen=true]').waitFor();
    const frozen = await place('t0');
    const { x, y } = await place('t1');
    let boat: number[] = [0, 0, 255];
    for (let i = 0; i < 40 && spread(boat) > 40; i++) [boat = []] = await at([[Math.round(x), Math.round(y)]]);
    expect(spread(boat)).toBeLessThan(40);
    expect(await place('t0')).toEqual(frozen);
    await run('testbed.change({ frozen: false })');
    await until(`testbed.place('t0').x > ${frozen.x + 0.02}`);
  });

  it('comes back by itself when the graphics context is lost', async () => {
    await run('void (window.giveBack = testbed.loseContext())');
    await page.locator('[data-map=lost]').waitFor();
    await run('window.giveBack()');
    await drawn();
    const { x, y } = await place('t1');
    let boat: number[] = [];
    for (let i = 0; i < 40 && !((boat[2] ?? 0) > 220); i++) [boat = []] = await at([[Math.round(x), Math.round(y)]]);
    expect(boat[2]).toBeGreaterThan(220);
    expect((await at([[880, 590]]))[0]).toEqual([27, 30, 26, 255]);
  });

  it('makes the browser complain of nothing but the lost context, and asks nobody else for anything', () => {
    expect(complaints.filter((text) => !/context.*los[ts]/i.test(text))).toEqual([]);
  });
});

const spread = (rgb: readonly number[]): number => Math.max(...rgb.slice(0, 3)) - Math.min(...rgb.slice(0, 3));
