import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { AvcConfig } from '../../../server/domain/video/avc.ts';
import { type Account, Digest } from './digest.ts';
import { RtpWriter } from './rtp.ts';

/** A request longer than this is none, characters. */
const LONGEST_REQUEST = 8192;
/** A client that does not take this much is dropped, bytes. */
const MOST_WAITING = 2 * 1024 * 1024;

const METHODS = 'OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN';

/** What a camera films: its parameter sets, and every picture from now on to whoever listens. */
export interface Footage {
  readonly config: AvcConfig;
  /** Begins to tell pictures (units, epoch ms); gives back how to end it. The first is a key frame. */
  listen(picture: (nals: readonly Uint8Array[], atMs: number, isKey: boolean) => void): () => void;
}

/** A simulated camera as RTSP over TCP with Digest; any path on its port is it. */
export class RtspServer {
  private readonly server: Server;
  private readonly clients = new Set<Socket>();

  constructor(
    private readonly name: string,
    private readonly account: Account,
    private readonly footage: Footage,
    /** Time of the first picture of a stream, 90 kHz: a real camera begins anywhere. */
    private readonly firstTicks = 0,
  ) {
    this.server = createServer((socket) => this.accept(socket));
  }

  /** Begins to listen on loopback; the port. */
  async listen(port: number): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts all connections. */
  drop(): void {
    for (const client of this.clients) client.destroy();
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    this.clients.add(socket);
    const session = new RtspSession(socket, new Digest(this.name, this.account), this.footage, this.firstTicks);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => session.take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.clients.delete(socket);
      session.end();
    });
  }
}

interface Answer {
  readonly status: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

class RtspSession {
  private text = '';
  private stop: (() => void) | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly digest: Digest,
    private readonly footage: Footage,
    private readonly firstTicks: number,
  ) {}

  take(chunk: Buffer): void {
    // what clients report of reception (RTCP) begins with a dollar, and says nothing to us
    if (this.text === '' && chunk[0] === 0x24) return;
    this.text += chunk.toString('latin1');
    for (let end = this.text.indexOf('\r\n\r\n'); end >= 0; end = this.text.indexOf('\r\n\r\n')) {
      const request = this.text.slice(0, end);
      this.text = this.text.slice(end + 4);
      this.answer(request);
    }
    if (this.text.length > LONGEST_REQUEST) this.socket.destroy();
  }

  end(): void {
    this.stop?.();
    this.stop = null;
  }

  private answer(request: string): void {
    const [method = '', uri = ''] = request.split(' ', 2);
    const header = (name: string) => new RegExp(`^${name}: *(.+)$`, 'im').exec(request)?.[1]?.trim();
    if (!/^[A-Z_]{3,20}$/.test(method)) {
      this.socket.destroy();
      return;
    }
    const isKnown = method === 'OPTIONS' || this.digest.isRight(method, header('Authorization'));
    const { status, headers, body = '' } = isKnown ? this.told(method, uri) : this.refused();
    const lines = { CSeq: header('CSeq') ?? '0', ...headers, ...(body && { 'Content-Length': `${body.length}` }) };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
    this.socket.write(`RTSP/1.0 ${status}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
    if (isKnown && method === 'PLAY') this.play();
    if (isKnown && method === 'TEARDOWN') this.socket.end();
  }

  private refused(): Answer {
    return { status: '401 Unauthorized', headers: { 'WWW-Authenticate': this.digest.challenge } };
  }

  private told(method: string, uri: string): Answer {
    const session = { Session: '1;timeout=60' };
    const status = '200 OK';
    if (method === 'OPTIONS') return { status, headers: { Public: METHODS } };
    if (method === 'DESCRIBE') {
      const headers = { 'Content-Base': `${uri}/`, 'Content-Type': 'application/sdp' };
      return { status, headers, body: sdpOf(this.footage.config) };
    }
    if (method === 'SETUP')
      return { status, headers: { ...session, Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' } };
    return { status, headers: session };
  }

  private play(): void {
    this.end();
    const rtp = new RtpWriter(randomInt(2 ** 32 - 1));
    const { sps, pps } = this.footage.config;
    let beginMs = Number.NaN;
    this.stop = this.footage.listen((nals, atMs, isKey) => {
      if (this.socket.writableLength > MOST_WAITING) {
        this.socket.destroy();
        return;
      }
      if (Number.isNaN(beginMs)) beginMs = atMs;
      const timestamp = (this.firstTicks + Math.round((atMs - beginMs) * 90)) % 2 ** 32;
      this.socket.write(rtp.picture(isKey ? [sps, pps, ...nals] : nals, timestamp));
    });
  }
}

function sdpOf({ sps, pps }: AvcConfig): string {
  const base64 = (data: Uint8Array) => Buffer.from(data).toString('base64');
  const profile = Buffer.from(sps.subarray(1, 4)).toString('hex');
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=SIMULATION',
    't=0 0',
    'm=video 0 RTP/AVP 96',
    'c=IN IP4 0.0.0.0',
    'a=control:trackID=0',
    'a=rtpmap:96 H264/90000',
    `a=fmtp:96 packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${base64(sps)},${base64(pps)}`,
    '',
  ].join('\r\n');
}
