import { Link } from 'react-router';
import { useSharedSearch } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { flags, StatusTag } from '../../parts/Status';
import { Failure, Late } from '../../parts/states';
import { AXES, axisName } from '../../words/axes';
import { figuresOf, spreadInWords, statusOf } from '../../words/statuses';
import { capital, count, number } from '../../words/texts';
import { SheetWithinDocument, type SheetWithinQuery, type WithinFragment } from './sheet.generated';

type Row = WithinFragment['edges'][number]['node'];
type Kind = 'contracts' | 'quarters' | 'groupings';

const OPEN_ROWS = 12;
/** The kinds of parts, the widest first, each with its nouns and the matching rows of the matrix. */
const KINDS: readonly (readonly [kind: Kind, one: string, many: string, rows: string])[] = [
  ['contracts', 'contrat de ville en vigueur', 'contrats de ville en vigueur', 'CITY_CONTRACT'],
  ['quarters', 'quartier prioritaire', 'quartiers prioritaires', 'QPV'],
  ['groupings', 'EPCI', 'EPCI', 'EPCI'],
];

/** Lists the parts of a territory, by kind, with their cells on the day; communes are counted. */
export function Within({ territory, day }: { territory: string; day: string }) {
  const { result, askAgain } = useAnswer(SheetWithinDocument, { id: territory, asOf: day });
  const { data, error } = result;
  if (error) return <Failure error={error} />;
  if (!data)
    return (
      <section aria-busy="true">
        <h2>Dans ce territoire</h2>
        <p className="loading">Chargement…</p>
        <Late onRetry={askAgain} />
      </section>
    );
  const communes = data.communes?.totalCount ?? 0;
  if (communes === 0 && KINDS.every(([kind]) => totalOf(data, kind) === 0)) return null;
  return (
    <section>
      <h2>Dans ce territoire</h2>
      {KINDS.map(([kind, one, many, rows]) => (
        <OfKind
          key={kind}
          title={count(totalOf(data, kind), one, many)}
          rows={data[kind]?.edges.map(({ node }) => node) ?? []}
          total={totalOf(data, kind)}
          territory={territory}
          kind={rows}
        />
      ))}
      {communes > 0 && (
        <p>
          {count(communes, 'commune')} : <MatrixLink territory={territory} kind="COMMUNE" />
        </p>
      )}
    </section>
  );
}

function totalOf(data: SheetWithinQuery, kind: Kind): number {
  return data[kind]?.totalCount ?? 0;
}

function OfKind({
  title,
  rows,
  total,
  territory,
  kind,
}: {
  title: string;
  rows: readonly Row[];
  total: number;
  territory: string;
  kind: string;
}) {
  if (total === 0) return null;
  return (
    <details open={total <= OPEN_ROWS}>
      <summary>{title}</summary>
      <ScrollFrame label={title}>
        <table className="within">
          <thead>
            <tr>
              <th scope="col">Territoire</th>
              {AXES.map(({ value, number: axis, short }) => (
                <th key={value} scope="col">
                  <span className="axis-number">{axis}</span> {short}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.territory.id}>
                <th scope="row">
                  <NodeLink node={row.territory} />
                  {kind === 'QPV' && (
                    <span className="note">
                      {' '}
                      {row.territory.population === null
                        ? 'population inconnue'
                        : count(row.territory.population, 'habitant')}
                    </span>
                  )}
                </th>
                {row.cells.map((cell) => (
                  <td key={cell.axis}>
                    <CellWord row={row} cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <More total={total} shown={rows.length} />
      <p>
        <MatrixLink territory={territory} kind={kind} />
      </p>
    </details>
  );
}

/** Shows a cell in a word, with a link to its panel in the matrix. */
function CellWord({ row, cell }: { row: Row; cell: Row['cells'][number] }) {
  const axis = AXES.find(({ value }) => value === cell.axis);
  const address = new URLSearchParams(useSharedSearch());
  address.set('case', `${axis?.number}~${row.territory.id}`);
  return (
    <Link to={`/?${address}`} title={cell.spread ? capital(spreadInWords(cell.spread)) : undefined}>
      <span className="hidden">
        {row.territory.label}, {axisName(cell.axis)} :{' '}
      </span>
      {cell.status ? (
        <StatusTag
          status={cell.status}
          word={`${statusOf(cell.status).short}${cell.actorCount ? ` (${number(cell.actorCount)})` : ''}`}
        />
      ) : (
        cell.spread && figuresOf(cell.spread.contracts)
      )}
      {flags(cell).map((flag) => (
        <span key={flag} className="flag">
          {flag}
        </span>
      ))}
    </Link>
  );
}

function MatrixLink({ territory, kind }: { territory: string; kind: string }) {
  const address = new URLSearchParams(useSharedSearch());
  address.set('territoire', territory);
  address.set('lignes', kind);
  return (
    <Link className="screen-only" to={`/?${address}`}>
      voir dans la matrice
    </Link>
  );
}
