import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { licences } from './licences';

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
  ],
  build: {
    outDir: '../server/http/console_files',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
  worker: { format: 'es', plugins: ofWorkers },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/export', '/check'].map((path) => [path, 'http://127.0.0.1:8000']),
    ),
  },
});
