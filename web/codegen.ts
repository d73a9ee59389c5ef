import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { type DocumentNode, print } from 'graphql';

/** The text of each operation by its SHA-256, which the console sends instead; the service may refuse other texts. */
const manifest: Record<string, string> = {};

function nameDocument(document: DocumentNode): { documentId: string } {
  const text = print(document);
  const documentId = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  manifest[documentId] = text;
  return { documentId };
}

function writeManifest(): void {
  mkdirSync('public', { recursive: true });
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  writeFileSync('public/documents.json', JSON.stringify(sorted, null, 1));
}

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
    unstable_onExecutableDocumentNode: nameDocument,
    skipTypename: true,
  },
  hooks: { afterAllFileWrite: writeManifest },
};

export default config;
