// npm run -s sim -- --seed 7 --hours 8 --out FILE: the simulated traffic as an NMEA log with TAG times.
import { build, isStale } from './build.mjs';

if (isStale()) await build();
const { writeLog } = await import('../dist/streams/simulator/log.js');
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await writeLog(process.argv.slice(2));
