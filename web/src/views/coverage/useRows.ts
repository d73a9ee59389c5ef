import { useChoice, useGround } from '../../address';

const ROWS = [
  ['REGION', 'régions'],
  ['DEPARTEMENT', 'départements'],
  ['EPCI', 'EPCI'],
  ['CITY_CONTRACT', 'contrats de ville'],
  ['COMMUNE', 'communes'],
] as const;

export type RowKind = (typeof ROWS)[number][0];

const KINDS = ROWS.map(([kind]) => kind);

/**
 * What the rows are: the regions of the country or the contracts of a ground unless the address says otherwise;
 * communes only of a ground.
 */
export function useRows() {
  const [ground] = useGround();
  const usual = ground ? 'CITY_CONTRACT' : 'REGION';
  const [asked, setRows] = useChoice<RowKind>('lignes', KINDS, usual);
  const choices = ROWS.filter(([kind]) => (ground ? kind !== 'REGION' : kind !== 'COMMUNE'));
  const rows = choices.some(([kind]) => kind === asked) ? asked : usual;
  return [rows, setRows, choices] as const;
}
