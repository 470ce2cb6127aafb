import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../platform/data-dir.ts';
import { type SignedEntry, signedText } from './ledger-entry.ts';

const PRIVATE = 'raw-chain.key';
const PUBLIC = 'raw-chain.pub';
const PEM = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** SubjectPublicKeyInfo in base64, as in signed entries. */
const textOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

export const publicKeyFile = (dataDir: string): string => join(dataDir, 'keys', PUBLIC);

/** The Ed25519 pair that signs heads and checkpoints of the chain. */
export class ChainKeys {
  readonly publicText: string;
  readonly publicPem: string;

  private constructor(private readonly privateKey: KeyObject) {
    const publicKey = createPublicKey(privateKey);
    this.publicText = textOf(publicKey);
    this.publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /**
   * The pair in `dataDir/keys`, made where there is none. `warn` is told of a pair made anew; the public keys of earlier ones stay in
   * the public file, so that what they signed can be verified.
   */
  static open(dataDir: string, warn: (text: string) => void): ChainKeys {
    const folder = join(dataDir, 'keys');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, PRIVATE);
    const isNew = !existsSync(path);
    if (isNew) {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
    }
    chmodSync(path, 0o600); // a copy of the directory may have opened it
    const keys = new ChainKeys(createPrivateKey(readFileSync(path, 'utf8')));
    const known = existsSync(publicKeyFile(dataDir)) ? readFileSync(publicKeyFile(dataDir), 'utf8') : '';
    if (!publicKeysIn(known).has(keys.publicText)) writeWhole(publicKeyFile(dataDir), keys.publicPem + known);
    if (isNew && known !== '') warn(`${path} was missing: the chain is signed by a new key from now on`);
    return keys;
  }

  /** Signature of an entry that carries our public key, base64. */
  sign(entry: object): string {
    return sign(null, Buffer.from(signedText(entry)), this.privateKey).toString('base64');
  }
}

/** Public keys of a PEM text with any number of them, by their text in entries. */
export function publicKeysIn(pem: string): Map<string, KeyObject> {
  const keys = (pem.match(PEM) ?? []).map((one) => createPublicKey(one));
  return new Map(keys.map((key) => [textOf(key), key]));
}

/** Whether one of the keys has signed the entry, and it is as it was then. */
export function isSignedBy(entry: SignedEntry, keys: ReadonlyMap<string, KeyObject>): boolean {
  const key = keys.get(entry.key);
  return key !== undefined && verify(null, Buffer.from(signedText(entry)), key, Buffer.from(entry.sig, 'base64'));
}
