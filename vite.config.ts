import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['SERVER_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0, // a data: font or worker would not pass the CSP
    chunkSizeWarningLimit: 1500,
    sourcemap: true,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: Number(process.env['WEB_PORT'] ?? 5173),
    strictPort: true,
    proxy: { '/api': server, '/healthz': server, '/readyz': server, '/socket.io': { target: server, ws: true } },
  },
});
