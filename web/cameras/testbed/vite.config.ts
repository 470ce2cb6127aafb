import { defineConfig } from 'vite';

/** The players of live pictures alone, for their benchmark; no page of the console leads here. Run from the project's root. */
export default defineConfig({
  root: 'web/cameras/testbed',
  build: {
    outDir: '../../../dist/cameras-testbed',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
