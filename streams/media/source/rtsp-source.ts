import logger from 'node-media-server/src/core/logger.js';
import RtspClientSession from 'node-media-server/src/session/rtsp_client_session.js';
import { readVideoTag } from '../../../server/domain/video/flv.ts';
import { AccessUnits } from './access-unit.ts';
import { RtpAvc } from './rtp-avc.ts';
import { type CameraSource, Retry, reasonOf, type SourceEvents } from './source.ts';

// it tells whole URLs, with passwords, and nothing that we do not know
logger.log = () => undefined;

const VIDEO = 9;
const MARKER = 0x80;
/** A packet among the answers begins with it (RFC 2326, 10.12). */
const INTERLEAVED = 0x24;
/** The client's state between two answers or packets. */
const IDLE = 0;
const NOTHING = Buffer.alloc(0);
/** A connection on which nothing comes for this long is cut, ms. */
const SILENT_MS = 3_000;

/** Pulls a camera over RTSP (TCP), and again whenever it fails, until it is stopped. */
export class RtspSource implements CameraSource {
  private session: RtspClientSession | null = null;
  private watch: NodeJS.Timeout | undefined;
  private readonly retry = new Retry(() => this.connect());

  constructor(
    private readonly url: string,
    private readonly events: SourceEvents,
  ) {}

  start(): void {
    this.connect();
  }

  stop(): void {
    this.retry.stop();
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
      this.retry.again(performance.now() - beganMs, reason);
    };
    const units = new AccessUnits((picture) => this.events.picture(picture));
    let avc: Map<number, RtpAvc> | null = null;
    session.registerBroadcast = () => undefined;
    session.handleReconnect = () => fail('the connection was closed');
    session.broadcast = { broadcastMessage: (packet) => this.take(packet, units), publisher: null, donePublish() {} };
    const { connectAndPlay } = session;
    session.connectAndPlay = () =>
      connectAndPlay().then(
        () => forgetGaps(session),
        (error: unknown) => fail(reasonOf(error)),
      );
    takeWholePackets(session);
    session.rtspClient.onRtpDataCallback = (channel, data) => {
      heardMs = performance.now();
      // reception reports
      if (channel % 2 !== 0) return;
      try {
        avc ??= avcTracks(session, this.events);
        const track = avc.get((data[1] ?? 0) & 0x7f);
        if (track !== undefined) track.packet(data);
        else session.onRtpData(channel, data);
        if (track === undefined && ((data[1] ?? 0) & MARKER) !== 0) units.end();
      } catch (error) {
        fail(reasonOf(error));
      }
    };
    this.watch = setInterval(() => {
      if (performance.now() - heardMs > SILENT_MS) fail('nothing came for three seconds');
    }, 250);
    session.run().catch((error: unknown) => fail(reasonOf(error)));
  }

  private take(
    packet: Parameters<NonNullable<RtspClientSession['broadcast']>['broadcastMessage']>[0],
    units: AccessUnits,
  ) {
    if (packet.codec_type !== VIDEO) return;
    const tag = readVideoTag(packet.data.subarray(0, packet.size));
    if (tag.part === 'config') this.events.config({ kind: tag.kind, record: tag.data.slice() });
    else if (tag.part === 'frame') units.take(tag.data, packet.dts, tag.kind);
  }

  private hangUp(): void {
    clearInterval(this.watch);
    const { session } = this;
    this.session = null;
    session?.close();
  }
}

/** After a lost packet it would call all that come a gap, and drop every picture in more than one packet for 30,000 packets. */
function forgetGaps({ depayloader }: RtspClientSession): void {
  for (const track of depayloader.tracks.values())
    track.checkSeqGap = (sequence) => {
      const isGap = track.lastSeq >= 0 && ((sequence - track.lastSeq) & 0xffff) > 1;
      track.lastSeq = sequence;
      return isGap;
    };
}

/** Packets of pictures are taken whole out of what came, none is copied; answers go the client's own way. */
function takeWholePackets({ rtspClient: client }: RtspClientSession): void {
  const { parseIdle, handleData } = client;
  /** Gives what is left. */
  const packetsOf = (data: Buffer): Buffer => {
    let at = 0;
    while (data.length - at >= 4 && data[at] === INTERLEAVED) {
      const end = at + 4 + data.readUInt16BE(at + 2);
      if (data.length < end) break;
      client.onRtpDataCallback(data[at + 1] as number, data.subarray(at + 4, end));
      at = end;
    }
    return at === 0 ? data : data.subarray(at);
  };
  const isPackets = (data: Buffer): boolean => data.length === 0 || data[0] === INTERLEAVED;
  client.handleData = (data) => {
    const { recvBuffer: rest } = client;
    const isBetween = client.parseState === IDLE && isPackets(rest) && (rest.length > 0 || isPackets(data));
    if (isBetween) client.recvBuffer = packetsOf(rest.length === 0 ? data : Buffer.concat([rest, data]));
    if (!isBetween || !isPackets(client.recvBuffer)) handleData(isBetween ? NOTHING : data);
  };
  client.parseIdle = () => {
    client.recvBuffer = packetsOf(client.recvBuffer);
    return isPackets(client.recvBuffer) ? false : parseIdle.call(client);
  };
}

/** H.264 is taken out of RTP by our own reader, by the payload type; what else comes, by the client's. */
function avcTracks({ sdp }: RtspClientSession, events: SourceEvents): Map<number, RtpAvc> {
  const tracks = (sdp?.media ?? []).filter(({ codec }) => codec.toUpperCase() === 'H264');
  return new Map(
    tracks.map(({ payloadType, clockRate, fmtp }) => [
      payloadType,
      new RtpAvc({ clockRate, parameterSets: fmtp?.['sprop-parameter-sets'] ?? '' }, events),
    ]),
  );
}
