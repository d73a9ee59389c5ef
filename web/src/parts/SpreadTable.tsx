import { FIELDS, STATUSES, totalOf, withoutPopulation } from '../words/statuses';
import { number } from '../words/texts';
import type { SpreadFragment } from './cell.generated';
import { ScrollFrame } from './ScrollFrame';
import { StatusSign } from './Status';

/** Shows the numbers of contracts, QPV and inhabitants of a wide territory by status. */
export function SpreadTable({ spread: { contracts, qpv, inhabitants } }: { spread: SpreadFragment }) {
  const unknownPopulation = withoutPopulation(inhabitants);
  return (
    <ScrollFrame label="Contrats de ville et QPV, par statut">
      <table>
        <caption>
          Ses contrats de ville et ses QPV, par statut
          {unknownPopulation && ` (${unknownPopulation}, comptés parmi les QPV seulement)`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Statut</th>
            <th scope="col" className="number">
              Contrats
            </th>
            <th scope="col" className="number">
              QPV
            </th>
            <th scope="col" className="number">
              Habitants
            </th>
          </tr>
        </thead>
        <tbody>
          {STATUSES.map(({ value, short }) => (
            <tr key={value}>
              <th scope="row">
                <StatusSign status={value} /> {short}
              </th>
              <td className="number">{number(contracts[FIELDS[value]])}</td>
              <td className="number">{totalOf(qpv) === 0 ? '–' : number(qpv[FIELDS[value]])}</td>
              <td className="number">
                {totalOf(inhabitants) === 0 ? '–' : number(inhabitants[FIELDS[value]])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
