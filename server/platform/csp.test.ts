import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';
import { helmetOptions } from './csp.ts';

const policyOf = (env: Record<string, string>): string =>
  JSON.stringify(helmetOptions(readConfig({ DATA_DIR: '/tmp', ...env })).contentSecurityPolicy);

describe('the content security policy', () => {
  it('names no other host without a Mapbox token, even with a style', () => {
    expect(policyOf({})).not.toContain('https:');
    expect(policyOf({ MAP_STYLE_URL: 'https://tiles.example/style.json' })).not.toContain('https:');
  });

  it('lets Mapbox in with a token, and the host of a style', () => {
    const policy = policyOf({ MAPBOX_ACCESS_TOKEN: 'pk.abc', MAP_STYLE_URL: 'https://tiles.example/style.json' });
    expect(policy).toContain('https://api.mapbox.com');
    expect(policy).toContain('"https://tiles.example"');
  });

  it('never allows inline code or evaluation', () => {
    for (const env of [{}, { MAPBOX_ACCESS_TOKEN: 'pk.abc' }]) expect(policyOf(env)).not.toContain('unsafe');
  });
});
