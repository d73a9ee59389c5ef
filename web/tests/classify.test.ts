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
    'a grant in the last edition',
    [
      ['import:old', 'grants'],
      ['import:new', 'grants'],
    ],
    false,
  ],
  ['a grant in an earlier edition only', [['import:old', 'grants']], true],
  ['a grant that an officer entered in a workbook', [['import:officer', null]], false],
  [
    'a grant of an earlier edition that an officer restated',
    [
      ['import:old', 'grants'],
      ['import:officer', null],
    ],
    true,
  ],
  ['a grant of no import', [], false],
] as const)('%s', (_, imports, gone) => {
  expect(isGone({ importedBy: imports.map(([id, series]) => ({ id, series })) }, EDITIONS)).toBe(gone);
});
