import { nalsOf, stampOf } from '../../server/domain/video/avc.ts';
import type { VideoFrame as StreamFrame } from '../../server/domain/video/flv.ts';
import { fragment, initSegment } from '../../server/domain/video/fmp4.ts';
import { readConfig } from '../../server/domain/video/read-config.ts';
import type { StreamConfig } from '../../server/domain/video/video-config.ts';
import { LiveDoor } from './live-door.ts';
import type { Player, PlayerEvents } from './player.ts';

/** Behind the newest picture by more than this it leaps forward, seconds. */
const MOST_BEHIND_S = 0.8;
const NEAR_S = 0.15;
const KEPT_S = 10;
const STAMPS_KEPT = 128;
/** Before a second picture tells how long the first is shown, ms. */
const LONGEST_MS = 1_000;

/** One camera on one canvas by Media Source Extensions, where there is no WebCodecs: later by some tenths of a second. */
export class MsePlayer implements Player {
  isFrozen = false;
  private readonly video = document.createElement('video');
  private readonly door: LiveDoor;
  private readonly stamps = new Map<number, number>();
  private source: MediaSource | null = null;
  private buffer: SourceBuffer | null = null;
  private waiting: Uint8Array[] = [];
  private last: StreamFrame | null = null;
  private firstMs = 0;
  private sequence = 0;
  private isClosed = false;

  constructor(
    cameraId: string,
    private readonly canvas: HTMLCanvasElement,
    private readonly events: PlayerEvents,
  ) {
    this.video.muted = true;
    this.video.playsInline = true;
    this.door = new LiveDoor(cameraId, {
      config: (config) => this.configure(config),
      frame: (frame) => this.take(frame),
      closed: () => this.drop(),
    });
    this.drawNext();
  }

  close(): void {
    this.isClosed = true;
    this.door.close();
  }

  private drop(): void {
    this.source = null;
    this.buffer = null;
    this.waiting = [];
    this.last = null;
    URL.revokeObjectURL(this.video.src);
    this.video.removeAttribute('src');
    this.video.load();
  }

  private configure(given: StreamConfig): void {
    const config = readConfig(given);
    const type = `video/mp4; codecs="${config.codec}"`;
    const can = typeof MediaSource !== 'undefined' && MediaSource.isTypeSupported(type);
    this.events.can(can);
    if (!can) return;
    this.drop();
    this.canvas.width = config.widthPx;
    this.canvas.height = config.heightPx;
    const source = new MediaSource();
    this.source = source;
    source.addEventListener('sourceopen', () => {
      if (this.source !== source) return;
      this.buffer = source.addSourceBuffer(type);
      this.buffer.addEventListener('updateend', () => this.pump());
      this.pump();
    });
    this.video.src = URL.createObjectURL(source);
    this.waiting = [initSegment(config)];
  }

  /** A picture is written when the next one tells how long it is shown. */
  private take(frame: StreamFrame): void {
    const { last } = this;
    if (this.source === null || (last === null && !frame.isKey)) return;
    this.last = frame;
    if (last === null) {
      this.firstMs = frame.dtsMs;
      return;
    }
    const atMs = last.dtsMs - this.firstMs;
    const stampMs = stampOf(nalsOf(last.data));
    if (stampMs !== null) this.stamps.set(atMs, stampMs);
    if (this.stamps.size > STAMPS_KEPT) this.stamps.delete(this.stamps.keys().next().value as number);
    const durationMs = Math.min(LONGEST_MS, Math.max(1, frame.dtsMs - last.dtsMs));
    const { isKey, ctsMs, data } = last;
    this.waiting.push(fragment(++this.sequence, atMs, [{ isKey, ctsMs, data, durationMs }]));
    this.pump();
  }

  private pump(): void {
    const { buffer, video } = this;
    if (buffer === null || buffer.updating || this.source?.readyState !== 'open') return;
    const next = this.waiting.shift();
    if (next !== undefined) {
      buffer.appendBuffer(next as Uint8Array<ArrayBuffer>);
      return;
    }
    if (video.buffered.length === 0) return;
    const endS = video.buffered.end(video.buffered.length - 1);
    if (endS - video.currentTime > MOST_BEHIND_S) video.currentTime = endS - NEAR_S;
    if (video.paused) void video.play().catch(() => undefined);
    if (video.currentTime - video.buffered.start(0) > 2 * KEPT_S) buffer.remove(0, video.currentTime - KEPT_S);
  }

  private drawNext(): void {
    this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (this.isClosed) return;
      this.door.well();
      if (!this.isFrozen) {
        this.canvas.getContext('2d', { alpha: false })?.drawImage(this.video, 0, 0);
        this.events.drawn(this.stampAt(mediaTime * 1000), this.door.lagMs(this.firstMs + mediaTime * 1000));
      }
      this.drawNext();
    });
  }

  /** The stamp of the picture shown at a time of the video, ms. */
  private stampAt(ms: number): number | null {
    let found: number | null = null;
    for (const [at, stampMs] of this.stamps) if (at <= ms + 2) found = stampMs;
    return found;
  }
}
