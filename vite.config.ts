import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { boatShell, WORKER } from './scripts/boat-shell.ts';

const server = process.env['SERVER_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'web',
  plugins: [react(), boatShell()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0, // a data: font or worker would not pass the CSP
    chunkSizeWarningLimit: 1500,
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'web/index.html', boat: 'web/boat.html', [WORKER]: 'web/tablet/worker/boat-worker.ts' },
      output: {
        // a service worker's name stays, and it must lie above all that it answers for
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: Number(process.env['WEB_PORT'] ?? 5173),
    strictPort: true,
    proxy: { '/api': server, '/healthz': server, '/readyz': server, '/socket.io': { target: server, ws: true } },
  },
});
