import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useSharedSearch } from '../address';
import { useMedia } from '../parts/useMedia';
import { MENU } from './routes';

const NARROW = '(max-width: 40rem)';

/** Lists the views in four groups, each opened by its title; on a phone one title opens them all. */
export function Menu() {
  const isNarrow = useMedia(NARROW);
  const { pathname } = useLocation();
  const [open, setOpen] = useState<string>();
  const close = () => setOpen(undefined);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || open === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>('details[open] > summary')?.focus();
    close();
  };
  const groups = isNarrow ? [{ title: 'Menu', pages: MENU.flatMap(({ pages }) => pages) }] : MENU;
  return (
    <nav aria-label="Vues" className="menu" onBlur={onBlur} onKeyDown={onKeyDown}>
      {groups.map(({ title, pages }) => (
        <details
          key={title}
          open={open === title}
          onToggle={({ currentTarget }) => {
            if (currentTarget.open) setOpen(title);
            else setOpen((current) => (current === title ? undefined : current));
          }}
        >
          <summary className={pages.some(({ path }) => path === pathname) ? 'current' : undefined}>
            {title}
          </summary>
          <Views pages={pages} />
        </details>
      ))}
    </nav>
  );
}

function Views({ pages }: Pick<(typeof MENU)[number], 'pages'>) {
  const sharedSearch = useSharedSearch();
  return (
    <ul>
      {pages.map(({ path, title }) => (
        <li key={path}>
          <NavLink to={path + sharedSearch} end={path === '/'}>
            {title}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
