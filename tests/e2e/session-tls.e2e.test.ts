import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { SOCKET_PATH } from '../../server/contract/constants.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { DEMO_PASSWORD } from '../support/sign-in.ts';

describe('a session over TLS', () => {
  let app: RunningApp;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    app = await runApp({
      env: { TLS_CERT: 'tests/support/tls/first.cert.pem', TLS_KEY: 'tests/support/tls/first.key.pem' },
    });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await app?.stop();
  });

  async function signInFrom(origin?: string): Promise<IncomingMessage> {
    const headers = { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) };
    const asked = request(`${app.url}/api/v1/session`, { method: 'POST', headers, rejectUnauthorized: false });
    asked.end(JSON.stringify({ username: 'operator', password: DEMO_PASSWORD }));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer;
  }
  /** `in`, or why not. */
  async function knock(headers: Record<string, string>): Promise<string> {
    const options = { path: SOCKET_PATH, transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(app.url, { ...options, extraHeaders: headers, rejectUnauthorized: false });
    sockets.push(socket);
    return new Promise((resolve) => {
      socket.once('connect', () => resolve('in'));
      socket.once('connect_error', (error) => resolve(error.message));
    });
  }

  it('has a cookie that the browser never sends in the clear', async () => {
    for (const origin of [undefined, app.url]) {
      const { statusCode, headers } = await signInFrom(origin);
      expect([statusCode, headers['set-cookie']?.[0]]).toEqual([
        200,
        expect.stringMatching(/; HttpOnly; Secure; SameSite=Strict$/),
      ]);
    }
  });

  it('is not taken from the same host without TLS', async () => {
    const plain = app.url.replace('https:', 'http:');
    expect((await signInFrom(plain)).statusCode).toBe(403);
    const cookie = (await signInFrom(app.url)).headers['set-cookie']?.[0]?.split(';')[0] as string;
    expect(await knock({ cookie, origin: app.url })).toBe('in');
    expect(await knock({ cookie, origin: plain })).toBe('forbidden');
    expect(await knock({ origin: app.url })).toBe('unauthenticated');
  });
});
