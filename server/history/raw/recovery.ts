import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../../platform/start-error.ts';
import { readBlock } from './block-file.ts';
import type { KeptBlocks } from './kept-blocks.ts';
import { type BlockFile, blockFilesOf, feedsIn, fileOf } from './raw-files.ts';
import { type SealOptions, seal } from './seal.ts';

export interface RecoveryOptions extends SealOptions {
  readonly kept: KeptBlocks;
  /** Whether the chain has ever had this file: one that was given up and is there again is not entered anew. */
  readonly wasEntered: (file: string) => boolean;
}

/** What an earlier run has left. To be listed before the first block of this run begins, and mended in any time after. */
export async function leftFiles(root: string): Promise<BlockFile[]> {
  const left: BlockFile[] = [];
  for (const feed of await feedsIn(root)) {
    for await (const file of blockFilesOf(root, feed)) left.push(file);
  }
  return left;
}

/** Closes the parts, and enters the closed blocks that are not in the chain once their content is proved. */
export async function recover(left: readonly BlockFile[], options: RecoveryOptions): Promise<void> {
  for (const file of left) {
    if (file.form === 'part') await recoverPart(file, options);
  }
  for (const file of left) {
    const name = fileOf(file);
    if (file.form === 'part' || options.kept.has(name)) continue;
    // given up, and killed before its file was removed
    if (options.wasEntered(name)) await rm(join(options.root, name), { force: true });
    else await enterAgain(file, options);
  }
}

async function recoverPart(file: BlockFile, options: RecoveryOptions): Promise<void> {
  const closed = fileOf({ ...file, form: 'closed' });
  if (options.kept.has(closed)) await rm(join(options.root, fileOf(file)), { force: true });
  else {
    options.warn(`${fileOf(file)} was left by the last run: closing it`);
    await seal(file, options, true).catch((error: unknown) => {
      options.warn(`${fileOf(file)} cannot be closed before the next start: ${reasonOf(error)}`);
    });
  }
}

async function enterAgain(file: BlockFile, { root, enter, warn }: RecoveryOptions): Promise<void> {
  const name = fileOf(file);
  try {
    const reader = await readBlock(root, file);
    reader.finish();
    if (reader.totals === null) throw new Error('its first line has no totals');
    if (reader.start?.feed !== file.feed) throw new Error(`it is of the feed ${reader.start?.feed}`);
    const { size } = await stat(join(root, name));
    const sha256 = await sha256Of(join(root, name));
    const what = { file: name, feed: file.feed, ...reader.totals, stored: size, sha256 };
    await enter({ type: 'block', ...what, recovered: true });
    warn(`${name} was not in the chain: its content is whole, it is entered now`);
  } catch (error) {
    warn(`${name} is not in the chain and cannot be entered: ${reasonOf(error)}`);
  }
}

/** SHA-256 of a file, hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
