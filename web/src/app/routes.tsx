import type { ComponentType } from 'react';
import { codeOf } from '../parts/code';

interface PageRoute {
  readonly path: string;
  readonly Page: ComponentType;
}

/** Loads a page's code when it is first rendered. */
function page<Name extends string>(name: Name, load: () => Promise<Record<Name, ComponentType>>) {
  return codeOf(() => load().then((module) => module[name]));
}

interface MenuGroup {
  readonly title: string;
  readonly pages: readonly (PageRoute & { readonly title: string })[];
}

/** The pages of the main menu, in its four groups. */
export const MENU: readonly MenuGroup[] = [
  {
    title: 'Couverture',
    pages: [
      {
        path: '/',
        title: 'Couverture',
        Page: page('CoveragePage', () => import('../pages/coverage/CoveragePage')),
      },
      {
        path: '/comparer',
        title: 'Comparer deux territoires',
        Page: page('ComparePage', () => import('../pages/compare/ComparePage')),
      },
      {
        path: '/evolution',
        title: 'Évolution',
        Page: page('EvolutionPage', () => import('../pages/evolution/EvolutionPage')),
      },
      {
        path: '/mes-vues',
        title: 'Mes vues',
        Page: page('ViewsPage', () => import('../pages/views/ViewsPage')),
      },
      {
        path: '/comment-on-compte',
        title: 'Comment on compte',
        Page: page('CountingPage', () => import('../pages/counting/CountingPage')),
      },
    ],
  },
  {
    title: 'Acteurs',
    pages: [
      {
        path: '/mobilises',
        title: 'Qui est mobilisé',
        Page: page('MobilisedPage', () => import('../pages/mobilised/MobilisedPage')),
      },
      {
        path: '/formateurs',
        title: 'Formateurs mobilisables',
        Page: page('TrainersPage', () => import('../pages/trainers/TrainersPage')),
      },
      {
        path: '/formateurs/besoins',
        title: 'Besoins de formation',
        Page: page('NeedsPage', () => import('../pages/needs/NeedsPage')),
      },
      {
        path: '/formateurs/activite',
        title: 'Activité de formation',
        Page: page('TrainingPage', () => import('../pages/training/TrainingPage')),
      },
      {
        path: '/reseau',
        title: 'Réseau',
        Page: page('NetworkPage', () => import('../pages/network/NetworkPage')),
      },
    ],
  },
  {
    title: 'Plans',
    pages: [
      {
        path: '/plans',
        title: 'Plans et diagnostics',
        Page: page('PlansPage', () => import('../pages/plans/PlansPage')),
      },
      {
        path: '/plans/diagnostics',
        title: 'Diagnostics',
        Page: page('DiagnosticsPage', () => import('../pages/diagnostics/DiagnosticsPage')),
      },
      {
        path: '/plans/orientations',
        title: 'Orientations sans suite',
        Page: page('OrientationsPage', () => import('../pages/orientations/OrientationsPage')),
      },
      {
        path: '/financements',
        title: 'Financements',
        Page: page('MoneyPage', () => import('../pages/money/MoneyPage')),
      },
      {
        path: '/a-classer',
        title: 'À classer',
        Page: page('ClassifyPage', () => import('../pages/classify/ClassifyPage')),
      },
      {
        path: '/a-confirmer',
        title: 'À confirmer',
        Page: page('ConfirmPage', () => import('../pages/confirm/ConfirmPage')),
      },
    ],
  },
  {
    title: 'Données',
    pages: [
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
    ],
  },
];

export const ROUTES: readonly PageRoute[] = [
  ...MENU.flatMap(({ pages }) => pages),
  { path: '/fiche', Page: page('BriefPage', () => import('../pages/brief/BriefPage')) },
  { path: '/plans/fiche', Page: page('PlanBriefPage', () => import('../pages/planBrief/PlanBriefPage')) },
  { path: '/fiche/:id', Page: page('SheetPage', () => import('../pages/sheet/SheetPage')) },
  { path: '/recherche', Page: page('SearchPage', () => import('../pages/search/SearchPage')) },
  {
    path: '/accessibilite',
    Page: page('AccessibilityPage', () => import('../pages/about/AccessibilityPage')),
  },
  {
    path: '/sources',
    Page: page('SourcesPage', () => import('../pages/about/SourcesPage')),
  },
  {
    path: '/donnees-personnelles',
    Page: page('PrivacyPage', () => import('../pages/about/PrivacyPage')),
  },
];
