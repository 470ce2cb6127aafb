import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Seals passwords of cameras (AES-256-GCM, NIST SP 800-38D), each to its camera. */
export class Sealing {
  constructor(private readonly key: Buffer) {}

  /** With the given key (base64 of 32 bytes), or that in `dataDir/keys`, made where there is none. */
  static open(dataDir: string, given: string | null): Sealing {
    if (given !== null) return new Sealing(Buffer.from(given, 'base64'));
    const folder = join(dataDir, 'keys');
    const path = join(folder, 'camera.key');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(path)) writeFileSync(path, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flush: true });
    chmodSync(path, 0o600); // a copy of the directory may have opened it
    return new Sealing(Buffer.from(readFileSync(path, 'utf8'), 'base64'));
  }

  seal(cameraId: string, password: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce).setAAD(Buffer.from(cameraId));
    const sealed = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws where it was sealed with another key, for another camera, or was changed. */
  open(cameraId: string, sealed: Buffer): string {
    const decipher = createDecipheriv(ALGORITHM, this.key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(cameraId))
      .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }
}
