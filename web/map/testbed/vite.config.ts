import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The map alone, for its browser tests and its benchmark; no page of the console leads here. Run from the project's root. */
export default defineConfig({
  root: 'web/map/testbed',
  plugins: [react()],
  build: {
    outDir: '../../../dist/map-testbed',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
});
