const MTU = 1400;
const PAYLOAD_TYPE = 96;
const FU_A = 28;

/** Cuts the units of pictures into RTP packets, interleaved for TCP (RFC 6184, RFC 2326 section 10.12). */
export class RtpWriter {
  private sequence: number;

  constructor(private readonly ssrc: number) {
    this.sequence = ssrc & 0xffff;
  }

  /** All packets of one picture; `timestamp` of 90 kHz. */
  picture(nals: readonly Uint8Array[], timestamp: number): Buffer {
    const out: Uint8Array[] = [];
    nals.forEach((nal, i) => {
      const isLast = i === nals.length - 1;
      if (nal.length <= MTU) out.push(this.packet(timestamp, isLast, [nal]));
      else this.fragments(nal, timestamp, isLast, out);
    });
    return Buffer.concat(out);
  }

  private fragments(nal: Uint8Array, timestamp: number, isLast: boolean, out: Uint8Array[]): void {
    const [head = 0] = nal;
    for (let at = 1; at < nal.length; at += MTU - 2) {
      const end = Math.min(nal.length, at + MTU - 2);
      const mark = (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0) | (head & 0x1f);
      const prefix = Uint8Array.of((head & 0x60) | FU_A, mark);
      out.push(this.packet(timestamp, isLast && end === nal.length, [prefix, nal.subarray(at, end)]));
    }
  }

  private packet(timestamp: number, isMarked: boolean, parts: readonly Uint8Array[]): Uint8Array {
    const length = parts.reduce((sum, part) => sum + part.length, 12);
    const out = Buffer.alloc(4 + length);
    out[0] = 0x24;
    out.writeUInt16BE(length, 2);
    out[4] = 0x80;
    out[5] = PAYLOAD_TYPE | (isMarked ? 0x80 : 0);
    out.writeUInt16BE(this.sequence, 6);
    this.sequence = (this.sequence + 1) & 0xffff;
    out.writeUInt32BE(timestamp >>> 0, 8);
    out.writeUInt32BE(this.ssrc, 12);
    let at = 16;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}
