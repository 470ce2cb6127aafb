import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Environment, readConfig } from './config.ts';
import { StartError } from './start-error.ts';

function refusal(env: Environment, aisFeeds?: (text: string) => unknown): string {
  try {
    readConfig(env, aisFeeds ? { aisFeeds } : {});
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the configuration', () => {
  it('is the demo bay on this machine when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: null,
      aisFeeds: null,
      demo: true,
      simulation: true,
      tls: null,
      logLevel: 'info',
    });
  });

  it('takes an empty or blank variable as not set', () => {
    expect(readConfig({ PORT: '', AIS_FEEDS: '  ', DEMO: '' })).toMatchObject({ port: 8080, demo: true });
  });

  it('is no demo with a feed, unless DEMO=1 keeps its accounts; the bay is never simulated beside a feed', () => {
    const feed = { AIS_FEEDS: 'a=udp://127.0.0.1:10110' };
    expect(readConfig(feed)).toMatchObject({ demo: false, simulation: false });
    expect(readConfig({ ...feed, DEMO: '1' })).toMatchObject({ demo: true, simulation: false });
    expect(readConfig({ DEMO: '0' })).toMatchObject({ demo: false, simulation: false });
  });

  it.each([
    ['PORT', 'eighty', 'a whole number from 0 to 65535'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '8080.5', 'a whole number from 0 to 65535'],
    ['DEMO', 'yes', '0 or 1'],
    ['DEMO_RATE', '61', 'a whole number from 1 to 60'],
    ['DEMO_START', '2026-11-23T21:30', 'a time with its zone from 2026-11-23T18:00+09:00'],
    ['DEMO_START', '2026-11-23T17:59+09:00', 'a time with its zone from 2026-11-23T18:00+09:00'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error'],
    ['HOST', 'http://x', 'an IP address or a host name'],
    ['MAP_STYLE_URL', 'javascript:1', 'mapbox://styles/'],
  ])('refuses %s=%s and says what is allowed', (name, value, allowed) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`${name} is "${value}": allowed is `);
    expect(message).toContain(allowed);
  });

  it('begins the story when it is told to', () => {
    expect(readConfig({}).demoStartMs).toBeNull();
    expect(readConfig({ DEMO_START: '2026-11-23T21:30+09:00' }).demoStartMs).toBe(Date.UTC(2026, 10, 23, 12, 30));
  });

  it('names all that is wrong at once', () => {
    const lines = refusal({ PORT: 'x', DEMO: '2', TLS_CERT: 'a.pem', AIS_FEEDS: 'nonsense' }, (text) => {
      throw new Error(`AIS_FEEDS: ${text}`);
    }).split('\n');
    expect(lines.map((line) => line.split(/[ :]/)[0])).toEqual(['PORT', 'DEMO', 'TLS_KEY', 'AIS_FEEDS']);
  });

  it('keeps secrets out of its message', () => {
    const message = refusal({ METRICS_TOKEN: 'hush', DATABASE_URL: 'mysql://u:geheim@h/d' });
    expect(message).toContain('METRICS_TOKEN');
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toMatch(/hush|geheim/);
  });

  it('refuses the demo to a network unless DEMO=1 asks for it', () => {
    expect(refusal({ HOST: '0.0.0.0' })).toContain('HOST is "0.0.0.0"');
    expect(refusal({ HOST: '192.0.2.7' })).toContain('DEMO=1');
    expect(readConfig({ HOST: '0.0.0.0', DEMO: '1' }).simulation).toBe(true);
    expect(readConfig({ HOST: '0.0.0.0', AIS_FEEDS: 'a=udp://127.0.0.1:1' }).demo).toBe(false);
    for (const HOST of ['localhost', '::1', '127.8.9.1']) expect(readConfig({ HOST }).demo).toBe(true);
  });

  it('either reads or refuses by a sentence, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('PORT', 'HOST', 'DEMO', 'DATABASE_URL', 'METRICS_TOKEN'),
        fc.string(),
        (name, value) => {
          try {
            const { port } = readConfig({ [name]: value, DATA_DIR: '/tmp' });
            return port >= 0 && port <= 65_535;
          } catch (error) {
            return error instanceof StartError && error.message.startsWith(name);
          }
        },
      ),
    );
  });
});
