/** The state in words, and the line into which rows without records are folded. */
import { describe, expect, test } from 'vitest';
import type { Axis } from '../src/generated/schema';
import { linesOf, textOf } from '../src/pages/coverage/fold';
import type { AxisSummary } from '../src/pages/coverage/rows';
import { stateInWords } from '../src/pages/coverage/stateInWords';
import type { RowKind } from '../src/pages/coverage/useRowKind';

const NONE = { covered: 0, partial: 0, inherited: 0, gap: 0, toConfirm: 0, unknown: 0 };
const DAY = '2026-11-25';

/** Returns a summary of an axis as the API gives it. */
function summaryOf(rows: Partial<typeof NONE>, contracts: Partial<typeof NONE> = {}): AxisSummary {
  const counts = { rows: { ...NONE, ...rows }, contracts: { ...NONE, ...contracts } };
  return { axis: 'VICTIM_SUPPORT' as Axis, ...counts } as AxisSummary;
}

const onAxis = (summary: AxisSummary, kind: RowKind) =>
  stateInWords([summary], { kind, day: DAY, axis: summary.axis }).replaceAll('\u00a0', ' ');

describe('on an axis', () => {
  test.each<[RowKind, Partial<typeof NONE>, string]>([
    [
      'CITY_CONTRACT',
      { covered: 6, unknown: 5 },
      '6 contrats sur 11 couverts sur l’axe 4 au 25 novembre 2026 ; 5 à renseigner',
    ],
    ['CITY_CONTRACT', { covered: 1 }, '1 contrat sur 1 couvert sur l’axe 4 au 25 novembre 2026'],
    [
      'CITY_CONTRACT',
      { gap: 2 },
      'aucun contrat sur 2 couvert sur l’axe 4 au 25 novembre 2026 ; 2 sans acteur d’après un relevé',
    ],
    [
      'COMMUNE',
      { covered: 2, partial: 1 },
      '2 communes sur 3 couvertes sur l’axe 4 au 25 novembre 2026 ; 1 en partie',
    ],
    [
      'COMMUNE',
      { inherited: 3 },
      'aucune commune sur 3 couverte sur l’axe 4 au 25 novembre 2026 ; 3 par un territoire plus grand',
    ],
  ])('%s %o', (kind, rows, words) => expect(onAxis(summaryOf(rows), kind)).toBe(words));

  test('rows that are all wide are described by their contracts', () =>
    expect(onAxis(summaryOf({}, { covered: 6, toConfirm: 395 }), 'REGION')).toBe(
      '6 contrats sur 401 couverts sur l’axe 4 au 25 novembre 2026 ; 395 à reconfirmer',
    ));
});

test('without rows, nothing is described as covered', () => {
  const nothing = summaryOf({});
  expect(onAxis(nothing, 'CITY_CONTRACT')).toBe('Au 25 novembre 2026, aucun contrat');
  expect(stateInWords([nothing], { kind: 'CITY_CONTRACT', day: DAY, axis: undefined })).toBe(
    'Au 25 novembre 2026, aucun contrat',
  );
});

test('without an axis, each one is described, and covered is added to no other status', () =>
  expect(
    stateInWords([summaryOf({ covered: 2, partial: 3 })], { kind: 'QPV', day: DAY, axis: undefined }),
  ).toBe('Au 25 novembre 2026, QPV couverts sur 5\u00a0: 2 sur l’axe 4'));

test.each<[number, RowKind, string]>([
  [1, 'CITY_CONTRACT', '1 contrat sur lequel rien n’est renseigné'],
  [640, 'CITY_CONTRACT', '640 contrats sur lesquels rien n’est renseigné'],
  [1, 'REGION', '1 région sur laquelle rien n’est renseigné'],
  [2, 'COMMUNE', '2 communes sur lesquelles rien n’est renseigné'],
])('%d %s folded', (many, kind, words) => expect(textOf(many, kind).replaceAll('\u00a0', ' ')).toBe(words));

test('the fold comes after the rows with records and before its own', () => {
  const rows = ['a', 'b', 'c'].map((id) => ({ id }));
  const fold = { text: '', rows: [], isOpen: true, toggle: () => undefined };
  expect(linesOf(rows, 2, fold).map(({ id }) => id)).toEqual(['a', 'b', 'fold', 'c']);
  expect(linesOf(rows, 3, undefined).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
