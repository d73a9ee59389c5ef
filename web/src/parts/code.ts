/** Code that is loaded when it is first shown, and again after a failure. */
import { type ComponentType, createElement, lazy } from 'react';

/** The code of a part of the page did not load. */
export class MissingCode extends Error {}

const missing = new Set<() => void>();

/** Makes a component whose code is loaded when it is first rendered; `CodeBoundary` shows a fallback meanwhile. */
export function codeOf<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const loadOnce = () =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch (error) {
        missing.add(() => {
          Loaded = loadOnce();
        });
        throw new MissingCode(String(error), { cause: error });
      }
    }) as unknown as ComponentType<Props>;
  let Loaded = loadOnce();
  return (props: Props) => createElement(Loaded, props);
}

/** Forgets failed code, so that it is loaded again at the next rendering. */
export async function forgetMissing(): Promise<void> {
  const styles = document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]');
  await Promise.allSettled([...styles].filter(({ sheet }) => sheet === null).map(loadStyle));
  for (const forget of missing) forget();
  missing.clear();
}

/** Loads a stylesheet again; the build's loader treats a failed one as present. */
function loadStyle(link: HTMLLinkElement): Promise<void> {
  const copy = link.cloneNode() as HTMLLinkElement;
  return new Promise((resolve, reject) => {
    copy.onload = () => resolve();
    copy.onerror = reject;
    link.replaceWith(copy);
  });
}

/** Returns the address of the script that starts a page, which names its build. */
function entryOf(page: Document): string | null | undefined {
  return page.querySelector('script[type="module"][src]')?.getAttribute('src');
}

/** Returns whether the service serves another build than that of this page; throws if it does not answer. */
export async function isOtherBuildServed(): Promise<boolean> {
  const response = await fetch('/', { cache: 'no-store' });
  if (!response.ok) throw new Error(`${response.status}`);
  const served = new DOMParser().parseFromString(await response.text(), 'text/html');
  return entryOf(served) !== entryOf(document);
}
