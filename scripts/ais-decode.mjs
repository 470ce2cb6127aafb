// npm run -s ais:decode -- [--stats] FILE: NMEA in (- is standard input), one JSON object a line out.
import { build, isStale } from './build.mjs';

if (isStale()) await build();
const { decodeCommand } = await import('../dist/server/feeds/decode-cli.js');
process.exitCode = await decodeCommand(process.argv.slice(2), process);
