import { LineServer } from '../line-server.ts';
import { MAX_GAP_MS } from '../traffic-server.ts';
import type { Radar } from './radar.ts';
import { ttmLine } from './ttm-line.ts';

/** One radar on a socket: a TTM line for each target as the beam passes it. The caller owns the clock. */
export class RadarServer {
  private readonly server = new LineServer();
  private spokeMs = Number.NaN;

  constructor(readonly radar: Radar) {}

  /** Listens on loopback; resolves with the port. */
  listen(port: number): Promise<number> {
    return this.server.listen(port);
  }

  get clientCount(): number {
    return this.server.clients.size;
  }

  /** The story is set forward: what lies between is not said, and the radar begins anew at the next `tick`. */
  leap(): void {
    this.spokeMs = Number.NaN;
  }

  /** Says what is due at a story time; after a long gap, or where time went far back, the radar begins anew. */
  tick(storyMs: number): void {
    const gapMs = storyMs - this.spokeMs;
    // another rate may reach us a moment late: then nothing is due until the story is where it was
    if (gapMs < 0 && gapMs > -MAX_GAP_MS) return;
    if (!(gapMs >= 0 && gapMs < MAX_GAP_MS)) this.radar.restart(storyMs);
    this.spokeMs = storyMs;
    let text = '';
    for (const echo of this.radar.until(storyMs)) if (this.clientCount > 0) text += ttmLine(echo, false);
    for (const socket of this.server.clients) this.server.say(socket, text);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
