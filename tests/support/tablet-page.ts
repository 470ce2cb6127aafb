import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { EnrolmentCode } from '../../server/contract/device.ts';
import type { SignedIn } from './sign-in.ts';

export const PIN = '258025';

export interface TabletPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Sets the place of the tablet. */
  moveTo(lon: number, lat: number): Promise<void>;
}

interface TabletPageOptions {
  readonly at: { readonly lon: number; readonly lat: number };
  /** What the browser grants; default: all that the tablet needs. */
  readonly permissions?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** The page of a tablet that nobody has enrolled yet, in English. */
export async function openTabletPage(
  browser: Browser,
  url: string,
  { at, permissions = ['geolocation', 'screen-wake-lock'], viewport = { width: 1280, height: 800 } }: TabletPageOptions,
): Promise<TabletPage> {
  const geolocation = { longitude: at.lon, latitude: at.lat };
  const context = await browser.newContext({ viewport, geolocation, permissions: [...permissions], hasTouch: true });
  await context.addInitScript("localStorage.setItem('mihari.language', 'en');");
  const page = await context.newPage();
  await page.goto(`${url}/boat`);
  const moveTo = (longitude: number, latitude: number) => context.setGeolocation({ longitude, latitude });
  return { context, page, moveTo };
}

export async function enrolPage(page: Page, admin: SignedIn, boatId: string): Promise<void> {
  const { code } = (await (await admin.send('POST', `/api/v1/boats/${boatId}/codes`)).json()) as EnrolmentCode;
  await page.fill('input[name=code]', code);
  await page.fill('input[name=name]', 'bridge 1');
  await page.click('button[type=submit]:enabled');
  await enterPin(page);
  await enterPin(page);
  await page.waitForSelector('.tablet');
}

export async function enterPin(page: Page, pin = PIN): Promise<void> {
  for (const digit of pin) await page.click(`.pin-pad button:text-is("${digit}")`);
  await page.click('.pin-pad button.go');
}

/** Holds a button until it has acted: it is another one then, or its hold has ended. */
export async function hold(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not to be seen`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.waitForSelector('.held');
  await page.waitForSelector('.held', { state: 'detached' });
  await page.mouse.up();
}
