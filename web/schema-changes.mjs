// Compares a schema with that of the last release: prints dangerous and breaking changes, and fails if one is breaking.
// Deprecated fields may be removed.

import { readFileSync } from 'node:fs';
import { CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [released, present] = process.argv.slice(2).map((file) => buildSchema(readFileSync(file, 'utf8')));
const changes = await diff(released, present, [DiffRule.suppressRemovalOfDeprecatedField]);
for (const level of [CriticalityLevel.Breaking, CriticalityLevel.Dangerous]) {
  for (const { criticality, message } of changes) {
    if (criticality.level === level) process.stdout.write(`${level.toLowerCase()}: ${message}\n`);
  }
}
process.exitCode = changes.some(({ criticality }) => criticality.level === CriticalityLevel.Breaking) ? 1 : 0;
