import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { LiveService } from '../../server/live/live.service.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { signIn } from '../support/sign-in.ts';
import { until } from '../support/started-server.ts';

describe('the live picture in a browser', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await runApp();
    browser = await openBrowser();
    const { cookie } = await signIn(app, 'operator');
    const context = await browser.newContext();
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: app.url }]);
    page = await context.newPage();
    await page.goto(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  it('says loudly that it is old when its worker hangs, and comes back by itself', async () => {
    const { counts } = app.app.get(LiveService);
    await until(() => counts.frames > 2, 30_000);
    await page.waitForSelector('.banner', { state: 'detached' });
    const worker = page.workers().find((one) => one.url().includes('live.worker'));
    expect(worker).toBeDefined();
    worker?.evaluate('for (;;);').catch(() => {}); // ends with the worker
    await page.waitForSelector('.banner.bad[role=alert]');
    await page.waitForSelector('.banner.bad[role=alert]', { state: 'detached' });
    const isAnother = (one: unknown): boolean => one !== worker;
    expect(
      page
        .workers()
        .filter((one) => one.url().includes('live.worker'))
        .some(isAnother),
    ).toBe(true);
  });
});
