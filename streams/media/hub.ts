import { flvConfig, flvFrame, flvHeader } from '../../server/domain/video/flv.ts';
import type { StreamConfig, VideoKind } from '../../server/domain/video/video-config.ts';
import type { Picture } from './source/source.ts';

/** A viewer that does not take this much is passed over until the next key frame, bytes. */
const MOST_WAITING = 512 * 1024;
const CAUGHT_UP = MOST_WAITING / 4;

/** Where bytes for a viewer go: a socket. */
export interface ViewerSink {
  write(frame: Buffer): unknown;
  /** Bytes that wait to be taken. */
  readonly writableLength: number;
}

interface Viewer {
  readonly sink: ViewerSink;
  /** It was too slow, and gets nothing before a key frame. */
  isBehind: boolean;
}

/** A picture that is framed when the first viewer needs it, once for all. */
class Framed {
  private bytes: Buffer | null = null;

  constructor(
    private readonly picture: Picture,
    private readonly kind: VideoKind,
  ) {}

  get frame(): Buffer {
    this.bytes ??= framed(flvFrame(this.picture, this.kind));
    return this.bytes;
  }
}

/** Gives one camera's pictures to its viewers as FLV in WebSocket frames. */
export class Hub {
  private readonly viewers = new Map<ViewerSink, Viewer>();
  private config: Buffer | null = null;
  private kind: VideoKind = 'avc';
  private gop: Framed[] = [];
  private gopBytes = 0;

  get count(): number {
    return this.viewers.size;
  }

  setConfig(given: StreamConfig): void {
    const config = framed(flvConfig(given, 0));
    this.config = config;
    this.kind = given.kind;
    this.gop = [];
    this.send(() => config, true);
  }

  picture(picture: Picture): void {
    const one = new Framed(picture, this.kind);
    if (picture.isKey) {
      this.gop = [];
      this.gopBytes = 0;
    }
    // who comes later begins at the last key frame; without an end to it, at the next
    this.gopBytes += picture.data.length;
    if (this.gopBytes <= MOST_WAITING / 2) this.gop.push(one);
    else this.gop = [];
    this.send(() => one.frame, picture.isKey);
  }

  add(sink: ViewerSink): void {
    sink.write(framed(flvHeader()));
    if (this.config !== null) sink.write(this.config);
    for (const { frame } of this.gop) sink.write(frame);
    this.viewers.set(sink, { sink, isBehind: this.gop.length === 0 });
  }

  remove(sink: ViewerSink): void {
    this.viewers.delete(sink);
  }

  /** The camera is gone: nobody is shown its last pictures as now. */
  forget(): void {
    this.gop = [];
    this.config = null;
  }

  private send(frame: () => Buffer, isKey: boolean): void {
    for (const viewer of this.viewers.values()) {
      const waiting = viewer.sink.writableLength;
      if (viewer.isBehind) {
        if (!isKey || waiting > CAUGHT_UP) continue;
        viewer.isBehind = false;
      } else if (waiting > MOST_WAITING) {
        viewer.isBehind = true;
        continue;
      }
      viewer.sink.write(frame());
    }
  }
}

/** A binary WebSocket frame of a server (RFC 6455, 5.2): final, not masked. */
function framed(body: Uint8Array): Buffer {
  const { length } = body;
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x82;
  if (head.length === 2) head[1] = length;
  else if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, body]);
}
