import { nalsOf, stampOf } from '../../server/domain/video/avc.ts';
import type { VideoFrame as StreamFrame } from '../../server/domain/video/flv.ts';
import { readConfig } from '../../server/domain/video/read-config.ts';
import type { StreamConfig } from '../../server/domain/video/video-config.ts';
import { LiveDoor } from './live-door.ts';
import type { Player, PlayerEvents } from './player.ts';

/** Pictures that wait to be decoded: a decoder that is further behind begins anew at the next key frame. */
const MOST_WAITING = 20;
const STAMPS_KEPT = 64;

/** One camera on one canvas by WebCodecs: each picture is drawn as soon as it is decoded. */
export class LivePlayer implements Player {
  isFrozen = false;
  private decoder: VideoDecoder | null = null;
  private readonly door: LiveDoor;
  private readonly stamps = new Map<number, number>();
  private needsKey = true;

  constructor(
    cameraId: string,
    private readonly canvas: HTMLCanvasElement,
    private readonly events: PlayerEvents,
  ) {
    this.door = new LiveDoor(cameraId, {
      config: (config) => this.configure(config),
      frame: (frame) => this.take(frame),
      closed: () => this.drop(),
    });
  }

  close(): void {
    this.door.close();
  }

  private drop(): void {
    const { decoder } = this;
    this.decoder = null;
    if (decoder?.state !== 'closed') decoder?.close();
  }

  private configure(given: StreamConfig): void {
    const { codec, widthPx, heightPx } = readConfig(given);
    this.drop();
    this.canvas.width = widthPx;
    this.canvas.height = heightPx;
    const config = { codec, description: given.record, optimizeForLatency: true };
    const decoder = new VideoDecoder({ output: (frame) => this.draw(frame), error: () => this.door.again() });
    this.decoder = decoder;
    decoder.configure(config);
    this.needsKey = true;
    void VideoDecoder.isConfigSupported(config).then(({ supported }) => this.events.can(supported === true));
  }

  private take({ isKey, dtsMs, data }: StreamFrame): void {
    const { decoder } = this;
    if (decoder?.state !== 'configured') return;
    if (decoder.decodeQueueSize > MOST_WAITING) this.needsKey = true;
    if (this.needsKey && !isKey) return;
    this.needsKey = false;
    const timestamp = dtsMs * 1000;
    const stampMs = stampOf(nalsOf(data));
    if (stampMs !== null) this.stamps.set(timestamp, stampMs);
    if (this.stamps.size > STAMPS_KEPT) this.stamps.delete(this.stamps.keys().next().value as number);
    decoder.decode(new EncodedVideoChunk({ type: isKey ? 'key' : 'delta', timestamp, data }));
  }

  private draw(frame: VideoFrame): void {
    this.door.well();
    const stampMs = this.stamps.get(frame.timestamp) ?? null;
    this.stamps.delete(frame.timestamp);
    if (!this.isFrozen) {
      this.canvas.getContext('2d', { alpha: false, desynchronized: true })?.drawImage(frame, 0, 0);
      this.events.drawn(stampMs, this.door.lagMs(frame.timestamp / 1000));
    }
    frame.close();
  }
}
