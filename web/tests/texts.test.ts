/** French forms of days, numbers and lists. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  age,
  capital,
  count,
  day,
  daysLater,
  duration,
  list,
  monthsBetween,
  monthsLater,
  number,
  period,
  shortDay,
  today,
} from '../src/words/texts';

/** Days from 2000 to 2099, as YYYY-MM-DD. */
const days = fc.integer({ min: 0, max: 36_500 }).map((many) => daysLater('2000-01-01', many));

describe('counted words', () => {
  test.each([
    [0, '0 contrat'],
    [1, '1 contrat'],
    [-1, '-1 contrat'],
    [2, '2 contrats'],
    [-2, '-2 contrats'],
    [1_000, '1\u202f000 contrats'],
  ])('%i takes its noun', (value, words) => expect(count(value, 'contrat')).toBe(words));

  test('a given plural is used from two on', () => {
    expect([0, 1, 2, 1_000].map((value) => count(value, 'fin proche', 'fins proches'))).toEqual([
      '0 fin proche',
      '1 fin proche',
      '2 fins proches',
      '1\u202f000 fins proches',
    ]);
  });

  test('figures are grouped by three and lose nothing', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(number(value)).toMatch(/^-?\d{1,3}(\u202f\d{3})*$/);
        expect(Number(number(value).replaceAll('\u202f', ''))).toBe(value);
      }),
    );
  });
});

describe('days', () => {
  test('the first of a month is an ordinal', () => {
    expect(day('2026-03-01')).toBe('1er mars 2026');
    expect(day('2026-03-11')).toBe('11 mars 2026');
    expect(shortDay('2026-03-01')).toBe('01/03/2026');
  });

  test('a day moved and moved back is the same', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (iso, many) => {
        expect(daysLater(daysLater(iso, many), -many)).toBe(iso);
        expect(Math.sign(daysLater(iso, many).localeCompare(iso))).toBe(Math.sign(many));
      }),
    );
  });

  test('a month later is the same date, or the last day of a shorter month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -240, max: 240 }), (iso, months) => {
        const moved = monthsLater(iso, months);
        const monthOf = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7));
        expect(monthOf(moved) - monthOf(iso)).toBe(months);
        const [date, before] = [moved, iso].map((one) => Number(one.slice(8)));
        if (date !== before) {
          expect(date).toBeLessThan(before as number);
          expect(daysLater(moved, 1).slice(8)).toBe('01');
        }
      }),
    );
    expect(monthsLater('2024-01-31', 1)).toBe('2024-02-29');
    expect(monthsLater('2024-02-29', -12)).toBe('2023-02-28');
  });

  test('a day N months later is N whole months away, and the day before it N - 1', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 240 }), (iso, months) => {
        const later = `${monthsLater(iso, months).slice(0, 7)}-28`;
        const start = `${iso.slice(0, 7)}-28`;
        expect(monthsBetween(start, later)).toBe(months);
        expect(monthsBetween(start, daysLater(later, -1))).toBe(months - 1);
        expect(monthsBetween(later, start)).toBe(0);
      }),
    );
  });

  afterEach(() => vi.useRealTimers());

  test.each([
    ['2026-11-24T22:59:59Z', '2026-11-24'],
    ['2026-11-24T23:00:00Z', '2026-11-25'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
  ])('at %s the day in Paris is %s', (now, expected) => {
    vi.useFakeTimers({ now: new Date(now) });
    expect(today()).toBe(expected);
  });
});

test('lists, capitals, ages, durations and periods', () => {
  expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a et b',
    'a, b et c',
  ]);
  expect([capital('état'), capital('')]).toEqual(['État', '']);
  expect([0, 1, 23, 24, 35, 36].map(age)).toEqual([
    'moins d’un mois',
    '1 mois',
    '23 mois',
    '2 ans',
    '2 ans',
    '3 ans',
  ]);
  expect([12, 24, 36, 42, 60].map(duration)).toEqual(['12 mois', '24 mois', '3 ans', '42 mois', '5 ans']);
  expect(period('2024-01-01', '2030-12-31')).toBe('du 01/01/2024 au 31/12/2030');
  expect(period('2024-01-01', null)).toBe('depuis le 01/01/2024');
  expect(period(null, '2030-12-31')).toBe('jusqu’au 31/12/2030');
  expect(period(null, null)).toBe('');
});
