import { DEMO_BOATS, PATROL_OFF_TSURUGISAKI } from '../../../server/domain/boat/demo-boats.ts';
import { rmcOf } from '../../../server/domain/boat/own-sentence.ts';
import type { WaterRouter } from '../../../server/domain/route/water-route.ts';
import { LineServer } from '../line-server.ts';
import { Crew } from './crew.ts';
import { TabletLink } from './tablet-link.ts';

/** A tablet tells a position so often, story ms; the GPS on board each real second. */
const REPORT_MS = 10_000;

/** A span without reception, story ms. */
export interface Silence {
  readonly boatId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Boat {
  readonly crew: Crew;
  readonly gps: LineServer;
  readonly link: TabletLink;
  reportedMs: number;
}

/** The boats of the simulated bay: each with a crew, a GPS on a port of its own, and a tablet. */
export class Flotilla {
  private readonly boats: Boat[];
  private atMs: number;

  constructor(
    router: WaterRouter,
    private readonly silences: readonly Silence[],
    private readonly nowMs: () => number,
  ) {
    this.atMs = nowMs();
    this.boats = DEMO_BOATS.map(({ entry }) => {
      const at = entry.boatId === 'tokyo-wan' ? PATROL_OFF_TSURUGISAKI : entry.berth;
      const crew = new Crew(entry, at, router);
      return { crew, gps: new LineServer(), link: new TabletLink(crew, nowMs), reportedMs: 0 };
    });
  }

  get crews(): readonly Crew[] {
    return this.boats.map(({ crew }) => crew);
  }

  /** Opens the GPS of each; port 0 or missing: a free one. */
  async listen(ports: readonly number[]): Promise<{ boatId: string; port: number }[]> {
    const told = [];
    for (const [i, { crew, gps }] of this.boats.entries())
      told.push({ boatId: crew.entry.boatId, port: await gps.listen(ports[i] ?? 0) });
    return told;
  }

  /** Puts the tablets on board, by a code each. */
  async enrol(url: string, codes: readonly { readonly boatId: string; readonly code: string }[]): Promise<void> {
    for (const { boatId, code } of codes)
      await this.boats.find(({ crew }) => crew.entry.boatId === boatId)?.link.open(url, code);
  }

  /** Goes on to now, once a second; after a leap of the story from where all were. */
  async tick(): Promise<void> {
    const nowMs = this.nowMs();
    const seconds = Math.max(0, Math.min(120, (nowMs - this.atMs) / 1000));
    this.atMs = nowMs;
    const sent: Promise<void>[] = [];
    for (const boat of this.boats) {
      boat.crew.advance(nowMs, seconds);
      const isHeard = !this.silences.some(
        ({ boatId, fromMs, toMs }) => boatId === boat.crew.entry.boatId && nowMs >= fromMs && nowMs < toMs,
      );
      this.tell(boat, nowMs, isHeard);
      sent.push(boat.link.send());
    }
    await Promise.all(sent);
  }

  async close(): Promise<void> {
    for (const { gps, link } of this.boats) {
      link.close();
      await gps.close();
    }
  }

  private tell(boat: Boat, nowMs: number, isHeard: boolean): void {
    const { crew, gps, link } = boat;
    const { at, sogKn, cogDeg } = crew.helm;
    if (isHeard) {
      const line = rmcOf({ ...at, sogKn, cogDeg, fixMs: Math.floor(nowMs) });
      for (const client of gps.clients) gps.say(client, line);
    }
    link.setReception(isHeard);
    if (nowMs - boat.reportedMs < REPORT_MS) return;
    boat.reportedMs = nowMs;
    link.report({ ...at, sogKn, cogDeg, headingDeg: null, fixMs: Math.floor(nowMs) });
  }
}
