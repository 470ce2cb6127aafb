import { createHash, randomBytes } from 'node:crypto';
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

/** The token of a Cookie header; null: there is none of the right form. */
export function tokenOf(cookieHeader: string | undefined): string | null {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== SESSION_COOKIE) continue;
    const value = pair.slice(at + 1).trim();
    return TOKEN.test(value) ? value : null;
  }
  return null;
}
