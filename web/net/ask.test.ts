import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, askJson, sending, tell } from './ask.ts';

describe('asking the server', () => {
  const real = globalThis.fetch;
  let answer: () => Promise<Response>;
  let sent: RequestInit | undefined;
  beforeEach(() => {
    globalThis.fetch = async (_path, init) => {
      sent = init;
      return answer();
    };
  });
  afterEach(() => {
    globalThis.fetch = real;
  });

  it('tells what is wanted out of an answer', async () => {
    answer = async () => new Response('{"n":7}');
    expect(await ask('/x', {}, async (told) => ((await told.json()) as { n: number }).n)).toEqual({
      ok: true,
      value: 7,
    });
    expect(await askJson('/x')).toEqual({ n: 7 });
    expect(await tell('/x', sending('PUT', { a: 1 }))).toEqual({ ok: true, value: null });
    expect(sent).toMatchObject({ method: 'PUT', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
  });

  it('tells why not: the words of the server, its number where it has none, or that it did not answer', async () => {
    answer = async () => new Response('{"message":"held"}', { status: 409 });
    expect(await tell('/x', {})).toEqual({ ok: false, message: 'held', told: { message: 'held' } });
    answer = async () => new Response('<html>', { status: 502 });
    expect(await tell('/x', {})).toEqual({ ok: false, message: 'HTTP 502', told: {} });
    answer = () => Promise.reject(new TypeError('fetch failed'));
    expect(await tell('/x', {})).toEqual({ ok: false, message: null, told: {} });
    expect(await askJson('/x')).toBeNull();
  });
});
