// npm run -s backup -- --out PATH: all tables in one snapshot and all other files of DATA_DIR, while the server runs or is down.
import { prepare } from './command.mjs';

const place = await prepare();
const { backupCommand } = await import('../dist/server/platform/db/backup-cli.js');
process.exit(await backupCommand(process.argv.slice(2), place));
