import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signIn } from './sign-in.ts';

export interface DeskPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of, but for the 401 that asks who is signed in; taken out as it is read. */
  complaints(): string[];
}

interface DeskPageOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  /** Default: operator. */
  readonly username?: string;
  /** Default: the desk. */
  readonly path?: string;
  /** A script that runs before the page's own. */
  readonly before?: string;
  /** Complaints that the test means to cause. */
  readonly expected?: RegExp;
}

/** The console as somebody sees it who has signed in. */
export async function openDeskPage(
  browser: Browser,
  app: { readonly url: string },
  { viewport, username = 'operator', path = '/', before, expected }: DeskPageOptions,
): Promise<DeskPage> {
  const context = await browser.newContext({ viewport });
  const { cookie } = await signIn(app, username);
  await context.addCookies(cookie.split('; ').map((pair) => ({ ...named(pair), url: app.url })));
  if (before !== undefined) await context.addInitScript(before);
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    const isExpected = /401/.test(text) || expected?.test(text);
    if ((message.type() === 'error' && !isExpected) || /Content Security Policy/i.test(text)) heard.push(text);
  });
  await page.goto(app.url + path);
  return { context, page, complaints: () => heard.splice(0) };
}

function named(pair: string): { name: string; value: string } {
  const [name = '', value = ''] = pair.split('=');
  return { name, value };
}
