// node lint.mjs FOLDER: lints schema.graphql and the documents in the folders `read` and `shipped` with the rules that
// graphql-eslint recommends, except those named here, and prints its messages as JSON, by file.
import { basename } from 'node:path';
import plugin from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';

const [folder] = process.argv.slice(2);
const OFF = {
  schema: [
    'strict-id-in-types', // pages, edges and cells have no id; clients/js configures caches for that
    'naming-convention', // AND, OR and NOT of filters
    'no-typename-prefix', // importedOn, surveyedOn, offeredBy, grantedEuros
    'require-description', // @oneOf belongs to the language
  ],
  shipped: ['unique-operation-name'], // each file is sent alone
  read: [
    'unique-operation-name',
    'no-anonymous-operations', // examples to read and paste need no name
    'naming-convention', // a tool has the name of its operation
    'require-selections', // their answers are not put in a cache
    'selection-set-depth', // as deep as the graph is, and limited by the service
  ],
};

function configured(files, configuration, off) {
  const rules = { ...plugin.configs[configuration].rules };
  for (const name of off) delete rules[`@graphql-eslint/${name}`];
  const graphQLConfig = { schema: `${folder}/schema.graphql`, documents: `${folder}/{read,shipped}/*.graphql` };
  return {
    files: [files],
    languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig } },
    plugins: { '@graphql-eslint': plugin },
    rules,
  };
}

const linter = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  overrideConfig: [
    configured('schema.graphql', 'flat/schema-recommended', OFF.schema),
    configured('shipped/*.graphql', 'flat/operations-recommended', OFF.shipped),
    configured('read/*.graphql', 'flat/operations-recommended', OFF.read),
  ],
});
const found = {};
const linted = await linter.lintFiles(['schema.graphql', 'shipped/*.graphql', 'read/*.graphql']);
for (const { filePath, messages } of linted) {
  found[basename(filePath)] = messages.map(({ ruleId, message }) => `${ruleId?.split('/')[1]}: ${message}`);
}
console.log(JSON.stringify(found));
