import type { Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../contract/events.ts';
import type { FeedStatus } from '../contract/feeds.ts';
import type { Health } from '../contract/health.ts';
import type { TrackDetail } from '../contract/picture.ts';
import type { Right } from '../contract/rights.ts';
import type { Session } from '../contract/session.ts';
import type { ChangeBook } from './change-book.ts';
import type { FrameLine } from './fan-out.ts';

/** Put on the socket by the handshake; without it the socket has no right at all. */
interface LiveSocketState {
  session?: Pick<Session, 'username' | 'role' | 'office' | 'rights'>;
}
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, LiveSocketState>;

/** More than this on its way out and the reader is slow. */
const MOST_UNSENT_BYTES = 64 * 1024;

/** Parts of engine.io's connection that its types keep private. */
interface Outbox {
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number } };
}

/** A list whose changes are told to those who may read it. */
export interface LiveList {
  readonly event: 'boats:changed' | 'dispatch:changed' | 'drafts:changed' | 'messages:changed';
  readonly right: Right;
  readonly book: Pick<ChangeBook<unknown>, 'follow' | 'news'>;
}

/** One signed-in console. */
export class LiveLine implements FrameLine {
  /** The selected track, and what was last told of it. */
  trackId: string | null = null;
  toldTrack: { row: number; key: number; revision: number } | null = null;
  /** Revisions of things that were told, by event. */
  private readonly toldOf = new Map<LiveList['event'], Map<string, number>>();
  private wasBusy = false;
  private toldHealth: Health | null = null;
  private toldFeeds: readonly FeedStatus[] | null = null;

  constructor(private readonly socket: LiveSocket) {}

  isBusy(): boolean {
    const { writeBuffer, transport } = this.socket.conn as unknown as Outbox;
    this.wasBusy = writeBuffer.length > 0 || (transport.socket?.bufferedAmount ?? 0) > MOST_UNSENT_BYTES;
    return this.wasBusy;
  }

  /** It took part in the last tick: what else there is to say may follow. */
  get isListening(): boolean {
    return !this.wasBusy;
  }

  sendFrame(bytes: Buffer): void {
    // the type on the wire is the browser's; Node sends a Buffer as the same binary attachment without a copy
    this.socket.emit('live:frame', bytes as unknown as ArrayBuffer);
  }

  tellHealth(health: Health): void {
    if (health === this.toldHealth || !this.may('health:read')) return;
    this.toldHealth = health;
    this.socket.emit('health:changed', health);
  }

  tellFeeds(feeds: readonly FeedStatus[]): void {
    if (feeds === this.toldFeeds || !this.may('feeds:read')) return;
    this.toldFeeds = feeds;
    this.socket.emit('feeds:changed', feeds);
  }

  /** What has changed of a list since it was told last. */
  tellNews({ event, right, book }: LiveList): void {
    if (!this.may(right)) return;
    const told = this.toldOf.get(event) ?? new Map<string, number>();
    this.toldOf.set(event, told);
    const news = book.news(told);
    if (news !== null) this.socket.emit(event, news as never); // the book of each event holds its kind of thing
  }

  tellTrack(track: TrackDetail | null): void {
    this.socket.emit('track:changed', track);
  }

  tellClock(clock: { nowMs: number; rate: number }): void {
    this.socket.emit('clock:changed', clock);
  }

  private may(right: Right): boolean {
    return this.socket.data.session?.rights.includes(right) ?? false;
  }
}
