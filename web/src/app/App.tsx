import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Route, Routes, useLocation, useNavigationType } from 'react-router';
import mark from '../../assets/mark.svg';
import { useKept } from '../address';
import { Loading } from '../parts/states';
import { ErrorBoundary } from './ErrorBoundary';
import { COMPONENTS, MENU } from './routes';
import { SearchField } from './SearchField';
import { ThemeChoice } from './ThemeChoice';

/** What surrounds every view: skip link, head with search and menu, foot with the two pages the law asks for. */
export function App() {
  const kept = useKept();
  const { pathname } = useLocation();
  const main = useFocusOnNewView(pathname);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Aller au contenu
      </button>
      <header className="head">
        <div className="head-line">
          <Link className="brand" to={`/${kept}`} aria-label="Cinq Axes, accueil">
            <img src={mark} alt="" width="32" height="32" />
            <span>Cinq Axes</span>
          </Link>
          <SearchField />
          <ThemeChoice />
        </div>
        <nav aria-label="Vues" className="menu">
          <ul>
            {MENU.map(({ path, title }) => (
              <li key={path}>
                <NavLink to={path + kept} end={path === '/'}>
                  {title}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="contenu" ref={main} tabIndex={-1}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Routes>
              {[...COMPONENTS].map(([path, Component]) => (
                <Route key={path} path={path} element={<Component />} />
              ))}
              <Route path="*" element={<NoSuchPage />} />
            </Routes>
          </Suspense>
        </ErrorBoundary>
      </main>
      <footer className="foot">
        <ul>
          <li>
            <Link to={`/accessibilite${kept}`}>Accessibilité : non conforme</Link>
          </li>
          <li>
            <Link to={`/donnees-personnelles${kept}`}>Données personnelles</Link>
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

/** Where the reader is told of a new view: the focus goes to the content, the page to its top. */
function useFocusOnNewView(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const back = useNavigationType() === 'POP';
  const seen = useRef(pathname);
  useEffect(() => {
    if (seen.current === pathname) return;
    seen.current = pathname;
    if (!back) window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, back]);
  return main;
}

function NoSuchPage() {
  const kept = useKept();
  return (
    <section className="state">
      <title>Page introuvable – Cinq Axes</title>
      <h1>Page introuvable</h1>
      <p>Cette adresse n’est celle d’aucune vue.</p>
      <p>
        <Link to={`/${kept}`}>Revenir à la couverture</Link>
      </p>
    </section>
  );
}
