import { type ComponentType, lazy } from 'react';

/** A view: where it is, what it is called, and its code, which is read when it is first looked at. */
export interface Place {
  readonly path: string;
  readonly title: string;
  readonly load: () => Promise<{ View: ComponentType }>;
}

/** The views of the main menu, in its order. */
export const MENU: readonly Place[] = [
  { path: '/', title: 'Couverture', load: () => import('../views/coverage/Coverage') },
];

/** The views that others lead to. */
export const ELSEWHERE: readonly Place[] = [
];

/** The component of a place, loaded when first drawn. */
export const COMPONENTS = new Map(
  [...MENU, ...ELSEWHERE].map((place) => [place.path, lazy(() => place.load().then(({ View }) => ({ default: View })))]),
);
