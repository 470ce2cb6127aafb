import Rtmp from 'node-media-server/src/protocol/rtmp.js';
import { readVideoTag } from '../../../server/domain/video/flv.ts';
import { reasonOf, type SourceEvents } from './source.ts';

const VERSION = 3;
/** Before a key was shown a connection may send so much in all, and messages so long, bytes. */
const MOST_UNKNOWN = 16 * 1024;
const LONGEST_UNKNOWN = 4 * 1024;
const LONGEST = 4 * 1024 * 1024;
/** Lanes of messages one connection may use: encoders use four. */
const MOST_LANES = 16;
const VIDEO = 9;
const CAMERA = /^[a-z0-9-]{1,40}$/;

interface PushSessionOptions {
  readonly write: (data: Buffer) => void;
  /** Who takes the pictures of this camera, if the key is right; null: nobody. */
  readonly admit: (camera: string, key: string) => SourceEvents | null;
}

/**
 * One RTMP connection of a camera that pushes. node-media-server's reader takes the protocol apart; what it may allocate, and how
 * much it is given before the camera has shown its key, is decided here.
 */
export class PushSession {
  private readonly rtmp = new Rtmp();
  private events: SourceEvents | null = null;
  private taken = 0;

  constructor(private readonly options: PushSessionOptions) {
    const { rtmp } = this;
    rtmp.onOutputCallback = (data) => options.write(data);
    rtmp.onConnectCallback = ({ app, name, query }) => this.admit(app, name, query);
    rtmp.onPlayCallback = () => {
      throw new RangeError('nothing is played here');
    };
    rtmp.onPacketCallback = (packet) => this.packet(packet);
    const { packetAlloc } = rtmp;
    rtmp.packetAlloc = () => {
      const { length } = rtmp.parserPacket.header;
      if (length > (this.events === null ? LONGEST_UNKNOWN : LONGEST))
        throw new RangeError(`a message of ${length} bytes`);
      if (rtmp.inPackets.size > MOST_LANES) throw new RangeError(`more than ${MOST_LANES} lanes`);
      packetAlloc.call(rtmp);
    };
  }

  /** Takes what came. Gives why the connection has to be cut; null: it goes on. */
  take(chunk: Buffer): string | null {
    if (this.taken === 0 && chunk[0] !== VERSION) return `not RTMP: ${chunk[0]}`;
    try {
      // who does not wait for our answers may have sent pictures behind its key: no more than this is looked through for the key
      const known = this.events === null ? Math.max(0, MOST_UNKNOWN - this.taken) : chunk.length;
      this.taken += Math.min(known, chunk.length);
      const trouble = this.rtmp.parserData(chunk.subarray(0, known));
      if (trouble !== null || chunk.length <= known) return trouble;
      return this.events === null ? `${this.taken} bytes without a key` : this.rtmp.parserData(chunk.subarray(known));
    } catch (error) {
      return reasonOf(error);
    }
  }

  private admit(app: unknown, name: unknown, query: Readonly<Record<string, unknown>>): void {
    const key = query['key'];
    if (this.events !== null) throw new RangeError('published twice');
    if (app !== 'push' || typeof name !== 'string' || !CAMERA.test(name) || typeof key !== 'string')
      throw new RangeError('not an address of a camera');
    this.events = this.options.admit(name, key);
    if (this.events === null) throw new RangeError('no such camera, or another key');
  }

  private packet({
    codec_type,
    dts,
    data,
    size,
  }: {
    codec_type: number;
    dts: number;
    data: Buffer;
    size: number;
  }): void {
    if (codec_type !== VIDEO || this.events === null) return;
    const tag = readVideoTag(data.subarray(0, size));
    if (tag.part === 'config') this.events.config({ kind: tag.kind, record: tag.data.slice() });
    // the reader uses its memory again for the next message
    const { isKey, ctsMs } = tag;
    if (tag.part === 'frame') this.events.picture({ isKey, ctsMs, dtsMs: dts, data: Buffer.from(tag.data) });
  }
}
