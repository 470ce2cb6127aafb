/** FLV (Adobe, Video File Format Specification 10.1, annex E), as far as one H.264 stream needs it. */
const HEADER = Uint8Array.of(0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0);
const VIDEO = 9;
const AVC = 7;
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

/** A tag with the decoder's configuration (avcC). */
export const flvConfig = (avcC: Uint8Array, dtsMs: number): Uint8Array =>
  tag(avcC, dtsMs, [(1 << 4) | AVC, 0, 0, 0, 0]);

/** A tag with a picture. */
export function flvFrame({ isKey, dtsMs, ctsMs, data }: VideoFrame): Uint8Array {
  return tag(data, dtsMs, [((isKey ? 1 : 2) << 4) | AVC, 1, (ctsMs >> 16) & 255, (ctsMs >> 8) & 255, ctsMs & 255]);
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
  config(avcC: Uint8Array): void;
  frame(frame: VideoFrame): void;
}

/** Takes a stream apart that comes in chunks cut anywhere. Throws RangeError where it is no FLV of H.264. */
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
    const format = one[11] ?? 0;
    if ((format & 15) !== AVC) throw new RangeError(`FLV: codec ${format & 15}, want ${AVC}`);
    const data = one.slice(16);
    if (one[12] === 0) this.events.config(data);
    if (one[12] !== 1) return;
    const dtsMs = (((one[4] ?? 0) << 16) | ((one[5] ?? 0) << 8) | (one[6] ?? 0)) + (one[7] ?? 0) * 2 ** 24;
    const cts = ((one[13] ?? 0) << 16) | ((one[14] ?? 0) << 8) | (one[15] ?? 0);
    this.events.frame({ isKey: format >> 4 === 1, dtsMs, ctsMs: (cts << 8) >> 8, data });
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
