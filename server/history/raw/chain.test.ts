import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RawHome, type RawHomeOptions } from '../../../tests/support/raw-home.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('the chain, day by day', () => {
  let home: RawHome;
  let elsewhere: Server | null = null;
  afterEach(async () => {
    await home.remove();
    elsewhere?.close();
    elsewhere = null;
  });
  const open = async (options: RawHomeOptions = {}): Promise<void> => {
    home = await RawHome.open(options);
  };
  const typesIn = (): unknown[] => home.entries().map(({ type }) => type);

  it('begins with the clock and a signed head, and has another head each day in which something was entered', async () => {
    await open();
    await home.chain.tick(0);
    await home.chain.tick(1000);
    expect(home.entries()).toMatchObject([
      { type: 'clock', server: null, offsetMs: null, why: 'NTP_SERVER is not set' },
      { type: 'head' },
    ]);
    home.forward(DAY_MS);
    await home.chain.tick(2000);
    expect(typesIn()).toEqual(['clock', 'head']); // nothing new to sign
    await home.fill('$A\n');
    await home.chain.tick(3000);
    await home.chain.tick(4000);
    expect(typesIn()).toEqual(['clock', 'head', 'block', 'head']);
    expect((await home.verify()).code).toBe(0);
  });

  it('takes the clock in every hour, and once a day that it could not be asked', async () => {
    const answers: (number | Error)[] = [12.5, 12.5, new Error('no answer'), new Error('no answer'), 3];
    await open({
      history: { ntpServer: 'time.test' },
      askTime: async () => {
        const answer = answers.shift() ?? new Error('no answer');
        if (answer instanceof Error) throw answer;
        return { offsetMs: answer, delayMs: 1 };
      },
    });
    for (let minute = 0; minute <= 4 * 60; minute++) await home.chain.tick(minute * 60_000);
    const clocks = () => home.entries().filter(({ type }) => type === 'clock');
    expect(clocks().map(({ offsetMs, delayMs, why }) => [offsetMs, delayMs, why])).toEqual([
      [12.5, 1, null],
      [12.5, 1, null],
      [null, null, 'no answer'],
      [3, 1, null],
    ]);
    for (let hour = 5; hour <= 5 + 24; hour++) await home.chain.tick(hour * HOUR_MS);
    expect(clocks().length).toBe(6);
    expect(home.chain.timeState()).toMatchObject({ server: 'time.test', offsetMs: null, why: 'no answer' });
  });

  it('sends its heads to a file elsewhere, against which it is verified', async () => {
    const file = join(tmpdir(), `mihari-heads-${process.pid}-${Math.trunc(performance.now())}`);
    await open({ history: { chainHeadFile: file } });
    await home.chain.tick(0);
    await home.fill('$A\n');
    home.forward(DAY_MS);
    await home.chain.tick(1000);
    const kept = readFileSync(file, 'utf8').trim().split('\n');
    expect(kept).toEqual([home.ledger()[1], home.ledger()[3]]);
    expect(JSON.parse(kept[0] as string)).toMatchObject({ seq: 1, key: expect.any(String), sig: expect.any(String) });
    expect(await home.verify('--head', file)).toMatchObject({ code: 0 });
    await home.chain.close();
    await home.start(); // what has arrived does not go again
    await home.chain.tick(0);
    expect(readFileSync(file, 'utf8').trim().split('\n').length).toBe(2);
    expect(home.chain.headStates()).toEqual([{ target: 'file', waiting: 0, sentSeq: 3, error: null }]);
  });

  it('posts its heads, each until it has arrived, and shows what did not', async () => {
    const got: string[] = [];
    let status = 503;
    elsewhere = createServer((request, response) => {
      let body = '';
      request.on('data', (text) => (body += text));
      request.on('end', () => {
        if (status === 200) got.push(`${request.method} ${request.headers['content-type']} ${body}`);
        response.writeHead(status).end();
      });
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const chainHeadUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/heads?token=secret`;
    await open({ history: { chainHeadUrl } });
    await home.chain.tick(0);
    expect(home.chain.headStates()).toEqual([{ target: 'url', waiting: 1, sentSeq: null, error: 'it answered 503' }]);
    expect(home.warnings.join()).toContain('did not get to CHAIN_HEAD_URL');
    expect(home.warnings.join()).not.toContain('secret');
    status = 200;
    await home.chain.tick(HOUR_MS - 1);
    expect(got).toEqual([]);
    await home.chain.tick(HOUR_MS);
    expect(got).toEqual([`POST application/json ${home.ledger()[1]}`]);
    expect(home.chain.headStates()).toEqual([{ target: 'url', waiting: 0, sentSeq: 1, error: null }]);
  });
});
