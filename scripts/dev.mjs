// tsc --watch, node --watch and vite in one command. A reload restarts the embedded database too: 0.2 s.
// Every child leads its own process group: Ctrl-C reaches only us, and we end whole groups (tsc is a script around a binary).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (existsSync('.env')) process.loadEnvFile('.env');
const env = { ...process.env, FORCE_COLOR: '1' };
const children = new Map();
let ending = false;

function start(name, args) {
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  children.set(name, child);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      for (const line of text.split('\n')) if (line.trim()) process.stdout.write(`${name.padEnd(6)}| ${line}\n`);
    });
  }
  child.once('exit', (code) => {
    children.delete(name);
    if (!ending) void end(`${name} ended with ${code}`, 1);
  });
  return child;
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // already gone
  }
}

async function end(why, code) {
  if (ending) return;
  ending = true;
  console.log(`dev: ${why}, stopping`);
  const all = [...children.values()];
  const gone = Promise.all(
    all.map((child) => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null)),
  );
  for (const child of all) signal(child, 'SIGTERM');
  const timer = setTimeout(() => {
    for (const child of all) signal(child, 'SIGKILL');
  }, 6500); // the server stops its database within 6 s
  await gone;
  clearTimeout(timer);
  for (const child of all) signal(child, 'SIGKILL'); // what a leader left behind in its group
  process.exit(code);
}
// a closed terminal: what we print fails before SIGHUP is heard, and an unhandled 'error' would leave orphans
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.on('uncaughtException', (error) => void end(String(error), 1));
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => void end(name, 0));

const compiler = start('tsc', [
  'node_modules/typescript-7/bin/tsc',
  '-p',
  'tsconfig.build.json',
  '--watch',
  '--preserveWatchOutput',
]);
const firstBuild = new Promise((resolve) => {
  compiler.stdout.on('data', (text) => /Found \d+ errors?/.test(text) && resolve());
});
start('vite', ['node_modules/vite/bin/vite.js', '--clearScreen', 'false']);
await firstBuild;
if (!existsSync('dist/server/main.js')) throw new Error('tsc wrote nothing');
cpSync('server/domain/geo/data', 'dist/server/domain/geo/data', { recursive: true });
cpSync('streams/simulator/camera/film', 'dist/streams/simulator/camera/film', { recursive: true });
if (!ending) {
  start('server', ['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/server/main.js']);
}
