/** Names and addresses of files, and the escaping of texts in drawings. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportAddress, fileName } from '../src/parts/Exporter';
import { escapeXml } from '../src/parts/pictures';

describe('names of files', () => {
  const shown = { title: '', area: '', choices: '', day: '2026-11-25' };

  test('consist of content, place, other choices and day', () => {
    expect(fileName('plans', { ...shown, area: 'Pays de la Loire' })).toBe(
      'cinqaxes-plans-pays-de-la-loire-2026-11-25',
    );
    expect(fileName('matrice', { ...shown, area: 'Côte-d’Or', choices: 'critère «\u00a0âge\u00a0»' })).toBe(
      'cinqaxes-matrice-cote-d-or-critere-age-2026-11-25',
    );
  });

  test('are valid on every system, whatever the choices', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (area, choices) => {
        const name = fileName('plans', { ...shown, area, choices });
        expect(name).toMatch(/^cinqaxes-plans(-[a-z0-9]+)*-2026-11-25$/);
        expect(name.length).toBeLessThan(160);
      }),
    );
  });
});

test('the address of an export contains the choices and nothing else', () => {
  const address = exportAddress('csv', {
    within: 'region:52',
    axes: [1, 4],
    themes: ['HOUSING'],
    asOf: '2026-11-25',
  });
  const [path, search] = address.split('?');
  expect(path).toBe('/export/csv');
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
    ...{ within: 'region:52', axes: '1,4', themes: 'HOUSING', asOf: '2026-11-25', inEffect: 'true' },
  });
  expect(exportAddress('matrix.xlsx', { asOf: '2026-11-25', axes: [], rows: 'QPV' })).toBe(
    '/export/matrix.xlsx?asOf=2026-11-25&rows=QPV',
  );
});

test('no text can close an element', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const escaped = escapeXml(text);
      expect(escaped).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
      const read = { amp: '&', lt: '<', gt: '>' } as Record<string, string>;
      expect(escaped.replace(/&(\w+);/g, (_, name: string) => read[name] ?? '')).toBe(text);
    }),
  );
});
