/** Views saved in the browser: entries of other programs are ignored, and no view is lost. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetView, type SavedView, saveView } from '../src/savedViews';

const KEY = 'cinqaxes.vues';
let items: Map<string, string>;
const storage = {
  getItem: (name: string) => items.get(name) ?? null,
  setItem: (name: string, value: string) => void items.set(name, value),
};

beforeEach(() => {
  items = new Map();
  vi.stubGlobal('localStorage', storage);
});

const kept = (): SavedView[] => JSON.parse(items.get(KEY) ?? '[]');

describe('saving', () => {
  test('views are in French alphabetical order, one per name', () => {
    for (const name of ['Zones', 'écarts', 'Actions']) saveView({ name, address: '/plans' });
    saveView({ name: 'Actions', address: '/mobilises' });
    expect(kept()).toEqual([
      { name: 'Actions', address: '/mobilises' },
      { name: 'écarts', address: '/plans' },
      { name: 'Zones', address: '/plans' },
    ]);
    expect(forgetView('écarts')).toBe(true);
    expect(kept().map(({ name }) => name)).toEqual(['Actions', 'Zones']);
  });

  test('a browser without storage is reported', () => {
    vi.stubGlobal('localStorage', {
      ...storage,
      setItem: () => {
        throw new Error('full');
      },
    });
    expect(saveView({ name: 'a', address: '/' })).toBe(false);
  });
});

describe('entries of another program', () => {
  test.each([
    ['rien', []],
    ['{"name": "seule"}', []],
    ['null', []],
    [
      '[{"name": "bonne", "address": "/plans"}, {"name": "ailleurs", "address": "https://exemple.fr"}, 7]',
      ['bonne'],
    ],
    ['[{"name": 3, "address": "/"}, {"address": "/"}, null, {"name": "b", "address": "/b"}]', ['b']],
  ])('only the views among « %s » remain', (text, names) => {
    items.set(KEY, text);
    saveView({ name: 'nouvelle', address: '/' });
    expect(kept().map(({ name }) => name)).toEqual([...names, 'nouvelle']);
  });
});
