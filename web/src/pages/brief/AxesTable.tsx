import { cellWord, flagsAtLength, StatusTag } from '../../parts/Status';
import { axisName, axisOf } from '../../words/axes';
import { FIELDS, percent, STATUSES, totalOf, withoutPopulation } from '../../words/statuses';
import { capital, count } from '../../words/texts';
import type { OwnCell } from './brief';

/** Shows the five axes of a contract: the status in words, the actors that count, and the doubts. */
export function StatusTable({ cells }: { cells: readonly OwnCell[] }) {
  return (
    <table className="brief-axes">
      <caption>Les cinq axes</caption>
      <thead>
        <tr>
          <th scope="col">Axe</th>
          <th scope="col">Statut</th>
          <th scope="col">Mobilisés</th>
          <th scope="col">À savoir</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <tr key={cell.axis}>
            <th scope="row">{axisName(cell.axis)}</th>
            <td>
              <StatusTag status={cell.status} word={cellWord(cell)} />
            </td>
            <td>{cell.actorCount > 0 ? count(cell.actorCount, 'acteur') : '–'}</td>
            <td>{flagsAtLength(cell).map(capital).join('. ') || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The shares of a wide territory, by status; they are never added up. */
const SHARES = {
  COVERED: 'Sur place',
  PARTIAL: 'En partie',
  INHERITED: 'Par le territoire qui les contient',
  GAP: 'Aucun acteur',
  TO_CONFIRM: 'À reconfirmer',
  UNKNOWN: 'Non renseigné',
} as const;

/** Shows, for each axis of a wide territory, its contracts and separately the inhabitants of its QPV by status. */
export function SharesTable({ cells }: { cells: readonly OwnCell[] }) {
  const spread = cells[0]?.spread;
  if (!spread) return null;
  const unknown = withoutPopulation(spread.inhabitants);
  return (
    <table className="brief-shares">
      <caption>
        {count(totalOf(spread.contracts), 'contrat de ville', 'contrats de ville')} et{' '}
        {count(totalOf(spread.inhabitants), 'habitant')} de{' '}
        {count(totalOf(spread.qpv), 'quartier prioritaire', 'quartiers prioritaires')}
        {unknown && ` (${unknown})`}, par statut
      </caption>
      <thead>
        <tr>
          <th scope="col">Axe</th>
          {STATUSES.map(({ value, sign }) => (
            <th key={value} scope="col">
              {sign} {SHARES[value]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map(({ axis, spread: own }) => (
          <tr key={axis}>
            <th scope="row">
              {axisOf(axis).number} – {axisOf(axis).short}
            </th>
            {own &&
              STATUSES.map(({ value }) => (
                <td key={value}>
                  <ShareLines
                    contracts={own.contracts[FIELDS[value]]}
                    inhabitants={own.inhabitants[FIELDS[value]]}
                    total={totalOf(own.inhabitants)}
                  />
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ShareLines({
  contracts,
  inhabitants,
  total,
}: {
  contracts: number;
  inhabitants: number;
  total: number;
}) {
  if (contracts === 0 && inhabitants === 0) return <>–</>;
  return (
    <>
      <div>{count(contracts, 'contrat')}</div>
      {total > 0 && <div>{percent(inhabitants, total)} hab.</div>}
    </>
  );
}
