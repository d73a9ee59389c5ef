// node tada.mjs FOLDER: has gql.tada read the schema that the project in a folder names, then has TypeScript check the project,
// and prints what both say as JSON. What else the project needs stands in its node_modules.
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
