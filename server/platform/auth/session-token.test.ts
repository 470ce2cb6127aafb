import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newToken, tokenHash, tokenOf } from './session-token.ts';

describe('a session token', () => {
  it('is 256 random bits, another each time, and kept as a hash', () => {
    const tokens = new Set(Array.from({ length: 1000 }, newToken));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const [token] = tokens;
    expect(tokenHash(token as string).toString('hex')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is found among other cookies', () => {
    const token = newToken();
    expect(tokenOf(`a=b; mihari_session=${token}; c=d`)).toBe(token);
    expect(tokenOf(`mihari_session=${token}`)).toBe(token);
  });

  it('is not taken from a cookie of another name or form', () => {
    const token = newToken();
    for (const header of [
      undefined,
      '',
      `xmihari_session=${token}`,
      `mihari_session=${token}x`,
      'mihari_session',
      '=',
    ]) {
      expect(tokenOf(header)).toBeNull();
    }
  });

  it('is nothing or of the right form, whatever the header says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const token = tokenOf(`mihari_session=${text}`);
        expect(token === null || /^[\w-]{43}$/.test(token)).toBe(true);
      }),
    );
  });
});
