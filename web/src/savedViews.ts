/** Views saved by name in this browser only: each is an address of the console. */
import { useSyncExternalStore } from 'react';

const KEY = 'cinqaxes.vues';

export interface SavedView {
  readonly name: string;
  /** Path and query, from the root of the console. */
  readonly address: string;
}

const listeners = new Set<() => void>();
let read: { text: string; views: readonly SavedView[] } = { text: '[]', views: [] };

/** Returns the views in order of name; none if the browser has no storage. */
function views(): readonly SavedView[] {
  let text = '[]';
  try {
    text = localStorage.getItem(KEY) ?? '[]';
  } catch {
    // Without storage there are no views.
  }
  if (text !== read.text) read = { text, views: parse(text) };
  return read.views;
}

function parse(text: string): readonly SavedView[] {
  try {
    const saved: unknown = JSON.parse(text);
    return Array.isArray(saved) ? saved.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(one: unknown): one is SavedView {
  const { name, address } = (one ?? {}) as Partial<SavedView>;
  return typeof name === 'string' && typeof address === 'string' && address.startsWith('/');
}

/** Returns the saved views, and rerenders when they change, even in another window. */
export function useSavedViews(): readonly SavedView[] {
  return useSyncExternalStore((onChange) => {
    listeners.add(onChange);
    window.addEventListener('storage', onChange);
    return () => {
      listeners.delete(onChange);
      window.removeEventListener('storage', onChange);
    };
  }, views);
}

/** Saves a view under a name, replacing one with that name. Returns whether the browser stored it. */
export function saveView(view: SavedView): boolean {
  return write([...views().filter(({ name }) => name !== view.name), view]);
}

export function forgetView(name: string): boolean {
  return write(views().filter((one) => one.name !== name));
}

function write(some: readonly SavedView[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(some.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))));
  } catch {
    return false;
  }
  for (const tell of listeners) tell();
  return true;
}
