/**
 * Hours of the simulated bay at 60 times its speed through the whole server, as `npm start` runs it, on an empty directory: what the
 * simulator says it told over AIS, and what the history has of it. Argument: story hours (8).
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptOf } from '../support/kept-exactly.ts';

const hours = Number(process.argv[2] ?? 8);
const place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-hours-')));
try {
  const { told, heard, duplicates, rejected, stored } = await keptOf(place, { hours, rate: 60 });
  const missing = told.positions - told.duplicates - stored;
  console.log(
    JSON.stringify({
      hours,
      messages: told.messages,
      heard,
      positions: told.positions,
      duplicates,
      rejected,
      stored,
      missing,
    }),
  );
} finally {
  rmSync(place, { recursive: true, force: true });
}
