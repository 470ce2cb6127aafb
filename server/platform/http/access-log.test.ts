import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { until } from '../../../tests/support/started-server.ts';
import { accessLog } from './access-log.ts';

describe('the access log', () => {
  const closers: (() => unknown)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function lineOf(path: string, statusCode: number): Promise<Record<string, unknown>> {
    const lines: string[] = [];
    const log = accessLog(pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }));
    const server = createServer((request, response) => {
      log(request, response);
      response.writeHead(statusCode, { 'set-cookie': 'mihari=geheim' }).end();
    }).listen(0, '127.0.0.1');
    closers.push(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { cookie: 'mihari=geheim', authorization: 'Bearer geheim', connection: 'close' };
    await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: 'password=geheim' });
    await until(() => lines.length > 0, 5_000);
    expect(lines.join('')).not.toContain('geheim');
    return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
  }

  it('says what was asked and how it ended, and keeps every secret', async () => {
    const line = await lineOf('/api/v1/session?token=geheim', 401);
    expect(line).toMatchObject({
      level: 30,
      req: { method: 'POST', path: '/api/v1/session', from: '127.0.0.1' },
      res: { statusCode: 401 },
    });
  });

  it('tells failures of the API as errors, without a made-up stack', async () => {
    const line = await lineOf('/api/v1/tracks', 500);
    expect(line['level']).toBe(50);
    expect(JSON.stringify(line)).not.toContain('stack');
  });

  it('keeps files and health quiet', async () => {
    expect((await lineOf('/healthz', 503))['level']).toBe(20);
  });
});
