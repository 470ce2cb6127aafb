// Builds dist/ (server by tsc, console by vite, side by side); `--if-stale` does nothing while dist/ is newer than its sources.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const STAMP = `${root}dist/.built`;
// Jest sets NODE_ENV=test, and vite would then put React's development build into the console
const env = { ...process.env, NODE_ENV: 'production' };
const SOURCES = [
  'server',
  'streams',
  'migrations',
  'web',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
  'node_modules/.package-lock.json',
];

function changedAtMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changedAtMs(`${path}/${name}`)));
}

export function isStale() {
  if (!existsSync(`${root}server/main.ts`)) return false; // a bundle or an image: what is there was built elsewhere
  const builtAtMs = changedAtMs(STAMP);
  return SOURCES.some((path) => changedAtMs(`${root}${path}`) > builtAtMs);
}

async function step(args) {
  const [code] = await once(spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] }), 'exit');
  if (code !== 0) throw new Error(`${args.join(' ')} exited with ${code}`);
}

export async function build() {
  const beganMs = performance.now();
  rmSync(STAMP, { force: true });
  await Promise.all([
    step(['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json']),
    step(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']),
  ]);
  mkdirSync(`${root}dist`, { recursive: true });
  cpSync(`${root}server/domain/geo/data`, `${root}dist/server/domain/geo/data`, { recursive: true });
  cpSync(`${root}streams/simulator/camera/film`, `${root}dist/streams/simulator/camera/film`, { recursive: true });
  writeFileSync(STAMP, '');
  console.error(`built in ${Math.round(performance.now() - beganMs)} ms`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--if-stale') || isStale()) await build();
}
