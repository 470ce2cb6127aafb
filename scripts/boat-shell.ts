import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

const PAGE = 'boat.html';
export const WORKER = 'boat-worker';
/** Not made by the bundler. */
const BESIDE = ['/boat.webmanifest', '/boat-icon.svg'];

type Bundle = Rolldown.OutputBundle;
/** Vite's own notes on a chunk. */
interface Noted {
  readonly viteMetadata?: { readonly importedCss: Set<string>; readonly importedAssets: Set<string> };
}

/** The files of a page: its chunk, what that imports (also late), their styles and what these name. */
function filesOf(bundle: Bundle, page: string): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const file = bundle[name];
    if (file?.type === 'chunk') {
      const { viteMetadata } = file as Noted;
      for (const next of [...file.imports, ...file.dynamicImports]) visit(next);
      for (const next of [...(viteMetadata?.importedCss ?? []), ...(viteMetadata?.importedAssets ?? [])]) visit(next);
    } else if (file !== undefined && name.endsWith('.css')) {
      const named = String(file.source).matchAll(/url\(["']?\/?(assets\/[^"')]+)/g);
      for (const [, next = ''] of named) if (bundle[next]) visit(next);
    }
  };
  const entry = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/${page}`),
  );
  if (entry === undefined) throw new Error(`${page} has no chunk`);
  visit(entry.fileName);
  // every browser that can do without a network takes the newer of two formats
  return [...found].filter((name) => !name.endsWith('.woff')).sort();
}

/** Tells the tablet's service worker which files its page is made of, so that the page opens without a network. */
export function boatShell(): Plugin {
  return {
    name: 'boat-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const [worker, page] = [bundle[`${WORKER}.js`], bundle[PAGE]];
        if (worker?.type !== 'chunk' || page?.type !== 'asset')
          throw new Error(`${WORKER}.js or ${PAGE} was not built`);
        const files = ['/boat', ...BESIDE, ...filesOf(bundle, PAGE).map((name) => `/${name}`)];
        const version = createHash('sha256').update(String(page.source)).update(files.join()).update(worker.code);
        const shell = JSON.stringify({ version: version.digest('hex').slice(0, 12), files });
        worker.code = `const SHELL=${shell};\n${worker.code}`;
      },
    },
  };
}
