import { createHash, randomBytes } from 'node:crypto';
import { DEVICE_COOKIE } from '../../contract/device.ts';
import { SESSION_COOKIE } from '../../contract/session.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 256 bits of the operating system's randomness. The token is in the cookie only; the database keeps its SHA-256. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A plain hash is enough: nobody can guess 256 random bits, so there is nothing to slow down. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Headers that may hold a token. */
export interface TokenHeaders {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
}

/** The token of a session in a Cookie header; null: there is none of the right form. */
export const tokenOf = (cookieHeader: string | undefined): string | null => cookieOf(cookieHeader, SESSION_COOKIE);

/** The token of a device, in its cookie or as a bearer's (RFC 6750); null: there is none of the right form. */
export function deviceTokenOf({ cookie, authorization }: TokenHeaders): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return TOKEN.test(bearer) ? bearer : null;
  return cookieOf(cookie, DEVICE_COOKIE);
}

function cookieOf(cookieHeader: string | undefined, name: string): string | null {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    const value = pair.slice(at + 1).trim();
    return TOKEN.test(value) ? value : null;
  }
  return null;
}
