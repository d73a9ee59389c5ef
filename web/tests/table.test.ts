/** Sorting and CSV: a file has the content of its table, and no spreadsheet executes any of it. */
import { dsvFormat } from 'd3-dsv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, compareValues, csvText, type Value } from '../src/parts/table';

interface Row {
  readonly name: string | null;
  readonly size: number | null;
  readonly place?: number;
}
const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Nom', accessorFn: ({ name }) => name },
  { id: 'size', header: 'Taille', accessorFn: ({ size }) => size },
  { id: 'act', header: 'Agir' },
];
const rows = fc.array(
  fc.record({
    name: fc.option(fc.string({ unit: 'grapheme' })),
    size: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  }),
);
const linesOf = (text: string) => dsvFormat(';').parseRows(text);
const written = (value: Value) =>
  linesOf(csvText(columns, [{ name: value as string, size: 1 }], undefined))[1]?.[0];

describe('order', () => {
  test('numbers by size, texts as in a French dictionary', () => {
    const texts = ['Zoo', 'école', 'Ecole 10', 'Ecole 2', 'eau', 'étude'];
    expect(texts.toSorted(compareValues)).toEqual(['eau', 'école', 'Ecole 2', 'Ecole 10', 'étude', 'Zoo']);
    expect([10, 9, -1].toSorted(compareValues)).toEqual([-1, 9, 10]);
  });

  test('empty values come last in both directions, and equal ones keep their order', () => {
    const drawn = fc.tuple(rows, fc.constantFrom('name', 'size'), fc.boolean());
    fc.assert(
      fc.property(drawn, ([some, column, isDescending]) => {
        const key = column as 'name' | 'size';
        const order = { column, isDescending };
        const marked = some.map((row, place) => ({ ...row, place }));
        const places: readonly Column<Row>[] = [
          ...columns,
          { id: 'place', header: 'Rang', accessorFn: ({ place }) => place },
        ];
        const sorted = linesOf(csvText(places, marked, order))
          .slice(1)
          .map((line) => marked[Number(line[2])] as (typeof marked)[number]);
        expect(sorted).toHaveLength(some.length);
        for (const [index, row] of sorted.entries()) {
          const next = sorted[index + 1];
          if (!next) continue;
          const [one, other] = [row[key], next[key]];
          if (one === null) expect(other).toBeNull();
          if (one === null || other === null) continue;
          const step = compareValues(one, other) * (isDescending ? -1 : 1);
          expect(step).toBeLessThanOrEqual(0);
          if (step === 0) expect(row.place).toBeLessThan(next.place);
        }
      }),
    );
  });

  test('without an order, or with an unknown column, rows keep their order', () => {
    const some = ['b', 'a'].map((name) => ({ name, size: null }));
    for (const order of [undefined, { column: 'gone', isDescending: true }])
      expect(linesOf(csvText(columns, some, order)).map(([name]) => name)).toEqual(['Nom', 'b', 'a']);
  });
});

describe('csv', () => {
  test('a file read again has the texts and the numbers of the table', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const [head, ...lines] = linesOf(csvText(columns, some, undefined));
        expect(head).toEqual(['Nom', 'Taille']);
        expect(lines).toHaveLength(some.length);
        for (const [place, { name, size }] of some.entries()) {
          const [text = '', figures = ''] = lines[place] ?? [];
          if (!/^\d{4}-\d{2}-\d{2}$/.test(name ?? ''))
            expect(text.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(name ?? '');
          expect(figures).toBe(size === null ? '' : String(size).replace('.', ','));
        }
      }),
    );
  });

  test.each(['=1+1', '+33', '-2', '@cmd', '\tx', '\rx'])('« %s » is no formula', (text) =>
    expect(written(text)).toBe(`'${text}`),
  );

  test('days are written day first, and texts with a separator are quoted', () => {
    expect(written('2026-11-25')).toBe('25/11/2026');
    expect(written('2026-11-25 ?')).toBe('2026-11-25 ?');
    expect(written('deux\r\nlignes\n')).toBe('deux\r\nlignes\n');
    expect(csvText(columns, [{ name: 'a;b "c"', size: 1.5 }], undefined)).toBe(
      'Nom;Taille\r\n"a;b ""c""";1,5',
    );
  });
});
