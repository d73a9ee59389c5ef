import { More } from '../../parts/More';
import { listedName } from '../../parts/names';
import { StatusSign } from '../../parts/Status';
import { AXES, axisOf, onAxes } from '../../words/axes';
import { number, shortDay } from '../../words/texts';
import { type ContractRow, gapsOf, MAX_NUMBERS, statusesAmong } from './brief';

/**
 * Lists the contracts of a wide territory, numbered as on the map if the map has numbers. Each has the signs of its
 * five axes, and the axes on which a survey found nobody.
 */
export function ContractsTable({ rows, total }: { rows: readonly ContractRow[]; total: number }) {
  const isNumbered = rows.length <= MAX_NUMBERS;
  return (
    <section>
      <h2>Contrats de ville ({number(total)})</h2>
      <table className="brief-contracts">
        <caption>
          {statusesAmong(rows).map(({ value, label }) => (
            <span key={value} className="legend-entry">
              <StatusSign status={value} /> {label}{' '}
            </span>
          ))}
        </caption>
        <thead>
          <tr>
            {isNumbered && <th scope="col">N°</th>}
            <th scope="col">Contrat de ville</th>
            {AXES.map(({ value, number, short }) => (
              <th key={value} scope="col" title={short} className="brief-sign">
                Axe {number}
              </th>
            ))}
            <th scope="col">Aucun acteur, d’après un relevé</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ territory, cells }, index) => (
            <tr key={territory.id}>
              {isNumbered && <td>{index + 1}</td>}
              <th scope="row">{listedName(territory)}</th>
              {cells.map(({ axis, status }) => (
                <td key={axis} className="brief-sign">
                  {status && <StatusSign status={status} />}
                  <span className="hidden">axe {axisOf(axis).number}</span>
                </td>
              ))}
              <td>
                {gapsOf(cells)
                  .map(({ surveyedOn, axes }) => `${onAxes(axes)} (${shortDay(surveyedOn)})`)
                  .join(', ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More total={total} shown={rows.length} where="voir « Couverture »" />
    </section>
  );
}
