import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

/** One way out: an address of the service, or a file made here from what is on the screen. */
export type Export = { readonly name: string } & (
  | { readonly href: string }
  | { readonly make: () => void | Promise<void> }
);

/** « Exporter »: a menu of files; one that cannot be made is told. */
export function Exporter({ exports }: { exports: readonly Export[] }) {
  const [failed, setFailed] = useState<string>();
  const take = async (one: Export) => {
    setFailed(undefined);
    try {
      await ('href' in one ? fetched(one.href) : one.make());
    } catch {
      setFailed(one.name);
    }
  };
  return (
    <>
      <MenuTrigger>
        <Button className="button">Exporter</Button>
        <Popover placement="bottom end" className="popover">
          <Menu className="menu-list" aria-label="Exporter">
            {exports.map((one) => (
              <MenuItem key={one.name} className="menu-item" onAction={() => void take(one)}>
                {one.name}
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

/** A file of the service, under the name that it gives. */
async function fetched(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  give(await response.blob(), name ?? 'cinqaxes');
}

/** Offer a file to the reader. */
export function give(content: Blob, name: string) {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface NetworkFilters {
  readonly within?: string | undefined;
  readonly axes?: readonly number[];
  readonly asOf: string;
  readonly rows?: string;
}

/** An address of `/export`, with what the view is kept to. */
export function exportAddress(format: string, { within, axes, asOf, rows }: NetworkFilters): string {
  const given = new URLSearchParams({ asOf });
  if (within) given.set('within', within);
  if (axes?.length) given.set('axes', axes.join(','));
  if (rows) given.set('rows', rows);
  else given.set('inEffect', 'true');
  return `/export/${format}?${given}`;
}
