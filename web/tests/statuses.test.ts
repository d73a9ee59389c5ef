/** Shares and statuses in words: nothing is rounded to none or to all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  axesIn,
  type Counts,
  FIELDS,
  figuresOf,
  inhabitantsInWords,
  percent,
  SHARES,
  sharesOf,
  territoriesInWords,
  totalOf,
  WITHOUT,
} from '../src/words/statuses';

const many = fc.integer({ min: 0, max: 100_000 });
const counts: fc.Arbitrary<Counts> = fc.record({
  covered: many,
  partial: many,
  inherited: many,
  gap: many,
  toConfirm: many,
  unknown: many,
});

describe('percents', () => {
  test('0 % means none at all, and 100 % means all', () => {
    const parts = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));
    fc.assert(
      fc.property(parts, ([part, whole]) => {
        const words = percent(part, whole);
        expect(words === '0\u00a0%').toBe(part === 0);
        expect(words === '100\u00a0%').toBe(part === whole);
        const figure = Number(/\d+/.exec(words)?.[0]);
        expect(Math.abs(figure - (100 * part) / whole)).toBeLessThanOrEqual(1);
      }),
    );
    expect([percent(1, 1_000), percent(999, 1_000)]).toEqual(['moins de 1\u00a0%', 'plus de 99\u00a0%']);
  });
});

test('each share is given by its own figure, never by a sum', () => {
  fc.assert(
    fc.property(counts, (some) => {
      expect(SHARES.map(({ value }) => value)).toEqual(['COVERED', 'PARTIAL', 'INHERITED']);
      const shares = sharesOf(some);
      expect(shares.map(({ part }) => part)).toEqual(
        [some.covered, some.partial, some.inherited].filter((part) => part > 0),
      );
      for (const { status, part, percent: words } of shares) {
        expect(part).toBe(some[FIELDS[status]]);
        expect(words).toBe(percent(part, totalOf(some)));
      }
      const known = shares.reduce((sum, { part }) => sum + part, 0);
      const others = WITHOUT.reduce((sum, status) => sum + some[FIELDS[status]], 0);
      expect(known + others).toBe(totalOf(some));
    }),
  );
});

const none: Counts = { covered: 0, partial: 0, inherited: 0, gap: 0, toConfirm: 0, unknown: 0 };

test.each([
  [none, '0 contrat', '/ 0'],
  [{ ...none, gap: 4 }, '4 contrats\u00a0: aucun acteur confirmé', '/ 4'],
  [{ ...none, covered: 1 }, '1 contrat\u00a0: 1 sur place', '● 1 / 1'],
  [
    { ...none, covered: 5, partial: 2, inherited: 1, unknown: 3 },
    '11 contrats\u00a0: 5 sur place, 2 en partie, 1 par le territoire qui les contient',
    '● 5 ◐ 2 ○ 1 / 11',
  ],
  [
    { ...none, covered: 1_000, gap: 200 },
    '1\u202f200 contrats\u00a0: 1\u202f000 sur place',
    '● 1\u202f000 / 1\u202f200',
  ],
])('%o in words and in signs', (some, words, figures) => {
  expect(territoriesInWords(some, 'contrat')).toBe(words);
  expect(figuresOf(some)).toBe(figures);
});

test('inhabitants are described by the shares of 21, 25 and 52 %, never by their sum', () => {
  const some = { ...none, covered: 13_492, partial: 16_062, inherited: 33_409, unknown: 1_285 };
  expect(inhabitantsInWords({ ...some, withoutPopulation: 0 })).toBe(
    'habitants des QPV\u00a0: 21\u00a0% sur place, 25\u00a0% en partie, 52\u00a0% par le territoire qui les contient',
  );
  expect(inhabitantsInWords({ ...none, gap: 10, withoutPopulation: 0 })).toBe(
    'habitants des QPV\u00a0: 0\u00a0%',
  );
  expect(inhabitantsInWords({ ...none, withoutPopulation: 3 })).toBeUndefined();
});

test('the axes of a status', () => {
  const cells = [
    { axis: 'KNOWLEDGE', status: 'GAP' },
    { axis: 'COMMUNICATION', status: 'COVERED' },
    { axis: 'VICTIM_SUPPORT', status: 'GAP' },
  ] as const;
  expect(axesIn('GAP', cells)).toEqual(['KNOWLEDGE', 'VICTIM_SUPPORT']);
  expect(axesIn('PARTIAL', cells)).toEqual([]);
});
