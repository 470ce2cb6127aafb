import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RawHome } from '../../../tests/support/raw-home.ts';
import { type Entry, entryLine, shaOf } from './ledger-entry.ts';

const ALL = { beforeMs: Number.MAX_SAFE_INTEGER, held: () => false, reason: 'older than 400 days' };
const broken = (text: string) => ({ code: 1, text: expect.stringContaining(`BROKEN at entry ${text}`) });

describe('the chain of raw sentences', () => {
  let home: RawHome;
  let heads: string;
  beforeEach(async () => {
    home = await RawHome.open();
    heads = join(home.dataDir, 'heads-elsewhere');
    await home.fill('$A\n', '$B\n', '$C\n');
    await home.chain.signHead();
    writeFileSync(heads, `${home.ledger()[3]}\n`);
    await home.fill('$D\n');
  });
  afterEach(() => home.remove());
  const fileOf = (seq: number): string => join(home.root, String(home.entries()[seq]?.['file']));

  it('is whole, and says what it holds', async () => {
    const { code, text } = await home.verify('--head', heads);
    expect(code).toBe(0);
    expect(text).toContain('5 entries, 1 signed heads, the last of 2026-11-01T12:30:00.000Z');
    expect(text).toContain('pier: 4 blocks, 12 bytes received, 2026-11-01T12:00:00.000Z to 2026-11-01T12:30:00.000Z');
    expect(text).toContain('1 heads kept elsewhere stand in it\nWHOLE');
  });

  it('names the block in which a byte was changed, the first of several', async () => {
    for (const seq of [4, 1]) {
      const bytes = readFileSync(fileOf(seq));
      bytes[20] = (bytes[20] as number) ^ 1;
      writeFileSync(fileOf(seq), bytes);
    }
    const { code, text } = await home.verify();
    expect(code).toBe(1);
    expect(text).toMatch(/BROKEN at entry 1, pier\/20261101\/\d+-0.raw.gz: the file was changed: its SHA-256 is/);
  });

  it('names the block that was made longer, and the one that is missing', async () => {
    writeFileSync(fileOf(2), 'x', { flag: 'a' });
    const file = home.entries()[2]?.['file'];
    expect(await home.verify()).toEqual(broken(`2, ${file}: the file was changed: it has`));
    rmSync(fileOf(2));
    expect(await home.verify()).toEqual(broken(`2, ${file}: the file is missing, and no checkpoint gives it up`));
  });

  it('names the place where an entry was taken out, moved, repeated or put in', async () => {
    const [a, b, c, d, e] = home.ledger() as [string, string, string, string, string];
    const verifyAs = (...lines: string[]) => {
      home.writeLedger(lines);
      return home.verify();
    };
    expect(await verifyAs(a, c, d, e)).toEqual(broken('1: entry 1 is missing: entry 2 stands in its place'));
    expect(await verifyAs(a, c, b, d, e)).toEqual(broken('1: entry 1 is missing: entry 2 stands in its place'));
    expect(await verifyAs(a, b, b, c)).toEqual(broken('2: entry 1 stands where entry 2 belongs'));
    expect(await verifyAs(a, b, '{"seq":2}', c)).toEqual(broken('2: this line of the ledger is no entry'));
    expect(await verifyAs('', a, b)).toEqual(broken('0: this line of the ledger is no entry'));
  });

  it('names an entry that was changed, and the one after it where the hash was made to fit', async () => {
    const lines = home.ledger();
    lines[1] = (lines[1] as string).replace('"bytes":3', '"bytes":4');
    home.writeLedger(lines);
    expect(await home.verify()).toEqual(broken('1: the entry was changed: its hash is another one'));
    const entry = JSON.parse(lines[1] as string) as Entry;
    lines[1] = entryLine({ ...entry, sha: shaOf(entry) });
    home.writeLedger(lines);
    expect(await home.verify()).toEqual(broken('2: the entry does not follow the one before'));
    home.writeLedger([lines[1] as string]);
    lines[1] = `${lines[1]} `;
    home.writeLedger(lines);
    expect(await home.verify()).toEqual(broken('1: the entry was changed'));
  });

  it('whose end was cut off shows it only to a head kept elsewhere', async () => {
    home.writeLedger(home.ledger().slice(0, 3));
    expect((await home.verify()).code).toBe(0);
    const text = '3: the chain ends with entry 2, but a head kept elsewhere is entry 3: its end is cut off';
    expect(await home.verify('--head', heads)).toEqual(broken(text));
  });

  it('written anew by whoever has the key shows it to a head kept elsewhere, or a public key', async () => {
    const pem = join(home.dataDir, 'key-elsewhere.pem');
    writeFileSync(pem, readFileSync(join(home.dataDir, 'keys/raw-chain.pub')));
    await home.chain.close();
    rmSync(home.root, { recursive: true });
    const other = await RawHome.open();
    for (const name of ['raw-chain.key', 'raw-chain.pub']) {
      writeFileSync(join(other.dataDir, 'keys', name), readFileSync(join(home.dataDir, 'keys', name)));
    }
    await other.chain.close();
    await other.start();
    await other.fill('$a\n', '$b\n', '$c\n');
    await other.chain.signHead();
    expect(await other.verify('--public-key', pem)).toMatchObject({ code: 0 });
    expect(await other.verify('--head', heads)).toEqual(broken('3: the entry is not the head that was kept elsewhere'));
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(pem, publicKey.export({ type: 'spki', format: 'pem' }));
    expect(await other.verify('--public-key', pem)).toEqual(
      broken('3: the head is signed by a key that is not trusted'),
    );
    await other.remove();
    await home.start().catch(() => {});
  });

  it('names a signature that is wrong', async () => {
    const lines = home.ledger();
    const head = JSON.parse(lines[3] as string) as Entry & { sig: string };
    const forged = { ...head, sig: `${head.sig.startsWith('A') ? 'B' : 'A'}${head.sig.slice(1)}` };
    lines[3] = entryLine({ ...forged, sha: shaOf(forged) });
    home.writeLedger(lines);
    expect(await home.verify()).toEqual(broken('3: the signature of the head is wrong'));
  });

  it('is whole after retention, which spares what is held and signs what it gives up', async () => {
    const held = (fromMs: number, toMs: number): boolean => {
      const b = Number(home.entries()[1]?.['fromMs']);
      return fromMs <= b && b < toMs;
    };
    const storedBefore = home.chain.kept.bytes;
    const dropped = await home.chain.drop({ ...ALL, beforeMs: Number(home.entries()[4]?.['fromMs']), held });
    expect(dropped.blocks).toBe(2);
    expect(home.files().length).toBe(2);
    expect(home.entries()[5]).toMatchObject({
      type: 'checkpoint',
      blocks: [
        [0, 0],
        [2, 2],
      ],
      count: 2,
    });
    expect(home.chain.kept.bytes).toBe(storedBefore - dropped.bytes);
    expect(home.chain.kept.oldestMs).toBe(home.entries()[1]?.['fromMs']);
    const { code, text } = await home.verify('--head', heads);
    expect(code).toBe(0);
    expect(text).toContain('2 blocks given up by retention');
    rmSync(fileOf(1));
    expect(await home.verify()).toEqual(broken(`1, ${home.entries()[1]?.['file']}: the file is missing`));
  });

  it('drops nothing twice, and knows after a restart what is left', async () => {
    await home.chain.drop({ ...ALL, beforeMs: Number(home.entries()[2]?.['fromMs']) });
    expect(await home.chain.drop({ ...ALL, beforeMs: Number(home.entries()[2]?.['fromMs']) })).toEqual({
      blocks: 0,
      bytes: 0,
    });
    const { bytes, oldestMs } = home.chain.kept;
    await home.chain.close();
    await home.start();
    expect([home.chain.kept.bytes, home.chain.kept.oldestMs]).toEqual([bytes, oldestMs]);
    expect(home.entries().length).toBe(6);
  });

  it('does not take a file back that was given up', async () => {
    const [file, bytes] = [fileOf(0), readFileSync(fileOf(0))];
    await home.chain.drop({ ...ALL, beforeMs: Number(home.entries()[1]?.['fromMs']) });
    await home.chain.close();
    writeFileSync(file, bytes); // as if the server had been killed before the removal
    await home.start();
    expect(home.files().length).toBe(3);
    expect(home.entries().length).toBe(6);
  });

  it('has its private key open to nobody else, and goes on with a new one where it is lost', async () => {
    const path = join(home.dataDir, 'keys/raw-chain.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(home.dataDir, 'keys')).mode & 0o777).toBe(0o700);
    await home.chain.close();
    rmSync(path);
    await home.start();
    await home.chain.signHead();
    expect(home.warnings.join()).toContain('signed by a new key from now on');
    expect(await home.verify('--head', heads)).toMatchObject({ code: 0 });
  });

  it('says what was asked wrongly', async () => {
    expect(await home.verify('--nothing')).toMatchObject({ code: 2, text: expect.stringContaining('usage:') });
    expect(await home.verify('--head', fileOf(0))).toMatchObject({ code: 2, text: expect.stringContaining('no head') });
    rmSync(join(home.root, 'ledger.ndjson'));
    expect(await home.verify()).toMatchObject({ code: 1, text: expect.stringContaining('there is no chain') });
  });
});
