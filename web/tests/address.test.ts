/** A page reads from its address exactly what it wrote there, and rejects anything else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAsAxis, parseAsAxisStatus, parseAsDay, parseAsOrder } from '../src/address';
import { AXES } from '../src/words/axes';
import { STATUSES } from '../src/words/statuses';
import { daysLater } from '../src/words/texts';

describe('days', () => {
  test('every day from 2000 to 2099 is accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_524 }), (many) => {
        const iso = daysLater('2000-01-01', many);
        expect(parseAsDay.parse(iso)).toBe(iso);
        expect(parseAsDay.serialize(iso)).toBe(iso);
      }),
    );
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '1999-12-31',
    '25/11/2026',
    'hier',
    '',
    '2026-11-25T00:00',
  ])('« %s » is none', (text) => expect(parseAsDay.parse(text)).toBeNull());

  test('no other text is a day', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseAsDay.parse(text);
        expect(parsed === null || parsed === text).toBe(true);
      }),
    );
  });
});

test('an order is read back with its direction', () => {
  const columns = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,20}$/);
  fc.assert(
    fc.property(columns, fc.boolean(), (column, isDescending) => {
      const order = { column, isDescending };
      expect(parseAsOrder.parse(parseAsOrder.serialize(order))).toEqual(order);
      expect(parseAsOrder.eq?.(order, { column, isDescending: !isDescending })).toBe(false);
    }),
  );
  for (const text of ['', '-', '--a', '1', '=cmd']) expect(parseAsOrder.parse(text)).toBeNull();
});

test('axes and statuses are read back, and nothing else', () => {
  for (const { value: axis, number } of AXES) {
    expect(parseAsAxis.parse(String(number))).toBe(axis);
    expect(parseAsAxis.serialize(axis)).toBe(String(number));
    for (const { value: status } of STATUSES) {
      const both = { axis, status };
      expect(parseAsAxisStatus.parse(parseAsAxisStatus.serialize(both))).toEqual(both);
    }
  }
  for (const text of ['0', '6', '01', ' 1', 'KNOWLEDGE']) expect(parseAsAxis.parse(text)).toBeNull();
  for (const text of ['4', '4~', '~GAP', '9~GAP', '4~gap', '4~NONE'])
    expect(parseAsAxisStatus.parse(text)).toBeNull();
});
