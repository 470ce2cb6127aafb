import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the console in `webDir` by its page, which names everything else by content; `none`: it is not built. */
export function buildIdOf(webDir: string): string {
  const page = join(webDir, 'index.html');
  return existsSync(page) ? createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 12) : 'none';
}
