import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RENDERED_CAMERAS } from '../../server/domain/camera/demo-cameras.ts';
import { FilmCrew } from '../../streams/simulator/camera/night/film-crew.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const ACCOUNT = { user: 'mihari', password: 'not for anybody' };
const TILE = '.tile[data-camera="daikoku"]';

describe('cameras in the console', () => {
  let app: RunningApp;
  let browser: Browser;
  const crew = new FilmCrew(() => Date.now());

  beforeAll(async () => {
    const members = await crew.open({ account: ACCOUNT, ports: {}, onvifPorts: {} });
    const member = members?.find(({ id }) => id === 'daikoku');
    const camera = RENDERED_CAMERAS.find(({ id }) => id === 'daikoku');
    if (!member || !camera) throw new Error('the optional encoder is missing: npm install --include=optional');
    const url = `rtsp://mihari:${encodeURIComponent(ACCOUNT.password)}@127.0.0.1:${member.port}/live`;
    const set = { isRecorded: true, isStamped: true, reader: 'rtsp' as const, keepDays: null, alignedMs: null };
    app = await runApp({ cameras: [{ ...camera, ptz: null, url, onvifUrl: null, ...set }] });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await crew.stop();
  });

  async function desk(username: string, before: string | null = null): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 960 } })).newPage();
    if (before !== null) await page.addInitScript(before);
    await page.goto(app.url);
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', 'mihari-demo');
    await page.click('button[type=submit]');
    await page.waitForSelector(TILE);
    return page;
  }
  const text = (page: Page, words: string): Promise<unknown> => page.waitForSelector(`${TILE} >> text=${words}`);

  it('play live, are enlarged, enhanced and frozen, and say so', async () => {
    const page = await desk('operator');
    await text(page, 'ライブ');
    await page.click(`${TILE} button[aria-label="画像調整"]`);
    await page.selectOption(`${TILE} .tools select >> nth=0`, '2');
    await text(page, '画像調整中');
    await page.click(`${TILE} button[aria-label^="静止"]`);
    await text(page, '静止');
    await page.click(`${TILE} button[aria-label="元に戻す"]`);
    expect(await page.locator(`${TILE} .marks`).count()).toBe(0);
    await page.click(`${TILE} button[aria-label="画像調整"]`);
    await page.dblclick(`${TILE} .sight`, { position: { x: 20, y: 60 } });
    await page.waitForSelector(`${TILE}[data-large="true"]`);
    await page.context().close();
  });

  it('play also where there is no WebCodecs, and say how', async () => {
    const page = await desk('operator', 'delete window.VideoDecoder');
    await text(page, '互換再生');
    await text(page, 'ライブ');
    await page.context().close();
  });

  it('are played back from the recording: never as now, each seek at its picture, with a mark that stays', async () => {
    const page = await desk('operator');
    await text(page, 'ライブ');
    await page.click(`${TILE} button[aria-label="録画を見る"]`);
    await page.waitForSelector('.playback >> text=現在ではありません');
    await page.selectOption('.playback select[aria-label="表示する長さ"]', '5');
    while (!(await page.evaluate<boolean>('document.querySelector(".playback video")?.readyState >= 3')));
    await page.click('.playback button[aria-label="一時停止"]');
    const bar = await page.locator('.scrub-line').boundingBox();
    if (bar === null) throw new Error('no line');
    const offs: number[] = [];
    for (const part of [0.995, 0.99, 0.985]) {
      await page.mouse.click(bar.x + bar.width * part, bar.y + 10);
      offs.push(await page.evaluate<number>(SEEK_ERROR));
    }
    for (const off of offs) expect(Math.abs(off)).toBeLessThanOrEqual(120);
    await page.click('.playback >> text=しおり');
    await page.fill('.evidence input', '小型船');
    await page.click('.evidence >> text=保存');
    await page.waitForSelector('.scrub-mark.suspicious');
    expect(await page.locator('.playback >> text=証拠として書き出し').count()).toBe(0);
    await page.click('.playback >> text=ライブへ戻る');
    await page.waitForSelector(TILE);
    await page.context().close();
  }, 150_000);
});

/** After a seek: the time that the picture itself shows, less the time the console says, ms; modulo what twenty bits hold. */
const SEEK_ERROR = `(async () => {
  const video = document.querySelector('.playback video');
  const line = document.querySelector('.scrub-line');
  while (video.seeking || video.readyState < 2) await new Promise((next) => setTimeout(next, 20));
  // on a busy machine the picture of before is shown for a while yet
  const shownS = () => {
    const frame = new VideoFrame(video);
    const { timestamp } = frame;
    frame.close();
    return timestamp / 1e6;
  };
  while (Math.abs(shownS() - video.currentTime) > 0.25) await new Promise((next) => setTimeout(next, 20));
  const canvas = new OffscreenCanvas(640, 360);
  const pen = canvas.getContext('2d');
  pen.drawImage(video, 0, 0);
  const row = pen.getImageData(0, 352, 320, 1).data;
  let low = 0;
  for (let bit = 0; bit < 20; bit++) if (row[(bit * 16 + 8) * 4] > 128) low += 2 ** bit;
  const off = (low - Number(line.getAttribute('aria-valuenow'))) % 2 ** 20;
  return off < -(2 ** 19) ? off + 2 ** 20 : off;
})()`;
