import { configOf, LONGEST_NAL, NAL } from '../../../server/domain/video/avc.ts';
import type { StreamConfig } from '../../../server/domain/video/video-config.ts';
import type { Picture } from './source.ts';

/** Packet types beyond single units (RFC 6184, table 1): an aggregation, a fragment. */
const STAP_A = 24;
const FU_A = 28;
const HEAD = 12;
/** A picture of more parts than this is none. */
const MOST_PARTS = 8_192;
const HALF = 2 ** 31;

interface AvcTrack {
  readonly clockRate: number;
  /** Parameter sets of the session's description, base64 and comma; empty: they come with the pictures. */
  readonly parameterSets: string;
}

interface RtpAvcEvents {
  config(config: StreamConfig): void;
  picture(picture: Picture): void;
}

/**
 * Takes H.264 out of RTP (RFC 6184, packetization modes 0 and 1): a picture's bytes are put together once, when it is whole. Of a unit of
 * which a packet was lost nothing is kept. Throws RangeError where it cannot be H.264.
 */
export class RtpAvc {
  private parts: Uint8Array[] = [];
  private bytes = 0;
  private isKey = false;
  private hasSlice = false;
  private timestamp = -1;
  private ticks = 0;
  private sequence = -1;
  private sps: Uint8Array | null = null;
  private pps: Uint8Array | null = null;
  private isTold = false;
  /** Where the fragmented unit begins among the parts; -1: none is open. */
  private openAt = -1;
  private openBytes = 0;

  constructor(
    private readonly track: AvcTrack,
    private readonly events: RtpAvcEvents,
  ) {
    for (const set of track.parameterSets.split(',').filter(Boolean)) this.keep(Buffer.from(set.trim(), 'base64'));
  }

  /** One packet with its RTP header (RFC 3550, 5.1). The bytes must stay as they are. */
  packet(data: Buffer): void {
    if (data.length < HEAD + 1 || (data[0] as number) >> 6 !== 2) return;
    const flags = data[0] as number;
    let from = HEAD + (flags & 15) * 4;
    if ((flags & 16) !== 0) from += data.length >= from + 4 ? 4 + data.readUInt16BE(from + 2) * 4 : data.length;
    const to = data.length - ((flags & 32) !== 0 ? (data[data.length - 1] as number) : 0);
    if (to <= from) return;
    const timestamp = data.readUInt32BE(4);
    if (timestamp !== this.timestamp) this.turn(timestamp);
    this.follow(data.readUInt16BE(2));
    this.payload(data.subarray(from, to));
    if (((data[1] as number) & 0x80) !== 0) this.end();
  }

  private follow(sequence: number): void {
    if (this.sequence >= 0 && ((sequence - this.sequence) & 0xffff) !== 1) this.drop();
    this.sequence = sequence;
  }

  /** Another picture begins. */
  private turn(timestamp: number): void {
    this.end();
    const step = this.timestamp < 0 ? 0 : (timestamp - this.timestamp) >>> 0;
    // what goes back came out of order: it is of now
    if (step < HALF) this.ticks += step;
    this.timestamp = timestamp;
  }

  private payload(payload: Buffer): void {
    const type = (payload[0] as number) & 31;
    if (type === FU_A) this.fragment(payload);
    else if (type === STAP_A) {
      for (let at = 1; at + 2 < payload.length; ) {
        const length = payload.readUInt16BE(at);
        this.unit(payload.subarray(at + 2, at + 2 + length));
        at += 2 + length;
      }
    } else if (type > 0 && type < STAP_A) this.unit(payload);
  }

  private fragment(payload: Buffer): void {
    const [indicator = 0, header = 0] = payload;
    if ((header & 0x80) !== 0) {
      this.drop();
      this.openAt = this.parts.length;
      this.openBytes = 1;
      this.parts.push(Buffer.alloc(4), Buffer.of((indicator & 0xe0) | (header & 31)));
    }
    if (this.openAt < 0) return;
    const part = payload.subarray(2);
    this.parts.push(part);
    this.openBytes += part.length;
    if (this.openBytes > LONGEST_NAL) throw new RangeError(`a unit of more than ${LONGEST_NAL} bytes`);
    if (this.parts.length > MOST_PARTS) throw new RangeError(`a picture of more than ${MOST_PARTS} parts`);
    if ((header & 0x40) === 0) return;
    (this.parts[this.openAt] as Buffer).writeUInt32BE(this.openBytes);
    this.openAt = -1;
    this.count(header & 31, 4 + this.openBytes);
  }

  private unit(nal: Buffer): void {
    const type = (nal[0] ?? 0) & 31;
    if (nal.length === 0 || type === NAL.delimiter) return;
    if (type === NAL.sps || type === NAL.pps) {
      this.keep(nal);
      return;
    }
    if (this.parts.length > MOST_PARTS) throw new RangeError(`a picture of more than ${MOST_PARTS} parts`);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(nal.length);
    this.parts.push(head, nal);
    this.count(type, 4 + nal.length);
  }

  private count(type: number, bytes: number): void {
    this.bytes += bytes;
    if (type === NAL.idr) this.isKey = true;
    if (type >= NAL.slice && type <= NAL.idr) this.hasSlice = true;
  }

  /** A unit of which a packet is missing is let go. */
  private drop(): void {
    if (this.openAt < 0) return;
    this.parts.length = this.openAt;
    this.openAt = -1;
  }

  private keep(set: Buffer): void {
    const name = ((set[0] ?? 0) & 31) === NAL.sps ? 'sps' : 'pps';
    const before = this[name];
    if (before !== null && Buffer.compare(before, set) === 0) return;
    this[name] = Uint8Array.from(set);
    this.isTold = false;
  }

  private end(): void {
    this.drop();
    // units without a slice (a stamp) belong to the picture that follows
    if (!this.hasSlice) return;
    const { parts, bytes, isKey, ticks, sps, pps } = this;
    this.parts = [];
    this.bytes = 0;
    this.isKey = this.hasSlice = false;
    if (sps === null || pps === null) return;
    if (!this.isTold) {
      const { kind, record } = configOf(sps, pps);
      this.events.config({ kind, record });
      this.isTold = true;
    }
    const dtsMs = Math.round((ticks * 1000) / this.track.clockRate);
    this.events.picture({ isKey, dtsMs, ctsMs: 0, data: Buffer.concat(parts, bytes) });
  }
}
