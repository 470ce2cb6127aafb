// npm test: builds what the browser tests need, runs every test with Jest (ESM), closes with `N passed, N failed`.
// Arguments go on to Jest: `npm test -- server/domain`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (isStale()) await build();
const place = mkdtempSync(join(tmpdir(), 'mihari-test-'));
/** Tests whose browser draws the chart on all processors: two at once starve each other. */
const WITH_BROWSER = ['tests/browser', 'tests/e2e/live-page'];
const given = process.argv.slice(2);
const rounds =
  given.length > 0
    ? [given]
    : [WITH_BROWSER.map((path) => `--testPathIgnorePatterns=${path}`), ['--runInBand', ...WITH_BROWSER]];

/** Runs Jest once; what it counted, and its exit code. */
async function round(args, number) {
  const report = join(place, `report-${number}.json`);
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] },
  );
  const stop = (signal) => jest.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  const [code, ended] = await once(jest, 'exit');
  if (ended !== null) process.exit(1);
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, code: code ?? 1 };
}

const results = [];
for (const [number, args] of rounds.entries()) results.push(await round(args, number));
rmSync(place, { recursive: true });
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : (results.find(({ code }) => code !== 0)?.code ?? 0));
