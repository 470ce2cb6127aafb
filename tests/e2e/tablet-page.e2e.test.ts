import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { filter, firstValueFrom, map } from 'rxjs';
import sharp from 'sharp';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { Device } from '../../server/contract/device.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Message } from '../../server/contract/message.ts';
import { MessagesService } from '../../server/dispatch/messages/messages.service.ts';
import { OrderBook } from '../../server/dispatch/order-book.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { enrolPage, enterPin, hold, openTabletPage, type TabletPage } from '../support/tablet-page.ts';

const AT = { lon: 139.71, lat: 35.31 };
const photo = sharp({ create: { width: 900, height: 600, channels: 3, background: '#305070' } })
  .jpeg()
  .toBuffer();
const POINT = { kind: 'point', lon: 139.76, lat: 35.25 };

describe('the tablet of a boat', () => {
  let app: RunningApp;
  let browser: Browser;
  let admin: SignedIn;
  let operator: SignedIn;
  let tablet: TabletPage | undefined;
  beforeAll(async () => {
    app = await runApp();
    admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    await admin.send('PUT', '/api/v1/boats/shiosai', boatEntry('shiosai'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  afterEach(async () => {
    await tablet?.context.close();
    for (const { orderId } of app.app.get(OrderBook).open())
      await operator.send('POST', `/api/v1/dispatch/orders/${orderId}/recall`, { requestId: randomUUID(), reason: '' });
  });
  const open = async (more: { permissions?: string[] } = {}): Promise<Page> => {
    tablet = await openTabletPage(browser, app.url, { at: AT, ...more });
    return tablet.page;
  };
  const openEnrolled = async (): Promise<Page> => {
    const page = await open();
    await enrolPage(page, admin, 'shiosai');
    await page.waitForSelector('.state.well >> text=Connected');
    return page;
  };
  const send = async (more: Record<string, unknown> = {}): Promise<Order> => {
    const rules = { lights: 'on', maxKn: null, isUnseen: false };
    const ask = {
      boatIds: ['shiosai'],
      target: POINT,
      task: 'identify',
      priority: 'urgent',
      text: 'from the north',
      rules,
    };
    const answer = await operator.send('POST', '/api/v1/dispatch/orders', { requestId: randomUUID(), ...ask, ...more });
    const [order] = (await answer.json()) as Order[];
    if (order === undefined) throw new Error('no order was made');
    return order;
  };
  const becomes = (orderId: string, state: string): Promise<unknown> => {
    const book = app.app.get(OrderBook);
    if (book.one(orderId)?.state === state) return Promise.resolve();
    return firstValueFrom(book.changes$.pipe(filter(() => book.one(orderId)?.state === state)));
  };
  const heard = (isSo: (message: Message) => boolean): Promise<Message> => {
    const service = app.app.get(MessagesService);
    const find = (): Message | undefined => service.all().find(isSo);
    const first = find();
    if (first) return Promise.resolve(first);
    return firstValueFrom(
      service.changes$.pipe(
        map(find),
        filter((m) => m !== undefined),
      ),
    );
  };

  it('is at most 120 KiB of script, packed, before the chart', () => {
    const [line = ''] = readFileSync('dist/web/boat-worker.js', 'utf8').split('\n');
    const { files } = JSON.parse(/^const SHELL=(.*);$/.exec(line)?.[1] ?? '{}') as { files: string[] };
    const scripts = files.filter((name) => name.endsWith('.js'));
    const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/web${name}`)).length, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(120 * 1024);
  });

  it('is not enrolled where something that it needs does not work, and says what', async () => {
    const page = await open({ permissions: ['geolocation'] });
    await page.waitForSelector('[data-check=wake].bad');
    await page.waitForSelector('[data-check=location].well');
    expect(await page.textContent('[data-check=wake]')).toContain('cannot be kept on');
    await page.fill('input[name=code]', 'AAAA-AAAA-AAAA');
    await page.fill('input[name=name]', 'x');
    expect(await page.isDisabled('button[type=submit]')).toBe(true);
  });

  it('says that a code is wrong', async () => {
    const page = await open();
    await page.fill('input[name=code]', 'AAAA-AAAA-AAAA');
    await page.fill('input[name=name]', 'x');
    await page.click('button[type=submit]:enabled');
    await enterPin(page);
    await enterPin(page);
    await page.waitForSelector('form .bad >> text=Not enrolled');
  });

  it('gets an order, shows the way, and answers by holds on buttons for gloves', async () => {
    const page = await openEnrolled();
    await page.click('.duty button');
    await page.fill('.duty-sheet textarea', '佐藤\n鈴木\n');
    await page.click('.duty-sheet >> text=75%');
    await page.click('.duty-sheet .go');
    await page.waitForSelector('.duty >> text=佐藤, 鈴木');
    expect(app.app.get(BoatsService).boat('shiosai')).toMatchObject({ crew: ['佐藤', '鈴木'], fuel: 0.75 });
    const order = await send({ rules: { lights: 'dark', maxKn: 20, isUnseen: false } });
    await page.waitForSelector('.sheet.alert >> text=from the north');
    await becomes(order.orderId, 'delivered');
    await page.click('.sheet.alert .wide');
    await becomes(order.orderId, 'seen');
    await hold(page, '.answers .go');
    await becomes(order.orderId, 'accepted');
    await hold(page, '.answers .go');
    await becomes(order.orderId, 'under-way');
    await page.waitForSelector('.steer .figure.big');
    expect(await page.textContent('.steer')).toMatch(/Steer1\d\d°/);
    expect(await page.textContent('.strip-caution')).toBe('NOT FOR NAVIGATION');
    expect(await page.textContent('.rules')).toBe('No lightsAt most 20 kn');
    const small = await page.$$eval(
      '.tablet-main button, .bar button',
      (all) =>
        all.map((button) => button.getBoundingClientRect()).filter(({ width, height }) => width < 96 || height < 96)
          .length,
    );
    expect(small).toBe(0);
    await page.waitForSelector('.answers .go >> text=On scene');
    await page.click('.answers .go');
    expect(app.app.get(OrderBook).one(order.orderId)?.state).toBe('under-way');
  });

  it('starts cold without a network, says as of when all is, and tells later what was done meanwhile', async () => {
    const page = await openEnrolled();
    const order = await send();
    await page.click('.sheet.alert .wide');
    await becomes(order.orderId, 'seen');
    await tablet?.context.setOffline(true);
    await hold(page, '.answers .go');
    await page.waitForSelector('.order-now.pending >> text=Accepted');
    await page.reload();
    await enterPin(page);
    await page.waitForSelector('.notices >> text=/Order as of .* may have changed/');
    await page.waitForSelector('.order-now.pending >> text=Accepted');
    await hold(page, '.answers .go');
    await page.click('.bar >> text=Talk');
    await page.click('.phrases >> text=Target in sight');
    await page.waitForSelector('.words .waiting >> text=Target in sight');
    await tablet?.moveTo(139.72, 35.3);
    await page.click('.bar >> text=Mark');
    await page.click('.sheet.mark .wide');
    const phrases = () => app.app.get(MessagesService).all();
    expect(phrases()).toEqual([]);
    expect(app.app.get(OrderBook).one(order.orderId)?.state).toBe('seen');
    await tablet?.context.setOffline(false);
    await heard(({ kind }) => kind === 'mark');
    await becomes(order.orderId, 'under-way');
    const steps = app.app.get(OrderBook).one(order.orderId)?.steps ?? [];
    const [accepted, underWay] = ['accepted', 'under-way'].map((kind) => steps.filter((step) => step.kind === kind));
    expect([accepted?.length, underWay?.length, phrases().length]).toEqual([1, 1, 2]);
    expect(Number(accepted?.[0]?.deviceMs)).toBeLessThan(Number(underWay?.[0]?.deviceMs));
    await page.waitForSelector('.words .ours >> text=arrived');
  });

  it('keeps a half-written report and a photo without a network, and tells them later', async () => {
    const page = await openEnrolled();
    await tablet?.context.setOffline(true);
    await page.click('.bar >> text=Report');
    await page.click('.report .go');
    await page.fill('.report label input', 'K-17');
    await page.click('.choice >> text=positive');
    const file = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: await photo };
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('.photos >> text=1 photos wait');
    await page.reload();
    await enterPin(page);
    await page.click('.bar >> text=Report');
    expect(await page.inputValue('.report label input')).toBe('K-17');
    await page.click('.choice >> text=X-ray');
    await hold(page, '.report-end .go');
    await tablet?.context.setOffline(false);
    const { boarding } = await heard(({ kind }) => kind === 'boarding');
    expect(boarding).toMatchObject({ vessel: 'K-17', swab: 'positive', referrals: ['x-ray'] });
    const whole = await heard((message) => message.photo?.wholeMs != null);
    expect(boarding?.photoIds).toEqual([whole.messageId]);
    expect(whole.photo?.sha256).toBe(createHash('sha256').update(file.buffer).digest('hex'));
    await page.waitForSelector('.photos .warn', { state: 'detached' });
  });

  it('says NOT SENT until an SOS is there, that no desk rings, and who has answered', async () => {
    const page = await openEnrolled();
    await tablet?.context.setOffline(true);
    await hold(page, '.bar .sos');
    await page.waitForSelector('.distress.unsent >> text=VHF 16');
    expect(await page.textContent('.distress h1')).toBe('SOS NOT SENT');
    await tablet?.context.setOffline(false);
    const sos = await heard(({ kind }) => kind === 'sos');
    await page.waitForSelector('.distress.sent >> text=No desk rings');
    await operator.send('POST', `/api/v1/dispatch/messages/${sos.messageId}/sounded`);
    await page.waitForSelector('.distress.sent >> text=Desks are ringing');
    await operator.send('POST', `/api/v1/dispatch/messages/${sos.messageId}/seen`);
    await page.waitForSelector('.distress.answered >> text=operator has answered');
    await hold(page, '.distress .wide');
    await page.waitForSelector('.distress', { state: 'detached' });
  });

  it('takes no touch while it is locked, and is opened by a hold', async () => {
    const page = await openEnrolled();
    await hold(page, '.bar >> text=Lock');
    await page.waitForSelector('.touch-lock');
    await page.mouse.click(1225, 350);
    await page.mouse.click(1225, 250);
    expect(await page.getAttribute('.bar >> text=Order', 'aria-pressed')).toBe('true');
    await hold(page, '.touch-lock .go');
    await page.waitForSelector('.touch-lock', { state: 'detached' });
  });

  it('is dark and mute where the boat is not to be seen', async () => {
    const page = await openEnrolled();
    await page.evaluate("navigator.vibrate = () => Boolean((document.documentElement.dataset.shaken = 'yes'))");
    await send({ rules: { lights: 'dark', maxKn: null, isUnseen: true } });
    await page.waitForSelector('.sheet.alert');
    await page.waitForSelector('.tablet.unseen');
    const look = await page.evaluate(
      "[document.documentElement.dataset.palette, document.documentElement.dataset.shaken ?? null, document.documentElement.style.getPropertyValue('--light')]",
    );
    expect(look).toEqual(['night', null, '0.25']);
  });

  it('says that its position is not being sent', async () => {
    const page = await openEnrolled();
    await tablet?.moveTo(139.715, 35.305);
    await page.waitForSelector('.strip >> text=Position sent');
    expect(app.app.get(BoatsService).boat('shiosai').position?.source).toBe('tablet');
    await tablet?.context.clearPermissions();
    await page.reload();
    await enterPin(page);
    await page.waitForSelector('.notices >> text=/NOT being sent/');
  });

  it('counts wrong PINs, and is erased at once where it is shut out', async () => {
    const page = await openEnrolled();
    await page.reload();
    await enterPin(page, '000000');
    await page.waitForSelector('.bad >> text=7 more');
    await enterPin(page);
    await page.waitForSelector('.state.well >> text=Connected');
    const devices = (await (await admin.send('GET', '/api/v1/devices')).json()) as Device[];
    const mine = devices.reduce((a, b) => (a.enrolledMs > b.enrolledMs ? a : b));
    await admin.send('DELETE', `/api/v1/devices/${mine.deviceId}`);
    await page.waitForSelector('.gone >> text=shut this tablet out');
    const names = await page.evaluate('indexedDB.databases().then((all) => all.map(({ name }) => name))');
    expect(names).not.toContain('mihari-boat');
    await page.click('.gone button');
    await page.waitForSelector('.enrol');
  });
});
