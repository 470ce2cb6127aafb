import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import { Chaser } from '../../server/dispatch/chaser.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { openBrowser } from '../support/browser.ts';
import { type DeskPage, openDeskPage } from '../support/desk-page.ts';
import { askEnrol, enrol } from '../support/enrol.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { openSmallBay, type SmallBay } from '../support/small-bay.ts';
import { Tablet } from '../support/tablet.ts';

const K17 = {
  mmsi: '431000917',
  name: 'K-17',
  callsign: 'K17',
  shipType: 37,
  lon: 139.74,
  lat: 35.137,
  sogKn: 2,
  cogDeg: 30,
};

const LOOK = {
  viewport: { width: 1366, height: 900 },
  before: `
    localStorage.setItem('mihari.language', 'en');
    let clicks = 0;
    addEventListener('click', ({ isTrusted }) => {
      if (isTrusted) document.documentElement.dataset.clicks = String(++clicks);
    }, true);`,
};

describe('sending boats from the desk', () => {
  let bay: SmallBay;
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let operator: SignedIn;
  let tablet: Tablet;
  let desk: DeskPage;
  beforeAll(async () => {
    bay = await openSmallBay([K17]);
    app = await runApp({ feeds: bay.feed });
    const admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    const entries = [boatEntry('shiosai'), boatEntry('minato-1', { name: { ja: 'みなと1', en: 'Minato-1' } })];
    for (const { boatId, ...entry } of entries) {
      await admin.send('PUT', `/api/v1/boats/${boatId}`, { boatId, ...entry });
      await admin.send('PUT', `/api/v1/boats/${boatId}/duty`, { crew: ['船長'], fuel: 0.9 });
      const position = { ...entry.berth, sogKn: 0, cogDeg: 0, headingDeg: null, fixMs: app.clock.nowMs() };
      app.app.get(BoatsService).report(boatId, 'gps', { positions: [position] });
    }
    await admin.send('PUT', '/api/v1/boats/minato-1/duty', { crew: [] });
    tablet = new Tablet(app, await enrol(app, admin, 'shiosai'));
    await tablet.hello();
    // the chart is drawn, as it is a second after a start
    await recommended();
    browser = await openBrowser();
    desk = await openPage('operator');
    page = desk.page;
  });
  afterAll(async () => {
    tablet?.close();
    await browser?.close();
    await app?.stop();
    await bay?.stop();
  });
  afterEach(async () => {
    for (const { orderId } of app.app.get(OrderBook).open())
      await operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });
    await page.keyboard.press('Escape');
    await page.waitForSelector('.panel', { state: 'detached' });
    expect(desk.complaints()).toEqual([]);
  });
  const openPage = async (username: string): Promise<DeskPage> => {
    const opened = await openDeskPage(browser, app, { username, ...LOOK });
    await opened.page.waitForSelector('.boats-card');
    return opened;
  };
  const recommended = (): Promise<Response> =>
    operator.send('POST', '/api/v1/dispatch/recommend', { target: { kind: 'point', lon: 139.74, lat: 35.137 } });
  const text = async (selector: string): Promise<string> => (await page.textContent(selector)) ?? '';

  it('takes at most four clicks and fifteen seconds from the suspect to a boat under way', async () => {
    await page.waitForSelector('.lines .line');
    const crew = tablet
      .until(({ state }) => state === 'sent')
      .then(async (order: Order) => {
        for (const state of ['seen', 'accepted', 'under-way']) await tablet.answer(order, state);
      });
    const clicksBefore = Number(await page.getAttribute('html', 'data-clicks')) || 0;
    const beganAt = performance.now();
    await page.click('.lines .line >> text=K-17');
    await page.click('.send-closed button');
    await page.waitForSelector('.send-boats [aria-pressed=true]');
    expect(await text('.send-now p')).toContain('K-17');
    await page.click('.send-now button');
    await page.waitForSelector('.order.under-way');
    const seconds = (performance.now() - beganAt) / 1000;
    await crew;
    const clicks = Number(await page.getAttribute('html', 'data-clicks')) - clicksBefore;
    expect({ clicks, isIn15s: seconds < 15 }).toEqual({ clicks: 3, isIn15s: true });
    expect(await text('.order')).toMatch(/shiosai.*intercept.*K-17/i);
  });

  it('tells why a boat must not go, and does not let her be chosen', async () => {
    await page.click('.lines .line >> text=K-17');
    await page.click('.send-closed button');
    await page.waitForSelector('.send-boats .unfit');
    expect(await text('.send-boats .unfit')).toMatch(/Minato-1.*no crew on board/);
    expect(await page.isDisabled('.send-boats .unfit button')).toBe(true);
  });

  it('follows an order by its steps, takes a word by radio, and stands her down by one click', async () => {
    tablet.isAcknowledging = false;
    await page.click('.lines .line >> text=K-17');
    await page.click('.send-closed button');
    await page.waitForSelector('.send-boats [aria-pressed=true]');
    await page.click('.send-now button');
    await page.waitForSelector('.order.sent');
    expect(await text('.order-state')).toContain('not delivered');
    const [order] = app.app.get(OrderBook).open();
    await app.app.get(Chaser).round();
    await page.waitForSelector('.order-meets');
    await page.click('.order footer button >> text=Heard by voice');
    await page.click('.order-voice button >> text=Accepted');
    await page.waitForSelector('.order.accepted');
    expect(await text('.order-steps')).toMatch(/Accepted.*voice/);
    await page.click('.order footer button >> text=Recall');
    await page.waitForSelector('.order.accepted', { state: 'detached' });
    expect(app.app.get(OrderBook).one(order?.orderId ?? '')?.state).toBe('stood-down');
    tablet.isAcknowledging = true;
  });

  it('sends boats for what drifts from a vessel, and changes an order, which must be accepted again', async () => {
    await page.click('.lines .line >> text=K-17');
    await page.click('.send-closed button');
    await page.waitForSelector('.send-boats [aria-pressed=true]');
    await page.click('.drift .tick input');
    await page.waitForSelector('.send-now p >> text=drifting from K-17');
    await page.waitForSelector('.send-boats [aria-pressed=true]');
    await page.click('.send-now button');
    await tablet.until(({ state, target }) => state === 'sent' && target.kind === 'area');
    const [order] = app.app.get(OrderBook).open();
    expect(order?.target).toMatchObject({ kind: 'area', radiusM: 300, setDeg: 30, rateKn: 0.6, growthMPerH: 300 });
    await tablet.answer(order as Order, 'accepted');
    await page.waitForSelector('.order.accepted');
    await page.click('.order footer button >> text=Change');
    await page.fill('.order-change input[type=number]', '18');
    await page.click('.order-change .action');
    const changed = await tablet.until(({ version }) => version === 2);
    expect([changed.rules.maxKn, changed.state]).toEqual([18, expect.stringMatching(/^(sent|delivered)$/)]);
    await page.waitForSelector('.order:not(.accepted):not(.stood-down)');
  });

  it('keeps an order as it is written, beyond the page, for whoever sends it or throws it away', async () => {
    await page.click('.lines .line >> text=K-17');
    await page.click('.send-closed button');
    await page.waitForSelector('.send-boats [aria-pressed=true]');
    expect(await page.locator('.send-draft').count()).toBe(0);
    await page.fill('.send-text', 'from the north');
    await page.waitForSelector('.send-draft >> text=Draft kept');
    await page.waitForSelector('.order.draft >> text=from the north');
    await page.reload();
    await page.click('.order.draft button >> text=Open');
    await page.waitForSelector('.send-boats [aria-pressed=true]');
    expect(await page.inputValue('.send-text')).toBe('from the north');
    await page.fill('.send-text', 'from the south');
    await page.click('.send [aria-label=Close]'); // in the middle of a word
    await page.waitForSelector('.send-closed >> text=Open the draft (operator');
    await page.waitForSelector('.order.draft >> text=from the south');
    await page.click('.order.draft button >> text=Send');
    const order = await tablet.until(({ state, text }) => state === 'sent' && text === 'from the south');
    expect(order.steps.map(({ kind }) => kind)).toEqual(['draft', 'sent']);
    await page.waitForSelector('.order.draft', { state: 'detached' });
    await page.click('.send-closed button');
    await page.waitForSelector('.send-text');
    await page.fill('.send-text', 'no, wait');
    await page.waitForSelector('.order.draft >> text=no, wait');
    await page.click('.order.draft button >> text=Discard');
    await page.click('.order.draft button >> text=Really discard');
    await page.waitForSelector('.order.draft', { state: 'detached' });
  });

  it('lets an administrator enter a boat, make an enrolment code and shut a tablet out', async () => {
    const admin = await openPage('admin');
    page = admin.page;
    await page.click('.bar [aria-label^=User]');
    await page.click('.menu >> text=Patrol boats');
    await page.click('.registry >> text=Enter a boat');
    const { name, berth, ...entry } = boatEntry('nagisa', { cruiseKn: 40 });
    const typed = { ...entry, ...berth, nameJa: 'なぎさ', nameEn: 'Nagisa', vhfChannel: 12 } as Record<string, unknown>;
    for (const field of await page.$$eval('.registry-form input', (all) => all.map((one) => one.getAttribute('name'))))
      await page.fill(`.registry-form [name=${field}]`, String(typed[field ?? ''] ?? ''));
    await page.click('.registry-form >> text=Save');
    await page.waitForSelector('.registry-form .warn >> text=cruiseKn');
    await page.fill('.registry-form [name=cruiseKn]', '20');
    await page.click('.registry-form >> text=Save');
    await page.click('.registry tr:has-text("Nagisa") >> text=Change');
    await page.selectOption('.registry-form select >> nth=0', 'large');
    await page.click('.registry-form >> text=Save');
    await page.waitForSelector('.registry tr:has-text("Nagisa") >> text=Large wide-area boat');
    expect(app.app.get(BoatsService).boat('nagisa')).toMatchObject({ class: 'large', cruiseKn: 20, vhfChannel: 12 });
    await page.click('.registry tr:has-text("Nagisa") >> text=Remove');
    await page.click('.registry tr:has-text("Nagisa") >> text=Really');
    await page.waitForSelector('.registry tr:has-text("Nagisa")', { state: 'detached' });
    await page.keyboard.press('Escape');
    await page.waitForSelector('.registry', { state: 'detached' });
    await page.click('.boat-rows button >> text=shiosai');
    await page.click('.tablets >> text=Make an enrolment code');
    const code = await text('.tablets-code b');
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const enrolled = await askEnrol(app, code);
    expect(enrolled.status).toBe(200);
    await page.click('.boat-rows button >> text=shiosai');
    await page.click('.boat-rows button >> text=shiosai');
    await page.click('.tablets .danger >> nth=-1');
    await page.click('.tablets .danger >> text=Surely');
    await page.waitForSelector('.tablets .danger >> nth=1', { state: 'detached' });
    await admin.context.close();
    page = desk.page;
  });

  it('rings for an SOS until somebody answers, and talks with a boat', async () => {
    const sos = { requestId: randomUUID(), kind: 'sos', deviceMs: 1 };
    await tablet.ask('dispatch:say', sos);
    await page.waitForSelector('.sos');
    expect(await text('.sos')).toMatch(/SOS.*shiosai.*VHF 16/s);
    await page.click('.sos button');
    await page.waitForSelector('.sos', { state: 'detached' });
    await tablet.ask('dispatch:say', { requestId: randomUUID(), kind: 'phrase', phrase: 'need-support', deviceMs: 1 });
    await page.waitForSelector('.boat-unseen');
    await page.click('.boat-rows button >> text=shiosai');
    await page.waitForSelector('.talk .from-boat >> text=Need support');
    await page.fill('.talk input', 'On the way');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.talk .from-desk >> text=delivered');
    expect(tablet.said.at(-1)?.text).toBe('On the way');
  });

  it('shows a boat by a click on her line, and folds by a key', async () => {
    await page.click('.boat-rows button >> text=shiosai');
    await page.waitForSelector('.boat-detail', { state: 'detached' });
    await page.click('.boat-rows button >> text=shiosai');
    await page.waitForSelector('.boat-detail');
    expect(await text('.boat-detail')).toMatch(/own GPS.*crew 1.*fuel 90%.*VHF 16/s);
    await page.click('.duty >> text=Crew, fuel');
    const told = await operator.send('PUT', '/api/v1/boats/shiosai/duty', { fuel: 0.6 }); // on board, meanwhile
    expect(told.status).toBe(200);
    await page.fill('.duty label:has-text("service") input', 'main engine');
    await page.click('.duty button[type=submit]');
    await page.waitForSelector('.boat-state.out-of-service >> text=main engine');
    expect(app.app.get(BoatsService).boat('shiosai')).toMatchObject({ crew: ['船長'], fuel: 0.6 });
    await page.keyboard.press('d');
    await page.waitForSelector('.boats-body', { state: 'detached' });
  });
});
