import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../../server/contract/constants.ts';
import type { ClientToServer, HelloAnswer, ServerToClient, View } from '../../server/contract/events.ts';
import { decodeFrame, type Frame } from '../../server/domain/frame/decode-frame.ts';
import type { SocketPhase } from './link.ts';
import type { FromWorker } from './live-messages.ts';

const RETRY_STEP_MS = 500;
const LONGEST_RETRY_MS = 5_000;
const ANSWER_WITHIN_MS = 8_000;
/** Frames given to the page and not applied yet: beyond this the page is behind and gets one snapshot when it has caught up. */
const MOST_UNAPPLIED = 4;
const REFUSALS: readonly string[] = ['unauthenticated', 'forbidden'];

export interface LiveSocketOptions {
  readonly url: string;
  readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  /** Real milliseconds that only run forward, shared with the page. */
  readonly nowMs: () => number;
  /** For clients that have no cookie jar, which a browser has. */
  readonly handshake?: { readonly auth?: Record<string, string>; readonly extraHeaders?: Record<string, string> };
}

/**
 * The one connection of a console. It connects again by itself, a little later after each failure, until the server refuses the
 * session or the protocol. It runs in a worker and knows nothing of it.
 */
export class LiveSocket {
  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private phase: SocketPhase = 'connecting';
  private wanted: View | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private unapplied = 0;
  private nextSequence = 0;
  /** The next frame that may be given to the page is a snapshot. */
  private needsSnapshot = true;
  private isEnded = false;

  constructor(private readonly options: LiveSocketOptions) {
    this.socket = io(options.url, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...options.handshake,
    });
    this.socket.on('connect', () => void this.hello());
    this.socket.on('connect_error', (error) => this.failed(error.message));
    this.socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.failed('');
    });
    this.socket.on('session:ended', () => this.end('refused'));
    this.socket.on('live:frame', (bytes) => this.frame(new Uint8Array(bytes)));
    this.socket.on('clock:changed', (clock) => this.post({ type: 'clock', clock, receivedMs: options.nowMs() }));
    this.socket.on('health:changed', (health) => this.post({ type: 'health', health }));
    this.socket.on('feeds:changed', (feeds) => this.post({ type: 'feeds', feeds }));
    this.socket.on('boats:changed', (news) => this.post({ type: 'boats', news }));
    this.socket.on('dispatch:changed', (news) => this.post({ type: 'orders', news }));
    this.socket.on('drafts:changed', (news) => this.post({ type: 'drafts', news }));
    this.socket.on('messages:changed', (news) => this.post({ type: 'messages', news }));
    this.socket.on('track:changed', (track) => this.post({ type: 'track', track }));
  }

  view(view: View): void {
    this.wanted = view;
    this.askView();
  }

  /** The page has applied a frame; when it has caught up after it was behind, it gets the whole view. */
  applied(): void {
    this.unapplied = Math.max(0, this.unapplied - 1);
    if (this.unapplied === 0 && this.needsSnapshot) this.askView();
  }

  /** Asks for the clock and the whole view again. */
  resync(): void {
    if (this.socket.connected) void this.hello();
  }

  close(): void {
    this.isEnded = true;
    clearTimeout(this.retry);
    this.socket.disconnect();
  }

  private async hello(): Promise<void> {
    const sentMs = this.options.nowMs();
    let answer: HelloAnswer;
    try {
      answer = await this.socket.timeout(ANSWER_WITHIN_MS).emitWithAck('live:hello', { protocol: PROTOCOL_VERSION });
    } catch {
      this.failed('');
      return;
    }
    if (!answer.ok) {
      if (answer.error === 'reload') this.end('reload');
      else if (REFUSALS.includes(answer.error)) this.end('refused');
      else this.failed(answer.error);
      return;
    }
    this.failures = 0;
    this.needsSnapshot = true;
    this.post({ type: 'welcome', welcome: answer, sentMs, receivedMs: this.options.nowMs() });
    this.enter('up');
    this.askView();
  }

  /** Asking for the same view again brings a snapshot. */
  private askView(): void {
    if (this.wanted && this.phase === 'up') this.socket.emit('live:view', this.wanted, () => {});
  }

  private frame(bytes: Uint8Array): void {
    const receivedMs = this.options.nowMs();
    const frame = decodeFrame(bytes);
    const isGap = frame.kind === 'delta' && frame.sequence !== this.nextSequence;
    this.nextSequence = (frame.sequence + 1) >>> 0;
    if (isGap && !this.needsSnapshot) {
      this.needsSnapshot = true;
      this.askView();
    }
    if (frame.kind === 'snapshot' && this.unapplied < MOST_UNAPPLIED) this.needsSnapshot = false;
    if (this.needsSnapshot) return;
    if (this.unapplied >= MOST_UNAPPLIED) {
      this.needsSnapshot = true;
      return;
    }
    this.unapplied++;
    this.options.post({ type: 'frame', frame, receivedMs }, buffersOf(frame));
  }

  /** The connection is lost, or of no use: it is tried again unless the session was refused. */
  private failed(reason: string): void {
    if (this.isEnded) return;
    if (REFUSALS.includes(reason)) {
      this.end('refused');
      return;
    }
    this.socket.disconnect();
    if (this.phase !== 'connecting') this.enter('lost');
    this.failures++;
    // spread, else all consoles of a centre that lost the server together come back together
    const delayMs = Math.min(LONGEST_RETRY_MS, this.failures * RETRY_STEP_MS) * (0.75 + Math.random() / 2);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.socket.connect(), delayMs);
  }

  private end(phase: SocketPhase): void {
    this.close();
    this.enter(phase);
  }

  private enter(phase: SocketPhase): void {
    this.phase = phase;
    this.post({ type: 'phase', phase });
  }

  private post(message: FromWorker): void {
    this.options.post(message, []);
  }
}

/** What may be moved to the page instead of copied. */
function buffersOf({ rows, gone }: Frame): ArrayBuffer[] {
  const columns = Object.values(rows).filter((column) => typeof column !== 'number');
  return [...columns, gone].map((column) => column.buffer as ArrayBuffer);
}
