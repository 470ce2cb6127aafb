// npm run -s history:verify -- [--data-dir DIR] [--public-key FILE] [--head FILE]: walks the chain of raw sentences, names the first break.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const settings = fileURLToPath(new URL('../.env', import.meta.url));
if (existsSync(settings)) process.loadEnvFile(settings);
if (isStale()) await build();
const { verifyCommand } = await import('../dist/server/history/raw/verify-cli.js');
process.exitCode = await verifyCommand(process.argv.slice(2), process);
