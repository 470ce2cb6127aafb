// npm run streams: the process of the cameras by itself; the server finds it where MEDIA=apart and DATA_DIR is the same.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const settings = fileURLToPath(new URL('../.env', import.meta.url));
if (existsSync(settings)) process.loadEnvFile(settings);
if (isStale()) await build();
await import('../dist/streams/media/main.js');
