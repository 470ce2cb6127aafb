import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { writeWhole } from '../data-dir.ts';
import type { HouseRows } from '../db/house-rows.ts';
import { StartError } from '../start-error.ts';

const KEY = 'held_real_data';

/**
 * Demo never passes for real: what has once run outside the demo refuses it for good, directory and database each for themselves,
 * since either may be moved alone.
 */
export async function keepDemoFromRealData({ demo, dataDir }: Config, rows: HouseRows): Promise<void> {
  const marker = join(dataDir, 'held-real-data');
  if (!demo) {
    if (!existsSync(marker)) writeWhole(marker, 'This directory has held real data: it refuses the demo.\n');
    await rows.add(KEY, 'yes');
    return;
  }
  const cure = 'set AIS_FEEDS to the real feed (without DEMO=1), or DATA_DIR and DATABASE_URL to new ones for the demo';
  if (existsSync(marker))
    throw new StartError(`the data directory ${dataDir} has held real data and refuses the demo: ${cure}`);
  if ((await rows.find(KEY)) !== null)
    throw new StartError(`the database has held real data and refuses the demo: ${cure}`);
}
