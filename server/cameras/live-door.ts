import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

const PATH = /^\/live\/[a-z0-9-]{1,40}\?ticket=[\w.-]{1,600}$/;

/**
 * Passes openings of `/live/…` on to the door of the cameras' process, byte by byte: the ticket is looked at there. So the console
 * reaches pictures at the address, and under the certificate, by which it reaches everything else.
 */
export function openLiveDoor(server: Server, door: () => number | string | null): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!request.url?.startsWith('/live/')) return;
    const to = door();
    if (to === null || !PATH.test(request.url)) {
      socket.end(`HTTP/1.1 ${to === null ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    const inner = typeof to === 'number' ? connect(to, '127.0.0.1') : connect(to);
    inner.setNoDelay(true);
    const lines = request.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []));
    inner.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    if (head.length > 0) inner.write(head);
    inner.pipe(socket).pipe(inner);
    const end = (): void => {
      inner.destroy();
      socket.destroy();
    };
    for (const one of [inner, socket]) one.on('error', end).on('close', end);
  });
}
