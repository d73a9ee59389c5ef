import type { CodegenConfig } from '@graphql-codegen/cli';

/** Generates the types of every operation from the printed schema; an operation that does not fit it fails the build. */
const config: CodegenConfig = {
  schema: '../schema/schema.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/generated/schema.ts': {
      plugins: ['typescript-operations'],
    },
    'src/': {
      preset: 'near-operation-file',
      presetConfig: { baseTypesPath: 'generated/schema.ts', extension: '.generated.ts' },
      plugins: ['typescript-operations', 'typed-document-node'],
    },
  },
  config: {
    documentMode: 'string',
    enumType: 'string-literal',
    scalars: { Date: 'string', ID: 'string' },
    strictScalars: true,
    useTypeImports: true,
    skipTypename: true,
  },
};

export default config;
