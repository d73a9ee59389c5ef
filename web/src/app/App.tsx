import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Route, Routes, useLocation, useNavigationType } from 'react-router';
import mark from '../../assets/mark.svg';
import { useSharedSearch } from '../address';
import { Loading } from '../parts/states';
import { useMedia } from '../parts/useMedia';
import { ErrorBoundary } from './ErrorBoundary';
import { MENU, ROUTES } from './routes';
import { SearchField } from './SearchField';
import { ThemeChoice } from './ThemeChoice';

/** Surrounds every page with a skip link, the header and the footer. */
export function App() {
  const sharedSearch = useSharedSearch();
  const { pathname } = useLocation();
  const main = useFocusOnNavigation(pathname);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Aller au contenu
      </button>
      <header className="head">
        <div className="head-line">
          <Link className="brand" to={`/${sharedSearch}`} aria-label="Cinq Axes, accueil">
            <img src={mark} alt="" width="32" height="32" />
            <span>Cinq Axes</span>
          </Link>
          <SearchField />
          <ThemeChoice />
        </div>
        <nav aria-label="Vues" className="menu">
          <Menu key={pathname} sharedSearch={sharedSearch} />
        </nav>
      </header>
      <main id="contenu" ref={main} tabIndex={-1}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Routes>
              {ROUTES.map(({ path, Page }) => (
                <Route key={path} path={path} element={<Page />} />
              ))}
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </ErrorBoundary>
      </main>
      <footer className="foot">
        <ul>
          <li>
            <Link to={`/accessibilite${sharedSearch}`}>Accessibilité : non conforme</Link>
          </li>
          <li>
            <Link to={`/donnees-personnelles${sharedSearch}`}>Données personnelles</Link>
          </li>
          <li>
            Territoires et contrats de ville : données officielles (Etalab, INSEE, ANCT, IGN) ; ce qui porte
            « démonstration » est fictif.
          </li>
        </ul>
      </footer>
    </>
  );
}

/** Lists the views; on a phone they are folded, and fold again on a new page. */
function Menu({ sharedSearch }: { sharedSearch: string }) {
  const isNarrow = useMedia('(max-width: 40rem)');
  const views = (
    <ul>
      {MENU.map(({ path, title }) => (
        <li key={path}>
          <NavLink to={path + sharedSearch} end={path === '/'}>
            {title}
          </NavLink>
        </li>
      ))}
    </ul>
  );
  return isNarrow ? (
    <details>
      <summary>Menu</summary>
      {views}
    </details>
  ) : (
    views
  );
}

/** Moves the focus to the content of a new page, and scrolls to its top unless the reader navigated back. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const isBack = useNavigationType() === 'POP';
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    if (!isBack) window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, isBack]);
  return main;
}

function NotFoundPage() {
  const sharedSearch = useSharedSearch();
  return (
    <section className="state">
      <title>Page introuvable – Cinq Axes</title>
      <h1>Page introuvable</h1>
      <p>Cette adresse n’est celle d’aucune vue.</p>
      <p>
        <Link to={`/${sharedSearch}`}>Revenir à la couverture</Link>
      </p>
    </section>
  );
}
