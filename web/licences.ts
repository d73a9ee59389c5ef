import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const FOLDER = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const NOTICE = /^(licen[cs]e|copying|notice|third-?party)/i;

/** An npm package, as described in its package.json. */
interface Package {
  name: string;
  version: string;
  license?: string;
  author?: string | { name: string };
  repository?: string | { url: string };
}

/** Returns the licence of a package with its text; where the package has no text, its author and repository instead. */
const notice = (folder: string) => {
  const found: Package = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const { name, version, license, author, repository } = found;
  const texts = readdirSync(folder)
    .filter((file) => NOTICE.test(file))
    .sort()
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r', '').trim());
  const by = typeof author === 'object' ? author.name : author;
  const from = typeof repository === 'object' ? repository.url : repository;
  const origin = ['The package holds no text of its licence.', by, from].filter(Boolean).join(' ');
  const text = texts.join('\n\n') || origin;
  return { heading: `## ${name} ${version} (${license ?? 'no licence named'})`, text };
};

/**
 * Returns a plugin for the console and one for its workers, which are separate bundles. Together they write the
 * licence of each package whose code, styles or fonts are bundled.
 */
export const licences = (fileName: string): { ofConsole: Plugin; ofWorkers: () => Plugin[] } => {
  const folders = new Set<string>();
  const gather = (bundle: Record<string, { type: string; moduleIds?: string[] }>) => {
    for (const { moduleIds = [] } of Object.values(bundle)) {
      for (const id of moduleIds) {
        const folder = FOLDER.exec(id)?.[1];
        if (folder) folders.add(folder);
      }
    }
  };
  return {
    ofWorkers: () => [{ name: 'licences-of-workers', generateBundle: (_, bundle) => gather(bundle) }],
    ofConsole: {
      name: 'licences',
      generateBundle(_, bundle) {
        gather(bundle);
        const notices = new Map([...folders].map(notice).map(({ heading, text }) => [heading, text]));
        const sections = [...notices].sort(([one], [other]) => (one < other ? -1 : 1));
        const title = '# What the console bundles, and under which licences';
        const source = [title, ...sections.flat()].join('\n\n');
        this.emitFile({ type: 'asset', fileName, source: `${source}\n` });
      },
    },
  };
};
