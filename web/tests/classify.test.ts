import { expect, test } from 'vitest';
import { isGone, latestEditions } from '../src/pages/classify/columns';

type Answer = Parameters<typeof latestEditions>[0];

const imported = (id: string, series: string | null, sequence: number) => ({
  node: { id, series, importedOn: '2026-12-01', sequence },
});

const EDITIONS = latestEditions({
  editions: {
    edges: [
      imported('import:new', 'grants', 5),
      imported('import:old', 'grants', 2),
      imported('import:other', 'directory', 3),
    ],
  },
} as unknown as Answer);

test('the last edition of a series is the last one imported', () => {
  expect([...EDITIONS]).toEqual([
    ['grants', 'import:new'],
    ['directory', 'import:other'],
  ]);
});

test.each([
  [
    'what the last edition has',
    [
      ['import:old', 'grants'],
      ['import:new', 'grants'],
    ],
    false,
  ],
  ['what only an earlier edition has', [['import:old', 'grants']], true],
  ['what an officer entered by a workbook', [['import:officer', null]], false],
  [
    'what an officer restated after it went',
    [
      ['import:old', 'grants'],
      ['import:officer', null],
    ],
    true,
  ],
  ['what no import stated', [], false],
] as const)('%s', (_, imports, gone) => {
  expect(isGone({ importedBy: imports.map(([id, series]) => ({ id, series })) }, EDITIONS)).toBe(gone);
});
