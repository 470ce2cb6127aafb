// npm run -s upgrade -- --backup PATH, in the folder of the new version, with the variables of the running server: looks whether
// anything is in the way, backs up, stops the old server, migrates, starts this one, and goes back where that fails.
import { spawnSync } from 'node:child_process';
import { prepare, root } from './command.mjs';

const place = await prepare(); // also builds, before anything is stopped
const doctor = spawnSync(process.execPath, ['scripts/doctor.mjs'], { cwd: root, encoding: 'utf8' });
if (doctor.status !== 0) {
  console.error(
    `${doctor.stdout}the upgrade failed: something is in the way of this version (above), and nothing was changed`,
  );
  process.exit(1);
}
const { upgradeCommand } = await import('../dist/server/platform/db/upgrade-cli.js');
process.exit(await upgradeCommand(process.argv.slice(2), { ...place, root: root.replace(/\/$/, '') }));
