// Runs the protocol's own suite against the service at an address: node conformance.mjs URL EXPECTED_FAILURES

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const suite = fileURLToPath(new URL('node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url));
const [url, expected] = process.argv.slice(2);
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [suite, 'server', '--url', url, '--expected-failures', expected],
  { encoding: 'utf8' },
);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exit(status ?? 1);
