// npm run -s restore -- --from FOLDER: a backup into the empty DATA_DIR, and the empty database of DATABASE_URL where that is set.
import { prepare } from './command.mjs';

const place = await prepare();
const { restoreCommand } = await import('../dist/server/platform/db/backup-cli.js');
process.exit(await restoreCommand(process.argv.slice(2), place));
