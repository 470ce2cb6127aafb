// Which installed packages the built server needs: all but those that the console alone imports, since they are in the built console
// already. Not only what the program imports by name: Nest loads its HTTP server by a name put together at run time.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `import ... from 'name/path'`, `import('name')`, `export ... from 'name'`, `@import 'name/file.css'`. */
const IMPORT = /(?:from|import)\s*\(?\s*['"]((?:@[\w.-]+\/)?[\w-][\w.-]*)(?:\/[^'"]*)?['"]/g;

/** The encoder of the demo's drawn cameras: its x264 is under the GPL, and real operation has no use for it. Films stand in. */
const LEFT_OUT = new Set(['@napi-rs/webcodecs']);

/** Names of packages that sources or built files under a folder import. */
function importedBy(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(m?js|tsx?|css)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  return new Set(files.flatMap((text) => [...text.matchAll(IMPORT)].map(([, name]) => name)));
}

/** As Node resolves: the nearest node_modules upwards. */
function placeOf(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '') return null;
  }
}

/** Paths below the root, such as `node_modules/pg`; those of another platform are not installed and so not there. */
export function modulesFor(root, program) {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { packages } = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8'));
  const byConsole = importedBy(join(root, 'web'));
  const byProgram = new Set(program.flatMap((folder) => [...importedBy(join(root, folder))]));
  const direct = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
    (name) => !LEFT_OUT.has(name) && (byProgram.has(name) || !byConsole.has(name)),
  );
  const found = new Set();
  const waiting = direct.map((name) => placeOf(packages, '', name));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (path === null || found.has(path) || !existsSync(join(root, path))) continue;
    found.add(path);
    const {
      dependencies: needs,
      optionalDependencies: mays,
      peerDependencies: peers,
      peerDependenciesMeta,
    } = packages[path];
    const peersNeeded = Object.keys(peers ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
    for (const name of [...Object.keys(needs ?? {}), ...Object.keys(mays ?? {}), ...peersNeeded])
      waiting.push(placeOf(packages, path, name));
  }
  return [...found].sort();
}
