import { useArea, useChoice } from '../../address';

const KINDS = [
  ['REGION', 'régions'],
  ['DEPARTEMENT', 'départements'],
  ['EPCI', 'EPCI'],
  ['CITY_CONTRACT', 'contrats de ville'],
  ['COMMUNE', 'communes'],
] as const;

export type RowKind = (typeof KINDS)[number][0];

const VALUES = KINDS.map(([kind]) => kind);

/**
 * Reads and sets the kind of territory shown as rows (`lignes`), and lists the available choices.
 *
 * Defaults to the contracts of the selected area, or to the regions of the country. Regions are offered only for
 * the country, and communes only for an area.
 */
export function useRowKind() {
  const [area] = useArea();
  const defaultKind = area ? 'CITY_CONTRACT' : 'REGION';
  const [requested, setKind] = useChoice<RowKind>('lignes', VALUES, defaultKind);
  const choices = KINDS.filter(([kind]) => (area ? kind !== 'REGION' : kind !== 'COMMUNE'));
  const kind = choices.some(([value]) => value === requested) ? requested : defaultKind;
  return [kind, setKind, choices] as const;
}
