import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { unit } from '../../server/domain/random.ts';

export interface Line {
  /** Milliseconds each way. */
  readonly delayMs: number;
  /** Each way; Infinity: as wide as this machine. */
  readonly bitsPerS: number;
  /** Shares of the messages of socket.io, and of their acknowledgements, that are dropped and that come twice. */
  readonly lost: number;
  readonly twice: number;
  readonly seed: number;
}
export const WIDE: Line = { delayMs: 0, bitsPerS: Number.POSITIVE_INFINITY, lost: 0, twice: 0, seed: 1 };

export type Way = 'up' | 'down';

/** Headers of TCP, IP and the frame. */
const FRAME_BYTES = 54;
/** Events and acknowledgements of socket.io: what the protocol below carries is not lost. */
const isWord = (text: string): boolean => /^4[23]/.test(text);

/** A line to the server that is as bad as it is told to be. */
export class NarrowLine {
  line = WIDE;
  readonly bytes = { up: 0, down: 0 };
  /** Words that were dropped, and all of them. */
  readonly words = { all: 0, dropped: 0 };
  /** Called with each message as it arrives at its end. */
  onArrival: (way: Way, text: string) => void = () => {};
  private isUp = true;
  private readonly freeAt = { up: 0, down: 0 };
  private drawn = 0;
  private readonly http: Server;
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly open = new Set<WebSocket>();

  private constructor(private readonly target: URL) {
    this.http = createServer((ask, answer) => this.pass(ask, answer));
    this.http.on('upgrade', (ask, socket, head) => {
      if (!this.isUp) socket.destroy();
      else this.sockets.handleUpgrade(ask, socket, head, (client) => this.join(client, ask));
    });
  }

  static async open(target: string): Promise<NarrowLine> {
    const line = new NarrowLine(new URL(target));
    await new Promise<void>((wake) => line.http.listen(0, '127.0.0.1', wake));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Ends every connection; new ones are taken at once, or not until `mend`. */
  cut({ forLong }: { readonly forLong: boolean }): void {
    this.isUp = !forLong;
    for (const socket of this.open) socket.terminate();
    this.open.clear();
  }

  mend(): void {
    this.isUp = true;
  }

  async close(): Promise<void> {
    this.cut({ forLong: true });
    this.http.closeAllConnections();
    await new Promise((wake) => this.http.close(wake));
  }

  private join(client: WebSocket, ask: IncomingMessage): void {
    const { cookie, authorization } = ask.headers;
    const headers = { ...(cookie && { cookie }), ...(authorization && { authorization }) };
    const server = new WebSocket(`ws://${this.target.host}${ask.url}`, { headers });
    const waiting: string[] = [];
    for (const socket of [client, server]) {
      this.open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.open.delete(client);
        this.open.delete(server);
        client.terminate();
        server.terminate();
      });
    }
    const up = (text: string): void => this.carry('up', text, server);
    server.on('open', () => {
      for (const text of waiting.splice(0)) up(text);
    });
    client.on('message', (data) =>
      server.readyState === WebSocket.OPEN ? up(textOf(data)) : waiting.push(textOf(data)),
    );
    server.on('message', (data) => this.carry('down', textOf(data), client));
  }

  private carry(way: Way, text: string, to: WebSocket): void {
    const { delayMs, bitsPerS, lost, twice } = this.line;
    const bytes = Buffer.byteLength(text) + FRAME_BYTES;
    this.bytes[way] += bytes;
    const now = performance.now();
    this.freeAt[way] = Math.max(now, this.freeAt[way]) + (bytes * 8000) / bitsPerS;
    if (isWord(text)) {
      this.words.all++;
      if (this.chance() < lost) {
        this.words.dropped++;
        return;
      }
    }
    const copies = isWord(text) && this.chance() < twice ? 2 : 1;
    const arrive = (): void => {
      if (to.readyState !== WebSocket.OPEN) return;
      for (let i = 0; i < copies; i++) to.send(text);
      this.onArrival(way, text);
    };
    setTimeout(arrive, this.freeAt[way] - now + delayMs);
  }

  private pass(ask: IncomingMessage, answer: ServerResponse): void {
    if (!this.isUp) {
      ask.destroy();
      return;
    }
    const { hostname, port } = this.target;
    const headers = { ...ask.headers };
    const on = request({ hostname, port, path: ask.url, method: ask.method, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    setTimeout(() => ask.pipe(on), this.line.delayMs * 2);
  }

  private chance(): number {
    return unit(this.line.seed, this.drawn++);
  }
}

const textOf = (data: RawData): string => data.toString();
