import logger from 'node-media-server/src/core/logger.js';
import RtspClientSession from 'node-media-server/src/session/rtsp_client_session.js';
import { AccessUnits, type Picture } from './access-unit.ts';

// it tells whole URLs, with passwords, and nothing that we do not know
logger.log = () => undefined;

const CONFIG = 2;
const KEY = 3;
const INTER = 4;
/** The tag body before the units. */
const TAG_HEAD = 5;
const MARKER = 0x80;
/** A connection on which nothing comes for this long is cut, ms. */
const SILENT_MS = 3_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Ran that long: the next failure begins with a short pause again, ms. */
const STEADY_MS = 20_000;

export interface SourceEvents {
  config(avcC: Buffer): void;
  picture(picture: Picture): void;
  /** The connection is lost or was refused; why, without any word of the URL. */
  down(reason: string): void;
}

/** Pulls a camera over RTSP (TCP), and again whenever it fails, until it is stopped. */
export class RtspSource {
  private session: RtspClientSession | null = null;
  private timer: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private failures = 0;
  private isStopped = false;

  constructor(
    private readonly url: string,
    private readonly events: SourceEvents,
  ) {}

  start(): void {
    this.isStopped = false;
    this.connect();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.hangUp();
  }

  private connect(): void {
    const beganMs = performance.now();
    const session = new RtspClientSession({ rtspUrl: this.url, streamPath: '/live/camera', reconnect: false });
    this.session = session;
    let heardMs = beganMs;
    const fail = (reason: string): void => {
      if (this.session !== session) return;
      this.hangUp();
      this.events.down(reason);
      this.again(performance.now() - beganMs);
    };
    const units = new AccessUnits((picture) => this.events.picture(picture));
    session.registerBroadcast = () => undefined;
    session.handleReconnect = () => fail('the connection was closed');
    session.broadcast = { broadcastMessage: (packet) => this.take(packet, units), publisher: null, donePublish() {} };
    const { connectAndPlay } = session;
    session.connectAndPlay = () => connectAndPlay().catch((error: unknown) => fail(this.reasonOf(error)));
    session.rtspClient.onRtpDataCallback = (channel, data) => {
      heardMs = performance.now();
      try {
        session.onRtpData(channel, data);
        if (channel % 2 === 0 && ((data[1] ?? 0) & MARKER) !== 0) units.end();
      } catch (error) {
        fail(this.reasonOf(error));
      }
    };
    this.watch = setInterval(() => {
      if (performance.now() - heardMs > SILENT_MS) fail('nothing came for three seconds');
    }, 250);
    session.run().catch((error: unknown) => fail(this.reasonOf(error)));
  }

  private take(
    packet: Parameters<NonNullable<RtspClientSession['broadcast']>['broadcastMessage']>[0],
    units: AccessUnits,
  ) {
    if (packet.codec_type !== 9 || ((packet.data[0] ?? 0) & 0x8f) !== 7) return;
    const body = packet.data.subarray(TAG_HEAD, packet.size);
    if (packet.flags === CONFIG) this.events.config(Buffer.from(body));
    else if (packet.flags === KEY || packet.flags === INTER) units.take(body, packet.dts);
  }

  private hangUp(): void {
    clearInterval(this.watch);
    const { session } = this;
    this.session = null;
    session?.close();
  }

  private again(lastedMs: number): void {
    if (this.isStopped) return;
    this.failures = lastedMs > STEADY_MS ? 0 : this.failures + 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, this.failures - 1));
    this.timer = setTimeout(() => this.connect(), pauseMs);
  }

  /** The reason in words, the URL and its parts taken out. */
  private reasonOf(error: unknown): string {
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(/rtsp:\/\/\S*/gi, 'rtsp:…').slice(0, 120);
  }
}
