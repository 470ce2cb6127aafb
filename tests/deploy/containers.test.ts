import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig, VARIABLES } from '../../server/platform/config.ts';

interface Service {
  image: string;
  build?: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  networks: string[];
  healthcheck: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  user?: string;
}

// no container engine takes part: these read the files as one would
describe('docker-compose.yml', () => {
  const text = readFileSync('docker-compose.yml', 'utf8');
  const { services, networks, volumes } = parse(text) as {
    services: Record<'database' | 'mihari' | 'streams', Service>;
    networks: Record<string, { internal?: boolean } | null>;
    volumes: Record<string, unknown>;
  };
  const all = Object.entries(services);

  it('has no default for a secret, and none written down', () => {
    const named = [...text.matchAll(/\$\{(\w+)(:[-?][^}]*)?\}/g)].map(([, name = '', rest = '']) => ({ name, rest }));
    const secrets = named.filter(({ name }) => /PASSWORD|TOKEN|SECRET|KEY/.test(name));
    expect(secrets.length).toBeGreaterThan(2);
    for (const { name, rest } of secrets)
      expect(`${name}${rest}`).toMatch(name === 'METRICS_TOKEN' ? /:-$/ : /:\?set /);
    for (const [, { environment }] of all)
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|TOKEN|SECRET/.test(name)) expect(value).toMatch(/^\$\{/);
    expect(services.mihari.environment['DATABASE_URL']).toMatch(
      /^postgres:\/\/mihari:\$\{DATABASE_PASSWORD:\?[^}]+\}@database:5432\/mihari$/,
    );
  });

  it('gives the server variables that it knows, and with the empty ones unset it starts', () => {
    const { environment } = services.mihari;
    for (const name of Object.keys(environment)) expect(VARIABLES).toContain(name);
    const expanded = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        `${value}`.replace(/\$\{(\w+)(:[-?][^}]*)?\}/g, (_, variable: string) =>
          variable === 'DATABASE_PASSWORD' ? 'abc123' : '',
        ),
      ]),
    );
    const image = { HOST: '0.0.0.0', PORT: '8080', DATA_DIR: '/data' };
    expect(() => readConfig({ ...image, ...expanded })).toThrow('set AIS_FEEDS to a real feed, or DEMO=1');
    expect(readConfig({ ...image, ...expanded, DEMO: '1' }).databaseUrl).toBe(
      'postgres://mihari:abc123@database:5432/mihari',
    );
  });

  it('pins every image, checks the health of every service, and waits for the database', () => {
    for (const [, { image, healthcheck }] of all) {
      expect(image.replace(/^\$\{\w+:-(.*)\}$/, '$1')).toMatch(/^[a-z]+:\d+\.\d+/);
      expect(healthcheck.test[0]).toBe('CMD');
    }
    expect(services.mihari.healthcheck.test).toEqual(['CMD', 'node', 'scripts/ready.mjs']);
    expect(services.mihari.image).toBe(
      `mihari:${(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version}`,
    );
    expect(services.mihari.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  });

  it('opens the console alone, to this machine unless told otherwise, and hides the database', () => {
    expect(services.mihari.ports).toHaveLength(1);
    expect(services.mihari.ports?.[0]).toMatch(/^\$\{LISTEN_ADDRESS:-127\.0\.0\.1\}:\$\{LISTEN_PORT:-8080\}:8080$/);
    expect(services.database.ports).toBeUndefined();
    expect(services.database.networks).toEqual(['inside']);
    expect(networks['inside']).toEqual({ internal: true });
  });

  it('gives the cameras a container of their own, which shares the volume with the server and nothing with the database', () => {
    const { streams, mihari } = services;
    expect(mihari.environment['MEDIA']).toMatch(/^\$\{MEDIA:-apart\}$/);
    expect([streams.image, streams.volumes]).toEqual([mihari.image, mihari.volumes]);
    expect(streams.networks).toEqual(['outside']);
    for (const name of Object.keys(streams.environment)) expect(VARIABLES).toContain(name);
    expect(streams.healthcheck.test).toEqual(['CMD', 'node', 'scripts/streams-ready.mjs']);
    expect(existsSync('scripts/streams.mjs')).toBe(true);
  });

  it('keeps what must live in named volumes, and the rest of the server read-only', () => {
    const kept = all.flatMap(([, service]) => service.volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(kept)].sort()).toEqual(Object.keys(volumes).sort());
    expect([services.mihari.read_only, services.streams.read_only]).toEqual([true, true]);
  });
});

describe('Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  const words = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.split(/\s+/).slice(1));

  it('copies only what is there, and what .dockerignore lets through', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const sources = words('COPY')
      .filter(([first]) => !first?.startsWith('--from='))
      .flatMap((args) => args.slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(existsSync(source)).toBe(true);
      expect(allowed).toContain(source.replace(/^\.\//, ''));
    }
  });

  it('starts from a pinned image and does not run as root', () => {
    expect(words('ARG')).toEqual([[expect.stringMatching(/^NODE_IMAGE=node:(20|22)\.\d+\.\d+-bookworm-slim$/)]]);
    for (const [image] of words('FROM')) expect(image).toMatch(/^\$\{NODE_IMAGE\}$/);
    expect(words('USER').at(-1)).toEqual(['node']);
    const userAt = lines.indexOf('USER node');
    expect(lines.slice(userAt).some((line) => line.startsWith('RUN '))).toBe(false);
  });

  it('runs and checks scripts that are there, and sets variables that the server knows', () => {
    const text = lines.join('\n');
    for (const [, script = ''] of text.matchAll(/"(scripts\/[\w-]+\.mjs)"/g)) expect(existsSync(script)).toBe(true);
    const names = words('ENV')
      .flat()
      .map((pair) => pair.split('=')[0]);
    for (const name of names) expect(['NODE_ENV', ...VARIABLES]).toContain(name);
    expect(text).toContain('HEALTHCHECK');
  });
});
