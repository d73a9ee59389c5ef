// node tada.mjs FOLDER: runs gql.tada on the schema named by the project in FOLDER, then the TypeScript compiler on the
// project, and prints the status and the output of both as JSON. The project's node_modules has its other packages.
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const packages = join(import.meta.dirname, 'node_modules');
for (const name of ['gql.tada', 'typescript']) symlinkSync(join(packages, name), join(folder, 'node_modules', name));

function run(program, ...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(packages, program), ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const generated = run('gql.tada/bin/cli.js', 'generate-output');
const checked = run('typescript/bin/tsc', '--project', '.');
console.log(JSON.stringify({ generated, checked }));
