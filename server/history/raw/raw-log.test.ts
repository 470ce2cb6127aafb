import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RAW_BEGIN_MS, RawHome, TEN_MINUTES_MS } from '../../../tests/support/raw-home.ts';
import type { RawRecord } from '../../domain/history/raw-block.ts';
import { readBlock } from './block-file.ts';
import { rawLines } from './raw-export.ts';
import { blockFilesOf } from './raw-files.ts';

const BEGIN = String(RAW_BEGIN_MS);
let home: RawHome;
afterEach(() => home.remove());

const open = async (options = {}): Promise<RawHome> => {
  home = await RawHome.open(options);
  return home;
};

async function contents(feed = 'pier'): Promise<(Pick<RawRecord, 'kind' | 'receivedMs'> & { text: string })[]> {
  const all: (Pick<RawRecord, 'kind' | 'receivedMs'> & { text: string })[] = [];
  for await (const file of blockFilesOf(home.root, feed)) {
    const reader = await readBlock(home.root, file, ({ kind, receivedMs, content }) => {
      all.push({ kind, receivedMs, text: Buffer.from(content).toString('latin1') });
    });
    if (file.form === 'closed') reader.finish();
  }
  return all;
}

const textOf = async (feed = 'pier'): Promise<string> =>
  (await contents(feed)).flatMap(({ kind, text }) => (kind === 'bytes' ? [text] : [])).join('');

async function exported(feeds: string[], span = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }): Promise<string> {
  let text = '';
  for await (const chunk of rawLines(home.root, feeds, span)) text += Buffer.from(chunk).toString('latin1');
  return text;
}

describe('sentences as received', () => {
  it('are in the open part at each flush, and in a closed block of the chain when their ten minutes are over', async () => {
    await open();
    home.receive('$A\r\n');
    await home.log.flush();
    expect(home.files()).toEqual([`pier/20261101/${BEGIN}-0.part`]);
    expect(await textOf()).toBe('$A\r\n');
    home.forward(TEN_MINUTES_MS - 1);
    home.receive('$B', { what: 'bytes' });
    home.receive('', { what: 'end' });
    await home.nextBucket();
    expect(home.files()).toEqual([`pier/20261101/${BEGIN}-0.raw.gz`]);
    expect(await contents()).toEqual([
      { kind: 'connection', receivedMs: RAW_BEGIN_MS, text: '192.0.2.7' },
      { kind: 'bytes', receivedMs: RAW_BEGIN_MS, text: '$A\r\n' },
      { kind: 'bytes', receivedMs: RAW_BEGIN_MS + TEN_MINUTES_MS - 1, text: '$B' },
      { kind: 'end', receivedMs: RAW_BEGIN_MS + TEN_MINUTES_MS - 1, text: '' },
    ]);
    const toMs = RAW_BEGIN_MS + TEN_MINUTES_MS - 1;
    expect(home.entries()).toMatchObject([
      { seq: 0, type: 'block', feed: 'pier', fromMs: RAW_BEGIN_MS, toMs, records: 4, bytes: 6 },
    ]);
    expect(await home.verify()).toMatchObject({ code: 0, text: expect.stringContaining('WHOLE') });
  });

  it('are copied at once', async () => {
    await open();
    const chunk = Buffer.from('$A\n');
    home.receive(chunk);
    chunk.fill(0);
    await home.log.flush();
    expect(await textOf()).toBe('$A\n');
  });

  it('of much traffic are closed in several blocks of one bucket, in order', async () => {
    await open();
    const chunk = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 70; i++) {
      home.receive(Buffer.concat([Buffer.from(`${i} `), chunk]));
      await home.log.flush();
    }
    await home.nextBucket();
    expect(home.files()).toEqual([0, 1, 2].map((n) => `pier/20261101/${BEGIN}-${n}.raw.gz`));
    const order = (await contents()).flatMap(({ kind, text }) => (kind === 'bytes' ? [Number.parseInt(text, 10)] : []));
    expect(order).toEqual(Array.from({ length: 70 }, (_, i) => i));
  });

  it('survive a clock that is set back', async () => {
    await open();
    home.forward(60_000);
    home.receive('$A\n');
    home.forward(-120_000);
    home.receive('$B\n');
    home.forward(180_000);
    home.receive('$C\n');
    await home.nextBucket();
    expect(home.files().length).toBe(3);
    expect((await exported(['pier'])).match(/\$./g)).toEqual(['$B', '$A', '$C']);
    expect((await home.verify()).code).toBe(0);
  });

  it('that the disk does not take in time are dropped, counted, and told of in the log', async () => {
    await open({ mostBacklog: 1000 });
    home.receive(`${'a'.repeat(600)}\n`);
    home.receive(`${'b'.repeat(600)}\n`);
    expect(home.log.lostBytes).toBe(601);
    await home.log.flush();
    expect(home.log.backlogBytes).toBe(0);
    home.receive('$C\n');
    home.log.tick();
    await home.log.flush();
    expect((await contents()).map(({ kind }) => kind)).toEqual(['connection', 'bytes', 'lost', 'bytes']);
    expect(await exported(['pier'])).toContain(`# ${RAW_BEGIN_MS}: 601 bytes were lost here\n`);
    expect(home.warnings.join()).toContain('601 bytes received were not kept');
  });

  it('wait for a disk that refuses, and are written when it takes them again', async () => {
    await open();
    writeFileSync(join(home.root, 'pier'), 'in the way of the folder');
    home.receive('$A\n');
    await home.log.flush();
    expect(home.log.error).not.toBeNull();
    rmSync(join(home.root, 'pier'));
    await home.log.flush();
    expect(home.log.error).toBeNull();
    expect(await textOf()).toBe('$A\n');
    expect(home.warnings).toEqual([expect.stringContaining('cannot be written'), expect.stringContaining('again')]);
  });
});

describe('after a kill', () => {
  it('the open part is closed at the next start, whole records only, and goes on under the next number', async () => {
    await open();
    home.receive('$A\n');
    await home.log.flush();
    home.receive('$never written\n');
    await home.chain.close(); // as the kernel would
    appendFileSync(join(home.root, `pier/20261101/${BEGIN}-0.part`), Buffer.from([1, 2]));
    await home.start();
    home.receive('$B\n');
    await home.nextBucket();
    expect(home.files()).toEqual([0, 1].map((n) => `pier/20261101/${BEGIN}-${n}.raw.gz`));
    expect(await textOf()).toBe('$A\n$B\n');
    expect(home.entries()).toMatchObject([{ recovered: true, records: 2 }, { records: 2 }]);
    expect(home.warnings.join()).toContain('was left by the last run');
    expect((await home.verify()).code).toBe(0);
  });

  it('a part that holds something else is kept beside, and what was whole before it is entered', async () => {
    await open();
    home.receive('$A\n');
    await home.log.flush();
    await home.chain.close();
    const part = `pier/20261101/${BEGIN}-0.part`;
    appendFileSync(join(home.root, part), Buffer.alloc(100, 0x7f));
    await home.start();
    expect(home.files()).toEqual([`${part}.bad`, `pier/20261101/${BEGIN}-0.raw.gz`]);
    expect(await textOf()).toBe('$A\n');
    expect(home.warnings.join()).toContain('of a kind that is not known; moved to');
  });

  it('between the block and its entry both are made again', async () => {
    await open();
    home.receive('$A\n');
    await home.log.flush();
    await home.chain.close();
    const name = join(home.root, `pier/20261101/${BEGIN}-0`);
    writeFileSync(`${name}.raw.gz`, gzipSync('half of it'));
    await home.start();
    expect(home.files()).toEqual([`pier/20261101/${BEGIN}-0.raw.gz`]);
    expect(await textOf()).toBe('$A\n');
    expect((await home.verify()).code).toBe(0);
  });

  it('between the entry and the removal of the part only the part goes', async () => {
    await open();
    home.receive('$A\n');
    await home.log.flush();
    const part = readFileSync(join(home.root, `pier/20261101/${BEGIN}-0.part`));
    await home.nextBucket();
    await home.chain.close();
    writeFileSync(join(home.root, `pier/20261101/${BEGIN}-0.part`), part);
    await home.start();
    expect(home.files()).toEqual([`pier/20261101/${BEGIN}-0.raw.gz`]);
    expect(home.entries().length).toBe(1);
  });

  it('half an entry at the end of the ledger is moved aside, and its block entered again', async () => {
    await open();
    await home.fill('$A\n', '$B\n');
    await home.chain.close();
    const [first, second = ''] = home.ledger();
    writeFileSync(join(home.root, 'ledger.ndjson'), `${first}\n${second.slice(0, 40)}`);
    await home.start();
    expect(readFileSync(join(home.root, 'ledger.torn'), 'utf8')).toBe(second.slice(0, 40));
    expect(home.entries()).toMatchObject([{ seq: 0 }, { seq: 1, recovered: true, bytes: 3 }]);
    expect(home.warnings.join('\n')).toMatch(
      /40 bytes .* moved to ledger.torn\n.*was not in the chain: .* entered now/,
    );
    expect((await home.verify()).code).toBe(0);
  });

  it('a file that is no whole block is not entered, and is named', async () => {
    await open();
    await home.fill('$A\n');
    await home.chain.close();
    writeFileSync(join(home.root, `pier/20261101/${BEGIN}-7.raw.gz`), gzipSync('no block'));
    await home.start();
    expect(home.entries().length).toBe(1);
    expect(home.warnings.join()).toContain('-7.raw.gz is not in the chain and cannot be entered');
    expect(await home.verify()).toMatchObject({ code: 0, text: expect.stringContaining('not in the chain: 1 files') });
    expect(await exported(['pier'])).toContain('-7.raw.gz cannot be read');
  });
});

describe('the lines of a span', () => {
  it('are merged over the feeds in the order of receipt, those of the open block too', async () => {
    await open();
    home.receive('$A\n$B', { feed: 'pier' });
    home.receive('$1\n', { feed: 'roof', connection: 2, address: '' });
    await home.nextBucket();
    home.receive('b\n', { feed: 'pier' });
    home.receive('$2\n', { feed: 'roof', connection: 2, address: '' });
    home.receive('$C\n', { feed: 'pier' });
    await home.log.flush();
    const text = await exported(['pier', 'roof']);
    expect(text.match(/\$\w+/g)).toEqual(['$A', '$1', '$Bb', '$2', '$C']);
    const late = await exported(['pier', 'roof'], { fromMs: RAW_BEGIN_MS + TEN_MINUTES_MS, toMs: 2 * RAW_BEGIN_MS });
    expect(late.match(/\$\w+/g)).toEqual(['$Bb', '$2', '$C']);
    const early = await exported(['pier'], { fromMs: 0, toMs: RAW_BEGIN_MS + TEN_MINUTES_MS });
    expect(early.match(/\$\w+/g)).toEqual(['$A']);
  });

  it('of two runs are not mixed: a half line of a killed run stays half', async () => {
    await open();
    home.receive('$half');
    await home.log.flush();
    await home.chain.close();
    await home.start();
    home.receive('$B\n');
    await home.log.flush();
    expect((await exported(['pier'])).match(/\$\w+/g)).toEqual(['$B']);
  });
});
