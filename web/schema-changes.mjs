// Holds a schema against that of the last release: what would break a client fails, what may be dangerous is told.
// What was deprecated may be removed.

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
