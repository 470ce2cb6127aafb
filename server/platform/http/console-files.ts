import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { ReadinessRegistry } from '../health/readiness.ts';

/** Addresses of pages besides `/`. Everything else unknown is 404. */
const PAGES: Readonly<Record<string, string>> = { '/boat': 'boat.html' };

/** The built console and nothing but it: no file beside `webDir` can be asked for. Names under assets/ change with their content. */
export function serveConsole(app: NestExpressApplication, webDir: string): void {
  const assets = join(webDir, 'assets');
  app.useStaticAssets(webDir, {
    setHeaders: (res: ServerResponse, path: string) =>
      res.setHeader('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  app.use(Object.keys(PAGES), (request: Request, response: Response, next: () => void) => {
    const file = PAGES[request.baseUrl];
    if (request.path !== '/' || file === undefined || !['GET', 'HEAD'].includes(request.method)) return next();
    response.sendFile(file, { root: webDir, headers: { 'cache-control': 'no-cache' } });
  });
  const page = join(webDir, 'index.html');
  app.get(ReadinessRegistry).add('console', () => (existsSync(page) ? null : `${page} is missing: run npm run build`));
}
