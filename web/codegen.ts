import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of every operation, from the schema as it is printed: one that asks for what is not there fails the build. */
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
