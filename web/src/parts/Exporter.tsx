import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Order } from '../address';

/** The state of a page: heading and order for the content of a file, place and day for its name. */
export interface Shown {
  /** « Couverture – Pays de la Loire – au 25 novembre 2026 ». */
  readonly heading: string;
  /** The page's subject, if it is not the area. */
  readonly title: string;
  readonly area: string;
  /** The other choices: « critère « origine » »; empty for none. */
  readonly choices: string;
  readonly day: string;
  readonly order: Order | undefined;
}

/** A file to download from the service, or one made in the browser from the screen. */
export type Export = { readonly name: string } & (
  | { readonly href: string }
  | { readonly make: (shown: Shown) => void | Promise<void> }
);

/** Names a file by its content, place and day: « cinqaxes-plans-pays-de-la-loire-2026-11-25 ». */
export function fileName(
  content: string,
  { title, area, choices, day }: Omit<Shown, 'heading' | 'order'>,
): string {
  return ['cinqaxes', content, slug(title), slug(area), slug(choices), day].filter(Boolean).join('-');
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
}

/** Offers a menu of files to download. */
export function Exporter({ exports, shown }: { exports: readonly Export[]; shown: Shown }) {
  const [failed, setFailed] = useState<string>();
  const run = async (file: Export) => {
    setFailed(undefined);
    try {
      await ('href' in file ? download(file.href) : file.make(shown));
    } catch {
      setFailed(file.name);
    }
  };
  return (
    <>
      <MenuTrigger>
        <Button className="button" isDisabled={exports.length === 0}>
          Télécharger
        </Button>
        <Popover placement="bottom end" className="popover">
          <Menu className="menu-list" aria-label="Télécharger">
            {exports.map((file) => (
              <MenuItem key={file.name} className="menu-item" onAction={() => void run(file)}>
                {file.name}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {failed && (
        <p role="alert" className="note">
          « {failed} » n’a pas pu être fait : réessayez dans un instant.
        </p>
      )}
    </>
  );
}

/** Saves a file of the service under the name that the service gives it. */
async function download(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  saveFile(await response.blob(), name ?? 'cinqaxes');
}

export function saveFile(content: Blob, name: string) {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface ExportFilters {
  readonly within?: string | undefined;
  readonly axes?: readonly number[];
  readonly criteria?: readonly string[];
  readonly themes?: readonly string[];
  readonly audiences?: readonly string[];
  readonly asOf: string;
  readonly rows?: string;
}

/** Builds an address of `/export`. */
export function exportAddress(format: string, { within, axes, asOf, rows, ...words }: ExportFilters): string {
  const search = new URLSearchParams({ asOf });
  if (within) search.set('within', within);
  if (axes?.length) search.set('axes', axes.join(','));
  for (const [name, values] of Object.entries(words)) if (values?.length) search.set(name, values.join(','));
  if (rows) search.set('rows', rows);
  else search.set('inEffect', 'true');
  return `/export/${format}?${search}`;
}
