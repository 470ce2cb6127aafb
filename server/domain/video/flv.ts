import type { StreamConfig, VideoKind } from './video-config.ts';

/** FLV (Adobe, Video File Format Specification 10.1, annex E; H.265 as Enhanced RTMP v1 has it), as far as one stream of pictures needs it. */
const HEADER = Uint8Array.of(0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0);
const VIDEO = 9;
const AVC = 7;
/** Marks a tag whose codec stands behind it in four letters (Enhanced RTMP). */
const EXTENDED = 0x80;
const HVC1 = [0x68, 0x76, 0x63, 0x31] as const;
const PACKET = { start: 0, frames: 1, framesNoOffset: 3 } as const;
/** A tag longer than this is not believed, bytes. */
const LONGEST = 8 * 1024 * 1024;

/** One picture. */
export interface VideoFrame {
  readonly isKey: boolean;
  /** Order of decoding, ms; FLV keeps 32 bits. */
  readonly dtsMs: number;
  /** Shown so much later, ms. */
  readonly ctsMs: number;
  /** NAL units, each behind its length in four bytes. */
  readonly data: Uint8Array;
}

/** What a stream begins with. */
export const flvHeader = (): Uint8Array => HEADER.slice();

/** A tag with the decoder's configuration. */
export const flvConfig = ({ kind, record }: StreamConfig, dtsMs: number): Uint8Array =>
  tag(record, dtsMs, kind === 'avc' ? [(1 << 4) | AVC, 0, 0, 0, 0] : [EXTENDED | (1 << 4) | PACKET.start, ...HVC1]);

/** A tag with a picture. */
export function flvFrame({ isKey, dtsMs, ctsMs, data }: VideoFrame, kind: VideoKind = 'avc'): Uint8Array {
  const cts = [(ctsMs >> 16) & 255, (ctsMs >> 8) & 255, ctsMs & 255];
  const type = (isKey ? 1 : 2) << 4;
  const head = kind === 'avc' ? [type | AVC, 1, ...cts] : [EXTENDED | type | PACKET.frames, ...HVC1, ...cts];
  return tag(data, dtsMs, head);
}

function tag(body: Uint8Array, dtsMs: number, head: readonly number[]): Uint8Array {
  const size = head.length + body.length;
  const out = new Uint8Array(11 + size + 4);
  const at = dtsMs >>> 0;
  out.set([VIDEO, size >> 16, (size >> 8) & 255, size & 255]);
  out.set([(at >> 16) & 255, (at >> 8) & 255, at & 255, at >>> 24], 4);
  out.set(head, 11);
  out.set(body, 11 + head.length);
  new DataView(out.buffer).setUint32(11 + size, 11 + size);
  return out;
}

export interface FlvEvents {
  config(config: StreamConfig): void;
  frame(frame: VideoFrame): void;
}

/** Takes a stream apart that comes in chunks cut anywhere. Throws RangeError where it is no FLV of H.264 or H.265. */
export class FlvDemuxer {
  private rest: Uint8Array = new Uint8Array(0);
  private isBegun = false;

  constructor(private readonly events: FlvEvents) {}

  feed(chunk: Uint8Array): void {
    const data = this.rest.length === 0 ? chunk : joined(this.rest, chunk);
    let at = 0;
    if (!this.isBegun) {
      if (data.length < HEADER.length) {
        this.rest = data.slice();
        return;
      }
      if (data[0] !== 0x46 || data[1] !== 0x4c || data[2] !== 0x56)
        throw new RangeError(`FLV: the stream begins with ${data[0]}, ${data[1]}, ${data[2]}`);
      this.isBegun = true;
      at = HEADER.length;
    }
    while (data.length - at >= 11) {
      const size = ((data[at + 1] ?? 0) << 16) | ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
      if (size > LONGEST) throw new RangeError(`FLV: a tag of ${size} bytes`);
      if (data.length - at < 15 + size) break;
      if (data[at] === VIDEO && size >= 5) this.video(data.subarray(at, at + 11 + size));
      at += 15 + size;
    }
    this.rest = data.slice(at);
  }

  private video(one: Uint8Array): void {
    const body = readVideoTag(one.subarray(11));
    if (body.part === 'config') this.events.config({ kind: body.kind, record: body.data.slice() });
    if (body.part !== 'frame') return;
    const dtsMs = (((one[4] ?? 0) << 16) | ((one[5] ?? 0) << 8) | (one[6] ?? 0)) + (one[7] ?? 0) * 2 ** 24;
    this.events.frame({ isKey: body.isKey, dtsMs, ctsMs: body.ctsMs, data: body.data.slice() });
  }
}

/** What a tag with video holds. */
interface VideoTag {
  readonly kind: VideoKind;
  readonly part: 'config' | 'frame' | 'other';
  readonly isKey: boolean;
  readonly ctsMs: number;
  readonly data: Uint8Array;
}

/** The body of a tag with video. Throws RangeError where it is neither H.264 nor H.265. */
export function readVideoTag(body: Uint8Array): VideoTag {
  const [format = 0] = body;
  const isKey = ((format >> 4) & 7) === 1;
  const signed24 = (at: number): number =>
    (((body[at] ?? 0) << 24) | ((body[at + 1] ?? 0) << 16) | ((body[at + 2] ?? 0) << 8)) >> 8;
  if ((format & EXTENDED) === 0) {
    if ((format & 15) !== AVC) throw new RangeError(`FLV: codec ${format & 15}, want ${AVC}`);
    const part = body[1] === 0 ? 'config' : body[1] === 1 ? 'frame' : 'other';
    return { kind: 'avc', part, isKey, ctsMs: signed24(2), data: body.subarray(5) };
  }
  if (HVC1.some((byte, i) => body[1 + i] !== byte)) throw new RangeError(`FLV: codec ${body.subarray(1, 5).join(' ')}`);
  const packet = format & 15;
  if (packet === PACKET.start) return { kind: 'hevc', part: 'config', isKey, ctsMs: 0, data: body.subarray(5) };
  if (packet === PACKET.frames)
    return { kind: 'hevc', part: 'frame', isKey, ctsMs: signed24(5), data: body.subarray(8) };
  const part = packet === PACKET.framesNoOffset ? 'frame' : 'other';
  return { kind: 'hevc', part, isKey, ctsMs: 0, data: body.subarray(5) };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
