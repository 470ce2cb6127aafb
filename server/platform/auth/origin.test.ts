import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOwnOrigin, isSecure } from './origin.ts';

const asked = (origin: string | undefined, host: string | undefined, isTls = false) =>
  isOwnOrigin({ origin, host, isTls });

describe('the origin of a request', () => {
  it('is ours where the browser names the host it asked', () => {
    expect(asked('http://localhost:8080', 'localhost:8080')).toBe(true);
    expect(asked('https://mihari.example', 'mihari.example', true)).toBe(true);
    expect(asked('https://mihari.example', 'mihari.example:443', true)).toBe(true);
    expect(asked('http://[::1]:8080', '[::1]:8080')).toBe(true);
  });

  it('is ours over a proxy that ends the TLS', () => {
    expect(asked('https://mihari.example', 'mihari.example')).toBe(true);
    expect(isSecure({ origin: 'https://mihari.example', host: 'mihari.example', isTls: false })).toBe(true);
  });

  it('is not judged where none is sent', () => {
    expect(asked(undefined, 'localhost:8080')).toBe(true);
  });

  it('is strange in every other case', () => {
    for (const [origin, host, isTls] of [
      ['null', 'localhost:8080', false],
      ['', 'localhost:8080', false],
      ['http://evil.example', 'localhost:8080', false],
      ['http://localhost:9090', 'localhost:8080', false],
      ['http://localhost.evil.example:8080', 'localhost:8080', false],
      ['http://mihari.example', 'mihari.example', true],
      ['file://localhost:8080', 'localhost:8080', false],
      ['http://localhost:8080', undefined, false],
      ['http://localhost:8080', 'localhost:8080/../x y', false],
    ] as const) {
      expect([origin, asked(origin, host, isTls)]).toEqual([origin, false]);
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (origin, host) => typeof asked(origin, host) === 'boolean'));
  });
});
