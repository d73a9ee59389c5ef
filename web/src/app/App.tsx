import { useEffect, useRef } from 'react';
import { Link, Route, Routes, useLocation, useNavigationType } from 'react-router';
import mark from '../../assets/mark.svg';
import { useSharedSearch } from '../address';
import { CodeBoundary } from '../parts/CodeBoundary';
import { InstanceBadge } from '../parts/NodeName';
import { Loading } from '../parts/states';
import { SOURCES } from '../words/sources';
import { ErrorBoundary } from './ErrorBoundary';
import { Menu } from './Menu';
import { ROUTES } from './routes';
import { SearchField } from './SearchField';
import { ThemeChoice } from './ThemeChoice';

/** Renders every page with a skip link and the header above it, and the footer below. */
export function App() {
  const sharedSearch = useSharedSearch();
  const { pathname, search } = useLocation();
  const isPanelAwaited = pathname === '/' && new URLSearchParams(search).has('case');
  const main = useFocusOnNavigation(pathname);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Aller au contenu
      </button>
      <header className="head">
        <div className="head-line">
          <div className="brand-place">
            <Link className="brand" to={`/${sharedSearch}`} aria-label="Cinq Axes, accueil">
              <img src={mark} alt="" width="32" height="32" />
              <span>Cinq Axes</span>
            </Link>
            <InstanceBadge />
          </div>
          <Menu key={pathname} />
          <SearchField />
          <ThemeChoice />
        </div>
      </header>
      <main id="contenu" className={isPanelAwaited ? 'panel-awaited' : undefined} ref={main} tabIndex={-1}>
        <ErrorBoundary key={pathname}>
          <CodeBoundary isPage fallback={<Loading />}>
            <Routes>
              {ROUTES.map(({ path, Page }) => (
                <Route key={path} path={path} element={<Page />} />
              ))}
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </CodeBoundary>
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
            <Link to={`/sources${sharedSearch}`}>Sources et licences</Link>
          </li>
          <li>{SOURCES}</li>
        </ul>
      </footer>
    </>
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
