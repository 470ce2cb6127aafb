import { FlvDemuxer, type VideoFrame } from '../../server/domain/video/flv.ts';
import type { StreamConfig } from '../../server/domain/video/video-config.ts';
import { askTicket } from './cameras-api.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** What comes so late is left where it waits, and the stream begun anew at its newest picture, ms; not more often than each so many. */
const MOST_LAG_MS = 1_500;
const ANEW_MS = 8_000;
/** How fast the camera's clock may run away from ours, part. */
const DRIFT = 0.000_25;

interface DoorEvents {
  config(config: StreamConfig): void;
  frame(frame: VideoFrame): void;
  /** The line is gone; it is opened again. */
  closed(): void;
}

/** The line to one camera's stream: opened with a ticket, again and again until it is closed. */
export class LiveDoor {
  private socket: WebSocket | null = null;
  private timer = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private isClosed = false;
  /** Our clock minus that of the stream, where it came soonest. */
  private offMs = Number.POSITIVE_INFINITY;
  private offAtMs = 0;
  private openedMs = 0;

  constructor(
    private readonly cameraId: string,
    private readonly events: DoorEvents,
  ) {
    void this.open();
  }

  /** Pictures come: the next failure is tried again soon. */
  well(): void {
    this.pauseMs = FIRST_PAUSE_MS;
  }

  /** How late a picture is now, ms: compared with those that came soonest. */
  lagMs(dtsMs: number): number {
    return Math.max(0, performance.now() - dtsMs - this.offMs);
  }

  /** Begins anew. */
  again(): void {
    this.socket?.close();
  }

  close(): void {
    this.isClosed = true;
    window.clearTimeout(this.timer);
    this.hangUp();
  }

  private async open(): Promise<void> {
    const path = await askTicket(this.cameraId);
    if (this.isClosed) return;
    if (path === null) {
      this.later();
      return;
    }
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + path);
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    this.offMs = Number.POSITIVE_INFINITY;
    this.openedMs = performance.now();
    const demuxer = new FlvDemuxer({
      config: (config) => this.events.config(config),
      frame: (frame) => this.take(frame),
    });
    socket.onmessage = ({ data }) => {
      try {
        demuxer.feed(new Uint8Array(data as ArrayBuffer));
      } catch (error) {
        console.warn(error);
        socket.close();
      }
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.hangUp();
      this.later();
    };
  }

  private take(frame: VideoFrame): void {
    const nowMs = performance.now();
    const drift = Number.isFinite(this.offMs) ? (nowMs - this.offAtMs) * DRIFT : 0;
    this.offMs = Math.min(this.offMs + drift, nowMs - frame.dtsMs);
    this.offAtMs = nowMs;
    if (this.lagMs(frame.dtsMs) > MOST_LAG_MS && nowMs - this.openedMs > ANEW_MS) this.again();
    else this.events.frame(frame);
  }

  private later(): void {
    if (this.isClosed) return;
    this.timer = window.setTimeout(() => void this.open(), this.pauseMs);
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
  }

  private hangUp(): void {
    const { socket } = this;
    this.socket = null;
    socket?.close();
    this.events.closed();
  }
}
