/** Axes, periods and search results in words. */
import { describe, expect, test } from 'vitest';
import { type NetworkEdge, tieWord } from '../src/pages/network/graph';
import { isOutOfForceOn } from '../src/parts/force';
import { axisName, axisNames, axisOf, onAxes } from '../src/words/axes';
import {
  effectInWords,
  effectOf,
  periodInWords,
  stageInWords,
  stateInWords,
  untilInWords,
} from '../src/words/engagements';
import { describe as inWords } from '../src/words/kinds';
import { accessInWords } from '../src/words/offers';
import { shortDay } from '../src/words/texts';

test('axes by number and name, in order', () => {
  expect(axisName('VICTIM_SUPPORT')).toBe('4 – Accompagnement des victimes');
  expect(axisNames(['VICTIM_SUPPORT', 'KNOWLEDGE'])).toBe(
    '1 – Connaissance, 4 – Accompagnement des victimes',
  );
  expect(onAxes(['VICTIM_SUPPORT'])).toBe('sur l’axe 4');
  expect(onAxes(['VICTIM_SUPPORT', 'KNOWLEDGE', 'COMMUNICATION'])).toBe('sur les axes 1, 3 et 4');
  expect(() => axisOf('HOUSING' as never)).toThrow('HOUSING');
});

describe('periods', () => {
  const on = '2026-11-25';
  test.each([
    ['Action', '2026-01-01', null, 'depuis le 01/01/2026'],
    ['Action', '2026-11-25', null, 'depuis le 25/11/2026'],
    ['Action', '2026-11-26', null, 'à partir du 26/11/2026'],
    ['Action', '2026-01-01', '2026-12-31', 'du 01/01/2026 au 31/12/2026'],
    ['Action', '2026-01-01', '2026-01-01', 'le 01/01/2026'],
    ['TrainingSession', '2026-01-01', null, 'le 01/01/2026'],
  ])('%s from %s to %s', (__typename, startsOn, endsOn, words) =>
    expect(periodInWords({ __typename, startsOn, endsOn }, shortDay, on)).toBe(words),
  );

  test.each([
    ['Action', null, null, 'sans date de fin'],
    ['Action', null, '2026-12-31', 'jusqu’au 31/12/2026'],
    ['TrainingSession', null, '2027-01-01', 'tenue le 01/01/2026, comptée jusqu’au 01/01/2027'],
    [
      'TrainingSession',
      '2026-01-02',
      '2027-01-02',
      'tenue du 01/01/2026 au 02/01/2026, comptée jusqu’au 02/01/2027',
    ],
  ])('%s until %s, counted until %s', (__typename, endsOn, countsUntil, words) =>
    expect(untilInWords({ __typename, startsOn: '2026-01-01', endsOn, countsUntil }, shortDay)).toBe(words),
  );
});

describe('a completed engagement', () => {
  const session = { __typename: 'TrainingSession', startsOn: '2026-03-09', endsOn: '2026-03-10' };
  const diagnostic = {
    __typename: 'Diagnostic',
    startsOn: '2026-01-01',
    endsOn: null,
    deliveredOn: '2026-03-01',
  };
  test('is the stated reason why an actor with only past engagements counts', () => {
    expect(effectInWords(session, 1, shortDay)).toBe('par une formation du 10/03/2026');
    expect(effectInWords(diagnostic, 1)).toBe('par un diagnostic du 1er mars 2026');
    expect(effectInWords(session, 3, shortDay)).toBe(
      'par 3 mobilisations passées, la dernière du 10/03/2026',
    );
    expect(effectInWords(undefined, 3)).toBe('par 3 mobilisations passées');
  });
  test.each([
    ['2031-03-01', 'remis le 01/03/2026, compté jusqu’au 01/03/2031'],
    ['2026-02-01', 'jusqu’au 01/02/2026'],
  ])('until %s', (countsUntil, words) =>
    expect(untilInWords({ ...diagnostic, countsUntil }, shortDay)).toBe(words),
  );
});

test('a future stage is not described as past', () => {
  expect(stageInWords('EXPIRED', '2027-06-01', '2026-11-25')).toBe('échoit le 01/06/2027');
  expect(stageInWords('EXPIRED', '2027-06-01', '2027-06-01')).toBe('échu le 01/06/2027');
  expect(stageInWords('SIGNED', '2025-03-21', '2026-11-25')).toBe('signé le 21/03/2025');
});

test('search results state their kind and place', () => {
  const word = (vocabulary: string, value: string) => `${vocabulary}.${value}`;
  const at = { attachedTo: { label: 'Loire-Atlantique' } };
  expect(
    inWords(
      { kind: 'TERRITORY', node: { __typename: 'AdministrativeTerritory', territoryKind: 'QPV', ...at } },
      word,
    ),
  ).toBe('QPV, Loire-Atlantique');
  expect(
    inWords(
      {
        kind: 'CITY_CONTRACT',
        node: { __typename: 'CityContract', territoryKind: 'CITY_CONTRACT', generation: '2024-2030', ...at },
      },
      word,
    ),
  ).toBe('TerritoryKind.CITY_CONTRACT 2024–2030, Loire-Atlantique');
  expect(inWords({ kind: 'OFFER', node: { __typename: 'Offer' } }, word)).toBe('offre de formation');
});

describe('out of force', () => {
  const contract = { kind: 'CITY_CONTRACT', inForceFrom: '2024-01-01', inForceUntil: '2030-12-31' };
  test.each([
    ['2023-12-31', true],
    ['2024-01-01', false],
    ['2030-12-31', false],
    ['2031-01-01', true],
  ])('a contract on %s', (day, isOut) => expect(isOutOfForceOn(contract, day)).toBe(isOut));

  test('a QPV before it existed, but never a commune', () => {
    expect(isOutOfForceOn({ kind: 'QPV' }, '2023-12-31')).toBe(true);
    expect(isOutOfForceOn({ kind: 'QPV' }, '2024-01-01')).toBe(false);
    expect(isOutOfForceOn({ kind: 'COMMUNE' }, '2015-01-01')).toBe(false);
  });
});

test('a decision is attributed to a service, whatever its gender', () => {
  const word = () => 'au cas par cas';
  const services = ['Direction régionale', 'ANCT'].map((label) => ({ label }));
  expect(accessInWords('CASE_BY_CASE', services, word)).toBe(
    'Au cas par cas, décision\u00a0: Direction régionale et ANCT',
  );
  expect(accessInWords('CASE_BY_CASE', [], word)).toBe('Au cas par cas');
});

test('the phrase of a tie fits any name, whatever its first letter', () => {
  const edge = { kind: 'ENGAGED_IN', weight: 2 } as NetworkEdge;
  const said = (kind: NetworkEdge['kind'], fromSource: boolean) =>
    tieWord({ ...edge, kind }, fromSource, 'porteur, financeur');
  expect(said('ENGAGED_IN', true)).toBe('porteur, financeur dans');
  expect(said('ENGAGED_IN', false)).toBe('porteur, financeur\u00a0:');
  expect([said('TARGETS', true), said('ON_AXIS', true)]).toEqual(['vise', 'sur']);
  expect([said('TARGETS', false), said('ON_AXIS', false)]).toEqual(['visé par', 'visé par']);
  expect(said('SHARED', true)).toBe('2 mobilisations communes avec');
});

test('a state agrees with « état », not with the engagement', () => {
  expect(stateInWords(true, 'réalisé')).toBe('prise en compte (état\u00a0: réalisé)');
  expect(stateInWords(false, 'annulé')).toBe('non prise en compte (état\u00a0: annulé)');
});

test('past engagements are described by the last day in any order, and without a day if some are missing', () => {
  const session = (endsOn: string) => ({
    node: { __typename: 'TrainingSession', startsOn: '2026-01-01', endsOn },
  });
  const edges = [session('2026-03-10'), session('2026-06-02'), session('2026-02-01')];
  expect(effectOf({ totalCount: 3, edges })).toBe('par 3 mobilisations passées, la dernière du 02/06/2026');
  expect(effectOf({ totalCount: 4, edges })).toBe('par 4 mobilisations passées');
  expect(effectOf({ totalCount: 1, edges: edges.slice(0, 1) })).toBe('par une formation du 10/03/2026');
});
