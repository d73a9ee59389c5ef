// node relay.mjs FOLDER URL ID: compiles the documents in the modules of FOLDER/src against its schema.graphql with Relay's
// compiler, then loads all pages of a node's engagements from the service with Relay's runtime, and prints them as JSON.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import relay from 'relay-runtime';

const [folder, url, id] = process.argv.slice(2);
const made = join(folder, 'made');
mkdirSync(made);
writeFileSync(join(made, 'package.json'), '{"type": "commonjs"}');
const configuration = {
  src: 'src',
  schema: 'schema.graphql',
  language: 'javascript',
  artifactDirectory: 'made',
  eagerEsModules: false,
  customScalarTypes: { Date: 'string' },
};
writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(configuration));
const compiler = join(import.meta.dirname, 'node_modules', 'relay-compiler', 'cli.js');
const compiled = spawnSync(process.execPath, [compiler, 'relay.config.json'], { cwd: folder, encoding: 'utf8' });
if (compiled.status !== 0) {
  console.log(JSON.stringify({ compiled: compiled.stdout + compiled.stderr, pages: [] }));
  process.exit(0);
}

const artifact = (name) => createRequire(join(made, 'x.js'))(`./${name}.graphql.js`);
const environment = new relay.Environment({
  network: relay.Network.create(async ({ text }, variables) => {
    const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: text, variables }) });
    return response.json();
  }),
  store: new relay.Store(new relay.RecordSource()),
});

// The same steps as usePaginationFragment of react-relay, without React.
const question = artifact('ActorPageQuery');
const fragment = artifact('ActorPage_actor');
const metadata = relay.getPaginationMetadata(fragment, 'relay.mjs');
const operation = relay.createOperationDescriptor(question, { id });
environment.retain(operation);
await relay.fetchQuery(environment, question, { id }).toPromise();
const { actor } = environment.lookup(operation.fragment).data.node;
const selector = relay.getSingularSelector(fragment, actor);
const shown = () => environment.lookup(selector).data;
const list = () => metadata.connectionPathInFragmentData.reduce((value, name) => value[name], shown());
const ids = () => list().edges.map(({ node }) => node.id);
const pages = [ids()];
while (list().pageInfo.hasNextPage) {
  const { endCursor } = list().pageInfo;
  const { variables } = selector.owner;
  const next = relay.getPaginationVariables('forward', 3, endCursor, variables, { id }, metadata.paginationMetadata);
  await relay.fetchQuery(environment, metadata.paginationRequest, next).toPromise();
  pages.push(ids());
}
console.log(JSON.stringify({ compiled: compiled.stdout, label: shown().label, pages }));
