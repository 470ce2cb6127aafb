import { describe, expect, it } from '@jest/globals';
import { Passwords } from './password.ts';

describe('passwords', () => {
  const passwords = new Passwords();

  it('are kept as argon2id at the cost that OWASP names, and verified', async () => {
    const hash = await passwords.hash('見張り correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,[pt=,\d]+\$/);
    expect(await passwords.verify(hash, '見張り correct horse')).toBe(true);
    expect(await passwords.verify(hash, 'wrong')).toBe(false);
  });

  it('of nobody are wrong and cost the same work', async () => {
    const hash = await passwords.hash('secret');
    const tookMs = async (of: string | null): Promise<number> => {
      const began = performance.now();
      expect(await passwords.verify(of, 'wrong')).toBe(false);
      return performance.now() - began;
    };
    await tookMs(null);
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 15; i++) {
      known.push(await tookMs(hash));
      unknown.push(await tookMs(null));
    }
    // the fastest of each is nearest to the work itself; without the decoy the ratio is some 1,000
    const ratio = Math.min(...known) / Math.min(...unknown);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it('are hashed in turn when many ask at once', async () => {
    const hash = await passwords.hash('secret');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => passwords.verify(hash, i === 7 ? 'secret' : 'x')),
    );
    expect(answers.map(Number).join('')).toBe('000000010000');
  });

  it('to be used once are 20 letters that cannot be misread, another each time', () => {
    const made = new Set(Array.from({ length: 500 }, () => passwords.oneTime()));
    expect(made.size).toBe(500);
    for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
  });
});
