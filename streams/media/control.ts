import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { MediaLine } from '../../server/platform/media/media-line.ts';
import { type MediaNews, type MediaOrder, mediaOrderSchema } from '../../server/platform/media/orders.ts';

/** What the server says to us, and we to it. */
export interface Control {
  /** Lost while there is no server. */
  tell(news: MediaNews): void;
  /** Takes orders from now on; `greet` is called whenever a server is there that knows nothing of us yet. */
  listen(take: (order: MediaOrder) => void, greet: () => void): Promise<void>;
  stop(): void;
}

/** The server started us. */
export const parentControl: Control = {
  tell: (news) => process.send?.(news),
  listen: (take, greet) => {
    process.on('message', (message) => {
      const order = mediaOrderSchema.safeParse(message).data;
      if (order !== undefined) take(order);
    });
    greet();
    return Promise.resolve();
  },
  stop: () => undefined,
};

/** We run apart from the server: it comes to our socket, which only our own user can open, and shows the key. The last that came counts. */
export class SocketControl implements Control {
  private server: Server | null = null;
  private line: MediaLine | null = null;

  constructor(
    private readonly path: string,
    private readonly key: Buffer,
  ) {}

  tell(news: MediaNews): void {
    this.line?.send(news);
  }

  async listen(take: (order: MediaOrder) => void, greet: () => void): Promise<void> {
    this.server = createServer((socket) => {
      const line: MediaLine = new MediaLine(socket, {
        ...{ key: this.key, role: 'cameras' },
        known: () => {
          this.line?.end();
          this.line = line;
          greet();
        },
        message: (message) => {
          const order = mediaOrderSchema.safeParse(message).data;
          if (order !== undefined && this.line === line) take(order);
        },
      });
      socket.on('close', () => {
        if (this.line === line) this.line = null;
      });
    });
    await listenOn(this.server, this.path);
  }

  stop(): void {
    this.line?.end();
    this.server?.close();
  }
}

/** Listens on a socket that only our own user can open; one that a run before left is taken away. */
export async function listenOn(
  server: Pick<Server, 'listen' | 'once' | 'on'> & NodeJS.EventEmitter,
  path: string,
): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
}
