import { nalsOf, readAvcC, stampOf } from '../../server/domain/video/avc.ts';
import { FlvDemuxer, type VideoFrame as StreamFrame } from '../../server/domain/video/flv.ts';
import { askTicket } from './cameras-api.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Pictures that wait to be decoded: a decoder that is further behind begins anew at the next key frame. */
const MOST_WAITING = 20;
const STAMPS_KEPT = 64;

export interface PlayerEvents {
  /** A picture was drawn: the time it was taken, epoch ms of the camera; null: it does not say. */
  drawn(stampMs: number | null): void;
  /** False: this browser cannot decode the stream. */
  can(can: boolean): void;
}

/** One camera on one canvas: opens the door, decodes (WebCodecs), draws; again and again until it is closed. */
export class LivePlayer {
  private socket: WebSocket | null = null;
  private decoder: VideoDecoder | null = null;
  private readonly stamps = new Map<number, number>();
  private timer = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private needsKey = true;
  private isClosed = false;

  constructor(
    private readonly cameraId: string,
    private readonly canvas: HTMLCanvasElement,
    private readonly events: PlayerEvents,
  ) {
    if (typeof VideoDecoder === 'undefined') events.can(false);
    else void this.open();
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
      this.again();
      return;
    }
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + path);
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    const demuxer = new FlvDemuxer({ config: (avcC) => this.configure(avcC), frame: (frame) => this.take(frame) });
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
      this.again();
    };
  }

  private again(): void {
    if (this.isClosed) return;
    this.timer = window.setTimeout(() => void this.open(), this.pauseMs);
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
  }

  private hangUp(): void {
    const { socket, decoder } = this;
    this.socket = null;
    this.decoder = null;
    socket?.close();
    if (decoder?.state !== 'closed') decoder?.close();
  }

  private configure(avcC: Uint8Array): void {
    const { codec, widthPx, heightPx } = readAvcC(avcC);
    if (this.decoder?.state !== 'closed') this.decoder?.close();
    this.canvas.width = widthPx;
    this.canvas.height = heightPx;
    this.decoder = new VideoDecoder({
      output: (frame) => this.draw(frame),
      error: () => this.socket?.close(),
    });
    this.decoder.configure({ codec, description: avcC, optimizeForLatency: true });
    this.needsKey = true;
    this.events.can(true);
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
    this.pauseMs = FIRST_PAUSE_MS;
    this.canvas.getContext('2d', { alpha: false, desynchronized: true })?.drawImage(frame, 0, 0);
    const stampMs = this.stamps.get(frame.timestamp) ?? null;
    this.stamps.delete(frame.timestamp);
    frame.close();
    this.events.drawn(stampMs);
  }
}
