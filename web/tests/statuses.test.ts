/** Shares and statuses in words: nothing is rounded to none or to all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  axesIn,
  type Counts,
  isReached,
  percent,
  reachedIn,
  STATUSES,
  shareOf,
  totalOf,
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
  test('only none is 0 %, and only all is 100 %', () => {
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

test('what is reached and what is not add up', () => {
  fc.assert(
    fc.property(counts, (some) => {
      const reached = STATUSES.filter(({ value }) => isReached(value)).length;
      expect(reached).toBe(3);
      expect(reachedIn(some) + some.gap + some.toConfirm + some.unknown).toBe(totalOf(some));
    }),
  );
});

test.each([
  [0, 0, 'aucun contrat'],
  [0, 4, '0 contrat sur 4'],
  [1, 4, '1 contrat sur 4'],
  [2, 4, '2 contrats sur 4'],
  [1_000, 1_200, '1\u202f000 contrats sur 1\u202f200'],
])('%i of %i', (covered, all, words) => {
  const none = { partial: 0, inherited: 0, toConfirm: 0, unknown: 0 };
  expect(shareOf({ ...none, covered, gap: all - covered }, 'contrat')).toBe(words);
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
