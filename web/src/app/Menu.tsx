import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { useSharedSearch } from '../address';
import { hashOfQuery, useShownQueries } from '../parts/shownQueries';
import { useMedia } from '../parts/useMedia';
import { MENU } from './routes';

const EXPLORER = '/explorateur';
const NARROW = '(max-width: 40rem)' as const;

/** Lists the views in four groups, each opened by its title; on a phone one title opens them all. */
export function Menu() {
  const isNarrow = useMedia(NARROW);
  const { pathname } = useLocation();
  const [open, setOpen] = useState<string>();
  const close = () => setOpen(undefined);
  const menu = useRef<HTMLElement>(null);
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && !menu.current?.contains(target)) setOpen(undefined);
    };
    window.addEventListener('pointerdown', onPointer);
    return () => window.removeEventListener('pointerdown', onPointer);
  }, []);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || open === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>('details[open] > summary')?.focus();
    close();
  };
  const groups = isNarrow ? [{ title: 'Menu', pages: MENU.flatMap(({ pages }) => pages) }] : MENU;
  return (
    <nav ref={menu} aria-label="Vues" className="menu" onBlur={onBlur} onKeyDown={onKeyDown}>
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
          <Views pages={pages} onChoose={close}>
            {pages.some(({ path }) => path === EXPLORER) && <QueryLinks onChoose={close} />}
          </Views>
        </details>
      ))}
    </nav>
  );
}

interface ViewsProps extends Pick<(typeof MENU)[number], 'pages'> {
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Views({ pages, onChoose, children }: ViewsProps) {
  const sharedSearch = useSharedSearch();
  return (
    <ul>
      {pages.map(({ path, title }) => (
        <li key={path}>
          <NavLink to={path + sharedSearch} end onClick={onChoose}>
            {title}
          </NavLink>
        </li>
      ))}
      {children}
    </ul>
  );
}

/** Links each query of the present page, with its variables, to the explorer. */
function QueryLinks({ onChoose }: { onChoose: () => void }) {
  const queries = useShownQueries();
  const sharedSearch = useSharedSearch();
  return queries.map((query) => (
    <li key={query.title}>
      <Link to={EXPLORER + sharedSearch + hashOfQuery(query)} onClick={onChoose}>
        Voir la requête : {query.title}
      </Link>
    </li>
  ));
}
