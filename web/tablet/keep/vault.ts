/** OWASP Password Storage Cheat Sheet (2023): PBKDF2 with SHA-256. */
const ROUNDS = 600_000;
const KEY = { name: 'AES-GCM', length: 256 } as const;
/** After so many wrong PINs in a row all is erased. */
export const MOST_WRONG = 8;
export const SHORTEST_PIN = 6;

/** What lies open on the tablet: of no use without the PIN. */
export interface VaultRecord {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly wrapped: Sealed;
  readonly wrong: number;
}

/** Something that only the key opens. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** A new key, sealed by a PIN. Throws RangeError for a PIN that is too short. */
export async function makeVault(pin: string): Promise<{ readonly record: VaultRecord; readonly key: CryptoKey }> {
  if (!/^\d{6,12}$/.test(pin)) throw new RangeError(`pin of ${pin.length} characters: want 6-12 digits`);
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapped = await sealBytes(await pinKey(pin, salt), raw);
  return { record: { salt, wrapped, wrong: 0 }, key: await dataKey(raw) };
}

/** The key; null: it is the wrong PIN. */
export async function openVault({ salt, wrapped }: VaultRecord, pin: string): Promise<CryptoKey | null> {
  const raw = await unsealBytes(await pinKey(pin, salt), wrapped);
  return raw === null ? null : dataKey(raw);
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  return sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));
}

/** null: it was sealed by another key, or is broken. */
export async function unseal<T>(key: CryptoKey, sealed: Sealed): Promise<T | null> {
  const bytes = await unsealBytes(key, sealed);
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as T);
}

export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: KEY.name, iv }, key, bytes) };
}

export async function unsealBytes(key: CryptoKey, { iv, data }: Sealed): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: KEY.name, iv }, key, data));
  } catch {
    return null;
  }
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, material, KEY, false, ['encrypt', 'decrypt']);
}

const dataKey = (raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, KEY, false, ['encrypt', 'decrypt']);
