import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console is built into the server's room, which serves it; in development the service answers beside it. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../server/http/console_files',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/export', '/check'].map((path) => [path, 'http://127.0.0.1:8000']),
    ),
  },
});
