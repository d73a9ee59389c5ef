import { defineConfig } from 'vitest/config';

/** Runs the tests of the pure modules, without a browser and without the plugins of the build. */
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], environment: 'node', isolate: false, unstubGlobals: true },
});
