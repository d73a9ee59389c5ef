import { resolve } from 'node:path';
import { env, stdin } from 'node:process';
import type { Plugin } from 'vite';

const SCHEMA = resolve('../schema/schema.graphql');

/** The service that answers in development; `make dev` sets its address, and the file that it writes when ready. */
export const service = env.SERVICE ?? 'http://127.0.0.1:8000';
const ready = env.SERVICE_READY;

/**
 * Returns the plugin of the development server. A changed operation or schema generates the types and texts of the
 * operations again, and a mismatch is shown over the page. The page reloads when the service has started again.
 */
export const development = (): Plugin => ({
  name: 'development',
  apply: 'serve',
  async configureServer({ watcher, hot }) {
    const { generate, loadContext } = await import('@graphql-codegen/cli');
    const config = (await loadContext('codegen.ts')).getConfig();
    const write = () =>
      generate({ ...config, silent: true }).then(
        () => hot.send({ type: 'update', updates: [] }), // removes the previous error from the page
        ({ message }: Error) =>
          hot.send({ type: 'error', err: { message, stack: '', plugin: 'graphql-codegen' } }),
      );
    let written = write();
    watcher.add([SCHEMA, ...(ready ? [ready] : [])]);
    watcher.on('all', (_, path) => {
      if (path === ready) hot.send({ type: 'full-reload' });
      if (path.endsWith('.graphql')) written = written.then(write);
    });
    if (ready) stdin.resume(); // so that Vite ends when `make dev` does, which closes this pipe
    await written;
  },
});
