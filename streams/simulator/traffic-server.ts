import type { Socket } from 'node:net';
import { LineServer } from './line-server.ts';
import { Tally } from './tally.ts';
import { type Heard, LineWriter, type Traffic } from './traffic.ts';

/** A new listener learns all vessels within this time, and every listener when the story was set forward: real ms. */
const SNAPSHOT_MS = 10_000;
const ANEW_MS = 2_500;
/** Story time of silence (a suspended machine) after which a stream begins anew instead of being caught up. */
export const MAX_GAP_MS = 600_000;

/** Where story time stands: `storyMs` at the machine's `realMs`, `rate` story ms a real ms. */
export interface StoryAnchor {
  readonly storyMs: number;
  readonly realMs: number;
  readonly rate: number;
}

/** Story time at the machine's time `nowMs`. */
export const storyMsAt = ({ storyMs, realMs, rate }: StoryAnchor, nowMs: number): number =>
  storyMs + (nowMs - realMs) * rate;

/** What a client is still to be told of the vessels that were there when it came. */
interface Listener {
  readonly sinceMs: number;
  readonly withinMs: number;
  readonly total: number;
  readonly waiting: Heard[];
}

/** The bay on a socket: AIVDM lines of what is sent, as it is sent. The caller owns the clock: nothing happens but in `tick`. */
export class TrafficServer {
  private readonly server = new LineServer();
  private readonly listeners = new WeakMap<Socket, Listener>();
  private readonly lines = new LineWriter();
  /** What was told, while there is one listener. */
  readonly tally = new Tally();
  private readonly toldNow = new Set<string>();
  private spokeMs = Number.NaN;

  constructor(
    private readonly traffic: Traffic,
    private anchor: StoryAnchor,
  ) {}

  /**
   * Goes on by another anchor, given at the machine's time `realMs`. `isLeap`: the story is set forward; what lies between is not
   * said, and every listener is told all vessels as they are then.
   */
  follow(anchor: StoryAnchor, { realMs, isLeap }: { realMs: number; isLeap: boolean }): void {
    this.anchor = anchor;
    if (!isLeap) return;
    const storyMs = storyMsAt(anchor, realMs);
    this.traffic.restart(storyMs);
    this.spokeMs = storyMs;
    for (const socket of this.server.clients) this.begin(socket, realMs, ANEW_MS);
  }

  /** Listens on loopback; resolves with the port. */
  listen(port: number): Promise<number> {
    return this.server.listen(port);
  }

  get clientCount(): number {
    return this.server.clients.size;
  }

  /** Story time up to which all is told, epoch ms; NaN: nothing yet. */
  get toldUntilMs(): number {
    return this.spokeMs;
  }

  /** Says what is due at the machine's time `realMs`; call it some ten times a second. */
  tick(realMs: number): void {
    const storyMs = storyMsAt(this.anchor, realMs);
    if (!(storyMs - this.spokeMs < MAX_GAP_MS)) this.traffic.restart(storyMs);
    this.spokeMs = storyMs;
    let text = '';
    this.toldNow.clear();
    for (const heard of this.traffic.until(storyMs)) {
      if (this.clientCount === 0) continue;
      for (const message of heard.messages) this.toldNow.add(JSON.stringify(message));
      text += this.write(heard, storyMs);
    }
    for (const socket of this.server.clients) {
      const listener = this.listeners.get(socket) ?? this.begin(socket, realMs, SNAPSHOT_MS);
      this.server.say(socket, text + this.introduction(listener, realMs, storyMs));
    }
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private write(heard: Heard, storyMs: number): string {
    this.tally.count(heard, storyMs);
    return this.lines.write(heard);
  }

  private begin(socket: Socket, realMs: number, withinMs: number): Listener {
    const waiting = this.traffic.snapshot(storyMsAt(this.anchor, realMs));
    const listener = { sinceMs: realMs, withinMs, total: waiting.length, waiting };
    this.listeners.set(socket, listener);
    return listener;
  }

  /** The share of the snapshot that is due; vessels are told as they are now. */
  private introduction(listener: Listener, realMs: number, storyMs: number): string {
    const { waiting, total, sinceMs, withinMs } = listener;
    if (waiting.length === 0) return '';
    const share = Math.min(1, (realMs - sinceMs) / withinMs);
    const count = Math.max(0, Math.ceil(total * share) - (total - waiting.length));
    if (count === 0) return '';
    let text = '';
    for (const heard of waiting.splice(0, count)) {
      const fresh = this.traffic.afresh(heard, storyMs);
      // what everybody is told at this moment is not told once more
      const messages = fresh.messages.filter((message) => !this.toldNow.has(JSON.stringify(message)));
      text += this.write({ ...fresh, messages }, storyMs);
    }
    return text;
  }
}
