import { type ComponentType, lazy } from 'react';

interface PageRoute {
  readonly path: string;
  readonly Page: ComponentType;
}

/** Loads a page's code when it is first rendered. */
function page<Name extends string>(name: Name, load: () => Promise<Record<Name, ComponentType>>) {
  return lazy(() => load().then((module) => ({ default: module[name] })));
}

/** The pages of the main menu, in order. */
export const MENU: readonly (PageRoute & { readonly title: string })[] = [
  {
    path: '/',
    title: 'Couverture',
    Page: page('CoveragePage', () => import('../pages/coverage/CoveragePage')),
  },
  {
    path: '/mobilises',
    title: 'Qui est mobilisé',
    Page: page('MobilisedPage', () => import('../pages/mobilised/MobilisedPage')),
  },
  {
    path: '/plans',
    title: 'Plans et diagnostics',
    Page: page('PlansPage', () => import('../pages/plans/PlansPage')),
  },
  {
    path: '/formateurs',
    title: 'Formateurs mobilisables',
    Page: page('TrainersPage', () => import('../pages/trainers/TrainersPage')),
  },
  {
    path: '/a-confirmer',
    title: 'À confirmer',
    Page: page('ConfirmPage', () => import('../pages/confirm/ConfirmPage')),
  },
  {
    path: '/evolution',
    title: 'Évolution',
    Page: page('EvolutionPage', () => import('../pages/evolution/EvolutionPage')),
  },
  {
    path: '/comment-on-compte',
    title: 'Comment on compte',
    Page: page('CountingPage', () => import('../pages/counting/CountingPage')),
  },
  {
    path: '/reseau',
    title: 'Réseau',
    Page: page('NetworkPage', () => import('../pages/network/NetworkPage')),
  },
  {
    path: '/classeur',
    title: 'Déposer un classeur',
    Page: page('CheckPage', () => import('../pages/check/CheckPage')),
  },
  {
    path: '/explorateur',
    title: 'Explorateur',
    Page: page('ExplorerPage', () => import('../pages/explorer/ExplorerPage')),
  },
];

export const ROUTES: readonly PageRoute[] = [
  ...MENU,
  { path: '/fiche/:id', Page: page('SheetPage', () => import('../pages/sheet/SheetPage')) },
  { path: '/recherche', Page: page('SearchPage', () => import('../pages/search/SearchPage')) },
  {
    path: '/accessibilite',
    Page: page('AccessibilityPage', () => import('../pages/about/AccessibilityPage')),
  },
  {
    path: '/donnees-personnelles',
    Page: page('PrivacyPage', () => import('../pages/about/PrivacyPage')),
  },
];
