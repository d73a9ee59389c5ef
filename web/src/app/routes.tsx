import { type ComponentType, lazy } from 'react';

/** A view: where it is, and its code, which is read when it is first looked at. */
interface Place {
  readonly path: string;
  readonly load: () => Promise<{ View: ComponentType }>;
}

/** The views of the main menu, in its order. */
export const MENU: readonly (Place & { readonly title: string })[] = [
  { path: '/', title: 'Couverture', load: () => import('../views/coverage/Coverage') },
  { path: '/mobilises', title: 'Qui est mobilisé', load: () => import('../views/mobilised/Mobilised') },
  { path: '/plans', title: 'Plans et diagnostics', load: () => import('../views/plans/Plans') },
  { path: '/formateurs', title: 'Formateurs et offres', load: () => import('../views/trainers/Trainers') },
  { path: '/a-confirmer', title: 'À confirmer', load: () => import('../views/confirm/Confirm') },
  { path: '/evolution', title: 'Évolution', load: () => import('../views/evolution/Evolution') },
  { path: '/reseau', title: 'Réseau', load: () => import('../views/network/Network') },
  { path: '/classeur', title: 'Déposer un classeur', load: () => import('../views/workbook/Workbook') },
  { path: '/explorateur', title: 'Explorateur', load: () => import('../views/explorer/Explorer') },
];

/** The views that others lead to. */
const ELSEWHERE: readonly Place[] = [
  { path: '/fiche/:id', load: () => import('../views/sheet/Sheet') },
  { path: '/recherche', load: () => import('../views/search/Search') },
  {
    path: '/accessibilite',
    load: () => import('../views/about/Accessibility'),
  },
  {
    path: '/donnees-personnelles',
    load: () => import('../views/about/Privacy'),
  },
];

/** The component of a place, loaded when first drawn. */
export const COMPONENTS = new Map(
  [...MENU, ...ELSEWHERE].map((place) => [
    place.path,
    lazy(() => place.load().then(({ View }) => ({ default: View }))),
  ]),
);
