import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { View } from '../../server/contract/events.ts';
import type { FromWorker } from '../../web/net/live-messages.ts';
import { LiveSocket } from '../../web/net/live-socket.ts';
import { PictureStore } from '../../web/net/picture-store.ts';
import { type LiveApp, runLive } from '../support/live-app.ts';

const BAY: View = { west: 139, south: 35, east: 140, north: 36, trackId: null };

/** A page by hand: applies frames unless it is told to stop. */
class HandPage {
  readonly store = new PictureStore();
  readonly heard: FromWorker[] = [];
  isStopped = false;
  readonly socket: LiveSocket;
  private readonly waiting: { wanted: (message: FromWorker) => boolean; done: () => void }[] = [];

  constructor(url: string, role: string) {
    this.socket = new LiveSocket({
      url,
      handshake: { auth: { role } },
      nowMs: () => performance.now(),
      post: (message) => this.hear(message),
    });
  }

  /** Resolves at the next message of that kind. */
  until(wanted: (message: FromWorker) => boolean): Promise<void> {
    return new Promise((done) => void this.waiting.push({ wanted, done }));
  }

  phase(phase: string): Promise<void> {
    return this.until((message) => message.type === 'phase' && message.phase === phase);
  }

  private hear(message: FromWorker): void {
    this.heard.push(message);
    if (message.type === 'frame' && !this.isStopped) {
      this.store.apply(message.frame);
      this.socket.applied();
    }
    for (const one of this.waiting.filter(({ wanted }) => wanted(message))) {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.done();
    }
  }
}

const isSnapshot = (message: FromWorker): boolean =>
  message.type === 'frame' && message.frame.kind === 'snapshot' && message.frame.rows.count > 0;

describe("the browser's socket", () => {
  let live: LiveApp;
  let page: HandPage;
  beforeEach(async () => {
    live = await runLive();
    live.sources.put(139.5, 35.5);
    live.live.tick();
  });
  afterEach(async () => {
    page.socket.close();
    await live.stop();
  });

  it('gets its view, and connects again by itself when the connection is cut', async () => {
    page = new HandPage(live.url, 'operator');
    const first = page.until(isSnapshot);
    page.socket.view(BAY);
    await first;
    const [lost, up, again] = [page.phase('lost'), page.phase('up'), page.until(isSnapshot)];
    live.sockets.disconnectSockets(true);
    await lost;
    live.sources.put(139.6, 35.5);
    live.live.tick();
    await up;
    await again;
    expect(page.store.count).toBe(2);
  });

  it('stops when the session is refused, at the handshake or later', async () => {
    page = new HandPage(live.url, 'nobody');
    await page.phase('refused');
    page = new HandPage(live.url, 'operator');
    await page.phase('up');
    const refused = page.phase('refused');
    live.sockets.emit('session:ended');
    live.sockets.disconnectSockets(true);
    await refused;
    expect(page.heard.some((message) => message.type === 'phase' && message.phase === 'lost')).toBe(false);
  });

  it('gives a page that hangs a few frames and no more, and one snapshot when it runs again', async () => {
    page = new HandPage(live.url, 'operator');
    const first = page.until(isSnapshot);
    page.socket.view(BAY);
    await first;
    page.isStopped = true;
    const given = () => page.heard.filter((message) => message.type === 'frame').length;
    const before = given();
    for (let tick = 0; tick < 40; tick++) {
      live.sources.move(0, 139.5 + tick / 1000, 35.5);
      live.live.tick();
      await new Promise(setImmediate);
    }
    const health = page.until((message) => message.type === 'health');
    live.sources.feeds = [{ name: 'bay', state: 'up', error: null } as never];
    live.live.tick();
    await health;
    expect(given() - before).toBe(4);
    page.isStopped = false;
    const snapshot = page.until(isSnapshot);
    for (let i = 0; i < 4; i++) page.socket.applied();
    await snapshot;
    expect(page.store.lon[0]).toBe(live.sources.table.lon[0]);
  });
});
