import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import sharp from 'sharp';
import type { Photo } from '../../contract/boarding.ts';
import { CONFIG, type Config } from '../../platform/config.ts';
import { CodedError } from '../../platform/http/coded-error.ts';

/** The copy that is shown: its longer side, pixels, and no more pixels than this are ever decoded. */
const SHOWN_PX = 1_600;
const MOST_PIXELS = 80_000_000;

/** Photos below the data directory: what came so far, the original once it is whole, and a copy made anew from its pixels. */
@Injectable()
export class PhotoFiles {
  private readonly root: string;
  /** What is done to one photo is done in turn. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(@Inject(CONFIG) { dataDir }: Config) {
    this.root = join(dataDir, 'photos');
  }

  /** `messageId` is a UUID: no other file can be meant. */
  originalOf(messageId: string): string {
    return join(this.root, `${messageId}.original`);
  }

  copyOf(messageId: string): string {
    return join(this.root, `${messageId}.jpg`);
  }

  /** Appends a part; one that is there, or does not follow, changes nothing. Throws CodedError where the whole is not what was announced. */
  add(messageId: string, photo: Photo, offset: number, part: Buffer): Promise<{ has: number; isWhole: boolean }> {
    const before = this.turns.get(messageId) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => this.append(messageId, photo, offset, part));
    this.turns.set(messageId, mine);
    return mine.finally(() => {
      if (this.turns.get(messageId) === mine) this.turns.delete(messageId);
    });
  }

  private async append(
    messageId: string,
    { bytes, sha256 }: Photo,
    offset: number,
    part: Buffer,
  ): Promise<{ has: number; isWhole: boolean }> {
    if ((await sizeOf(this.originalOf(messageId))) === bytes) return { has: bytes, isWhole: true };
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const path = join(this.root, `${messageId}.part`);
    const has = await sizeOf(path);
    if (offset !== has || part.length === 0) return { has, isWhole: false };
    if (has + part.length > bytes)
      throw new CodedError(
        'invalid',
        `offset: ${offset} and ${part.length} bytes are more than the ${bytes} announced`,
      );
    await appendFile(path, part, { mode: 0o600, flush: true });
    if (has + part.length < bytes) return { has: has + part.length, isWhole: false };
    const found = await hashOf(path);
    if (found !== sha256) {
      await rm(path);
      throw new CodedError('conflict', `sha256: the bytes that came have ${found}`, { body: { reason: 'hash' } });
    }
    await this.copy(path, messageId);
    await rename(path, this.originalOf(messageId));
    return { has: bytes, isWhole: true };
  }

  /** Drawn anew: nothing of the original but its pixels is shown. What is no picture has no copy; the original stays. */
  private async copy(path: string, messageId: string): Promise<void> {
    const next = join(this.root, `${messageId}.new`);
    try {
      const fit = { width: SHOWN_PX, height: SHOWN_PX, fit: 'inside', withoutEnlargement: true } as const;
      await sharp(path, { limitInputPixels: MOST_PIXELS }).rotate().resize(fit).jpeg({ quality: 80 }).toFile(next);
      const file = await open(next, 'r+');
      await file.sync();
      await file.close();
      await rename(next, this.copyOf(messageId));
    } catch {
      await rm(next, { force: true });
    }
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
