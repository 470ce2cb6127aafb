import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { reasonOf } from '../../platform/start-error.ts';
import { publicKeyFile, publicKeysIn } from './chain-keys.ts';
import { ledgerPath } from './ledger.ts';
import { type HeadEntry, parseEntry } from './ledger-entry.ts';
import { type Verified, verifyChain } from './verify.ts';

const USAGE = `usage: npm run -s history:verify -- [--data-dir DIR] [--public-key FILE] [--head FILE]
  --data-dir    default: DATA_DIR, else ./data
  --public-key  public key kept elsewhere (PEM); default: DIR/keys/raw-chain.pub, which proves nothing against the owner of DIR
  --head        heads kept elsewhere, one JSON object a line, as CHAIN_HEAD_FILE has them`;
const PROGRESS_EVERY = 500;

export interface VerifyPlace {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Walks the chain and says what it found; returns the exit code: 0 whole, 1 broken, 2 not asked rightly. */
export async function verifyCommand(args: readonly string[], { stdout, stderr, env }: VerifyPlace): Promise<number> {
  try {
    const asked = readArguments(args, env);
    const root = join(asked.dataDir, 'raw');
    if (!existsSync(ledgerPath(root))) {
      stdout.write(`BROKEN: there is no chain in ${root}\n`);
      return 1;
    }
    const keys = keysIn(asked.keyFile);
    const heads = asked.headFile === null ? [] : headsIn(asked.headFile);
    const verified = await verifyChain({
      root,
      keys,
      heads,
      progress: (done, of) => {
        if (done % PROGRESS_EVERY === 0 || done === of) stderr.write(`${done} of ${of} blocks\n`);
      },
    });
    stdout.write(`${summaryOf(verified, heads.length).join('\n')}\n`);
    return verified.broken ? 1 : 0;
  } catch (error) {
    stderr.write(`${reasonOf(error)}\n${USAGE}\n`);
    return 2;
  }
}

interface Asked {
  readonly dataDir: string;
  readonly keyFile: string;
  readonly headFile: string | null;
}

function readArguments(args: readonly string[], env: VerifyPlace['env']): Asked {
  const text = { type: 'string' } as const;
  const options = { 'data-dir': text, 'public-key': text, head: text };
  const { values } = parseArgs({ args: [...args], options });
  const dataDir = resolve(values['data-dir'] ?? (env['DATA_DIR']?.trim() || './data'));
  return { dataDir, keyFile: values['public-key'] ?? publicKeyFile(dataDir), headFile: values.head ?? null };
}

function keysIn(file: string): ReturnType<typeof publicKeysIn> {
  const keys = publicKeysIn(readFileSync(file, 'utf8'));
  if (keys.size === 0) throw new Error(`${file} holds no public key`);
  return keys;
}

function headsIn(file: string): HeadEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      const entry = parseEntry(line);
      if (entry?.type !== 'head') throw new Error(`line ${i + 1} of ${file} is no head of a chain`);
      return entry;
    });
}

function summaryOf(verified: Verified, headsGiven: number): string[] {
  const { broken, entries, feeds, givenUp, heads, lastHeadMs, strangers } = verified;
  const last = lastHeadMs === null ? '' : `, the last of ${timeOf(lastHeadMs)}`;
  const lines = [
    `${entries} entries, ${heads} signed heads${last}`,
    ...feeds.map(
      ({ feed, blocks, bytes, fromMs, toMs }) =>
        `${feed}: ${blocks} blocks, ${bytes} bytes received, ${timeOf(fromMs)} to ${timeOf(toMs)}`,
    ),
    `${givenUp} blocks given up by retention, by signed checkpoints`,
  ];
  if (strangers.length > 0) {
    const shown = strangers.slice(0, 5).join(', ');
    lines.push(`not in the chain: ${strangers.length} files (${shown}): being closed now, or none of the server's`);
  }
  if (broken) {
    const file = broken.file === null ? '' : `, ${broken.file}`;
    return [...lines, `BROKEN at entry ${broken.seq}${file}: ${broken.what}`];
  }
  if (headsGiven > 0) lines.push(`${headsGiven} heads kept elsewhere stand in it`);
  return [...lines, 'WHOLE: every entry, signature and file is as it was entered'];
}

const timeOf = (atMs: number): string => new Date(atMs).toISOString();
