import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import helmet from 'helmet';
import { readConfig } from '../../server/platform/config.ts';
import { helmetOptions } from '../../server/platform/csp.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

export interface TestbedPage {
  readonly url: string;
  readonly server: Server;
  stop(): Promise<void>;
}

/** The page that holds the map alone. */
export const serveMapPage = (): Promise<TestbedPage> => serveTestbed('map');

/** Builds a page that holds one part of the console alone and serves it under the console's own content security policy. */
export async function serveTestbed(part: 'map' | 'cameras', answer?: RequestListener): Promise<TestbedPage> {
  const env = { ...process.env, NODE_ENV: 'production' };
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', `web/${part}/testbed/vite.config.ts`];
  execFileSync(process.execPath, [...args, '--logLevel', 'error'], { env, stdio: ['ignore', 2, 2] });
  const guard = helmet(helmetOptions(readConfig({})));
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://map').pathname).replace(/\/$/, '/index.html');
    const file = join(`dist/${part}-testbed`, path);
    guard(request, response, () => {
      if (request.method === 'POST' && answer) {
        answer(request, response);
        return;
      }
      const found = existsSync(file);
      response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
      if (found) createReadStream(file).pipe(response);
      else response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
