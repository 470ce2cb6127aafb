import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Order } from '../../server/contract/dispatch.ts';
import { Chaser } from '../../server/dispatch/chaser.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { PALETTES } from '../../web/ui/palettes.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { openBrowser } from '../support/browser.ts';
import { hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { enrolPage, enterPin, openTabletPage, type TabletPage } from '../support/tablet-page.ts';

const AT = { lon: 139.71, lat: 35.31 };
const SHIP = { mmsi: 431_000_917, lonDeg: 139.74, latDeg: 35.25, sogKn: 12, cogDeg: 30 };
const NETS = [
  [139.7, 35.3],
  [139.72, 35.3],
  [139.72, 35.32],
  [139.7, 35.32],
  [139.7, 35.3],
];

describe('the tablet of a boat at sea', () => {
  const webDir = mkdtempSync(join(tmpdir(), 'mihari-web-'));
  let app: RunningApp;
  let browser: Browser;
  let admin: SignedIn;
  let operator: SignedIn;
  let tablet: TabletPage;
  beforeAll(async () => {
    cpSync('dist/web', webDir, { recursive: true });
    app = await runApp({ webDir });
    admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    rmSync(webDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    await tablet.context.close();
    for (const { orderId } of app.app.get(OrderBook).open()) await recall(orderId);
  });
  const openEnrolled = async (): Promise<Page> => {
    tablet = await openTabletPage(browser, app.url, { at: AT });
    await enrolPage(tablet.page, admin, 'shiosai');
    await tablet.page.waitForSelector('.state.well >> text=Connected');
    return tablet.page;
  };
  const recall = (orderId: string) =>
    operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });
  const send = async (target: Record<string, unknown>): Promise<Order> => {
    const rules = { lights: 'on', maxKn: null, isUnseen: false };
    const ask = { boatIds: ['shiosai'], target, task: 'identify', priority: 'urgent', text: '', rules };
    const answer = await operator.send('POST', '/api/v1/dispatch/orders', { requestId: randomUUID(), ...ask });
    return ((await answer.json()) as [Order])[0];
  };
  const close = async (from: string | null, to: string | null): Promise<void> => {
    const properties = { kind: 'closed', name: 'nets', from, to };
    const feature = { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [NETS] } };
    const answer = await admin.fetch('/api/v1/waters/areas/nets', {
      method: 'PUT',
      headers: { 'content-type': 'application/geo+json' },
      body: JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
    });
    expect(answer.status).toBe(200);
  };

  /** How much of the chart is of the colour of danger, parts of one. */
  async function dangerOn(page: Page): Promise<number> {
    const palette = await page.getAttribute('html', 'data-palette');
    const wanted = PALETTES[palette as keyof typeof PALETTES].danger;
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((i) => Number.parseInt(wanted.slice(i, i + 2), 16));
    const shot = await page.locator('.plot canvas').screenshot();
    const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    let count = 0;
    for (let i = 0; i < data.length; i += 3) {
      const away =
        Math.abs((data[i] ?? 0) - red) + Math.abs((data[i + 1] ?? 0) - green) + Math.abs((data[i + 2] ?? 0) - blue);
      if (away < 40) count++;
    }
    return count / (info.width * info.height);
  }
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const endMs = performance.now() + 30_000;
    while (!(await isSo())) if (performance.now() > endMs) throw new Error('it did not come about in 30 s');
  }

  it('shows closed areas hatched on its chart, also after a cold start without a network, and none that is over', async () => {
    await close(null, '2020-01-01T00:00:00+09:00');
    const page = await openEnrolled();
    await page.click('.bar >> text=Chart');
    await page.waitForSelector('.plot-words >> text=Loading the coast', { state: 'detached' });
    expect(await dangerOn(page)).toBeLessThan(0.001);
    await close(null, null);
    await until(async () => (await dangerOn(page)) > 0.01); // with the next picture
    await tablet.context.setOffline(true);
    await page.reload();
    await enterPin(page);
    await page.click('.bar >> text=Chart');
    await until(async () => (await dangerOn(page)) > 0.01);
    await admin.fetch('/api/v1/waters/areas/nets', {
      method: 'PUT',
      headers: { 'content-type': 'application/geo+json' },
      body: '{"type":"FeatureCollection","features":[]}',
    });
  });

  it('reckons on by itself between two contacts, dashed, with the age of the report', async () => {
    const page = await openEnrolled();
    hearShip(app.app.get(PictureService), SHIP, app.clock.nowMs());
    await send({ kind: 'track', trackId: `a-${SHIP.mmsi}` });
    await app.app.get(Chaser).round();
    await page.click('.sheet.alert .wide');
    await page.waitForSelector('.steer:not(.reckoned) .steer-age >> text=/by a report/');
    const range = (): Promise<string | null> => page.textContent('.figure:has-text("Range") dd');
    await tablet.context.setOffline(true);
    const before = await range();
    await page.clock.install();
    await page.clock.fastForward(120_000);
    await tablet.moveTo(AT.lon + 1e-5, AT.lat); // its own fix is old too by then
    await page.waitForSelector('.steer.reckoned .steer-age >> text=/Own reckoning from a report 2 min/');
    const look = await page.evaluate(
      "getComputedStyle(document.querySelector('.steer.reckoned .figure dd')).borderBottomStyle",
    );
    expect([look, (await range()) === before]).toEqual(['dashed', false]);
  });

  it('switches to a newer page by hand, and never on a task', async () => {
    const page = await openEnrolled();
    const { orderId } = await send({ kind: 'point', lon: 139.76, lat: 35.25 });
    await page.click('.sheet.alert .wide');
    const [worker, shell] = [join(webDir, 'boat-worker.js'), join(webDir, 'boat.html')];
    writeFileSync(shell, readFileSync(shell, 'utf8').replace('<html', '<html data-newer="yes"'));
    writeFileSync(worker, readFileSync(worker, 'utf8').replace('"version":"', '"version":"newer-'));
    await page.evaluate("navigator.serviceWorker.getRegistration('/boat').then((found) => found.update())");
    await page.evaluate(`new Promise((done) => {
      const look = () => navigator.serviceWorker.getRegistration('/boat').then((found) => (found.waiting ? done() : setTimeout(look, 50)));
      look();
    })`);
    await page.reload();
    await enterPin(page);
    await page.waitForSelector('.order-now');
    expect(await page.getAttribute('html', 'data-newer')).toBeNull();
    expect(await page.locator('.notices >> text=A new version').count()).toBe(0);
    await recall(orderId);
    await page.click('.sheet.alert .wide'); // that it was recalled
    await page.click('.notices >> text=Switch to it');
    await page.waitForSelector('html[data-newer=yes]', { state: 'attached' });
    await enterPin(page);
    await page.waitForSelector('.state.well >> text=Connected');
    expect(app.app.get(OrderBook).one(orderId)?.state).toBe('stood-down');
  });
});
