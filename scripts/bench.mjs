// npm run bench -- NAME [ARGS]: compiles and runs tests/perf/NAME.bench.ts; its last line on standard output is one JSON object.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name, ...rest] = process.argv.slice(2);
if (!name || !existsSync(`${root}tests/perf/${name}.bench.ts`)) {
  const names = readdirSync(`${root}tests/perf`).flatMap((file) => file.match(/^(.*)\.bench\.ts$/)?.[1] ?? []);
  console.error(`usage: npm run bench -- NAME, where NAME is one of: ${names.join(' ')}`);
  process.exit(2);
}

async function run(args, stdio) {
  const child = spawn(process.execPath, args, { cwd: root, stdio });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exit(code ?? 1);
}

if (isStale()) await build();
// compiled as the server is, so that what is measured is what runs
await run(['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.bench.json'], ['ignore', 2, 2]);
await run(
  ['--expose-gc', '--enable-source-maps', `dist/tests/perf/${name}.bench.js`, ...rest],
  ['ignore', 'inherit', 'inherit'],
);
