import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { development, service } from './development.ts';
import { licences } from './licences.ts';

/** Puts the stylesheet after the static content of index.html, which a stylesheet in the head would delay. */
const stylesheetLast: Plugin = {
  name: 'stylesheet-last',
  transformIndexHtml: {
    order: 'post',
    handler: (page) => {
      const [link = ''] = /\s*<link rel="stylesheet"[^>]*>/.exec(page) ?? [];
      return page.replace(link, '').replace('</body>', `${link.trimStart()}\n  </body>`);
    },
  },
};

const { ofConsole, ofWorkers } = licences('licences.txt');

/** Builds the console into the server's folder; in development, the API is proxied to a local service. */
export default defineConfig({
  // React Aria's texts are bundled in French only, without thirty other languages.
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ['fr-FR'] }), enforce: 'pre' },
    stylesheetLast,
    ofConsole,
    development(),
  ],
  build: {
    outDir: '../server/http/console_files',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
  worker: { format: 'es', plugins: ofWorkers },
  // In development, Vite can bundle all packages beforehand except this one, which imports workers.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  server: {
    proxy: Object.fromEntries(['/graphql', '/export', '/check'].map((path) => [path, service])),
  },
});
