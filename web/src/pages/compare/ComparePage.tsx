import { parseAsString, useQueryState } from 'nuqs';
import { Link } from 'react-router';
import { STEP, useDay, useSharedSearch } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { CountedFields, CountedNote, useCounted, useCountedWords } from '../../parts/counted';
import { DayField } from '../../parts/fields';
import { isOutOfForceOn } from '../../parts/force';
import { NodeLink } from '../../parts/links';
import { NodePicker } from '../../parts/NodePicker';
import { PageFrame } from '../../parts/PageFrame';
import { ScrollFrame } from '../../parts/ScrollFrame';
import { cellWord, flagsAtLength, StatusTag } from '../../parts/Status';
import { Empty, Failure, Loading } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { AXES } from '../../words/axes';
import { capital, day as inWords, period } from '../../words/texts';
import { CompareDocument, type CompareQuery, TerritoryNamesDocument } from './compare.generated';

type Row = NonNullable<CompareQuery['coverage']>['edges'][number]['node'];
type Cell = Row['cells'][number];

/** Shows the five axes of two territories side by side. */
export function ComparePage() {
  const [day] = useDay();
  const id = parseAsString.withDefault('').withOptions(STEP);
  const [first, setFirst] = useQueryState('un', id);
  const [second, setSecond] = useQueryState('deux', id);
  const chosen = [first, second].filter((id, place, all) => id !== '' && all.indexOf(id) === place);
  const counted = useCounted();
  const countedWords = useCountedWords();
  const names = useAnswer(TerritoryNamesDocument, { ids: chosen });
  const areKnown = !names.result.isPending && !names.result.isPlaceholderData;
  const territories = (names.result.data?.nodes ?? []).flatMap((node) =>
    node && 'kind' in node ? [node] : [],
  );
  const known = chosen.flatMap((id) => territories.find((node) => node.id === id) ?? []);
  const nameOf = (id: string) => known.find((node) => node.id === id)?.label;
  const unknown =
    names.result.isSuccess && areKnown ? chosen.filter((id) => known.every((node) => node.id !== id)) : [];
  const outOfForce = known.filter((node) => isOutOfForceOn(node, day));
  const ids = known.filter((node) => !outOfForce.includes(node)).map(({ id }) => id);
  const query = useAnswer(CompareDocument, { ids, ...counted, asOf: day });
  const rows = ids.flatMap(
    (id) => query.result.data?.coverage?.edges.find(({ node }) => node.territory.id === id)?.node ?? [],
  );
  return (
    <PageFrame
      title="Comparer deux territoires"
      hasArea={false}
      choices={countedWords}
      query={query}
      announce={() => `Au ${inWords(day)}`}
      filters={
        <>
          <NodePicker
            label="Premier territoire"
            kinds={KINDS}
            picked={nameOf(first)}
            onPick={(id) => void setFirst(id)}
          />
          <NodePicker
            label="Second territoire"
            kinds={KINDS}
            picked={nameOf(second)}
            onPick={(id) => void setSecond(id)}
          />
          <CountedFields />
          <DayField />
        </>
      }
      exports={() =>
        tableExports(
          'comparaison',
          [
            {
              id: 'axis',
              header: 'Axe',
              accessorFn: (axis: (typeof AXES)[number]) => `${axis.number} – ${axis.short}`,
            },
            ...rows.map((row) => ({
              id: row.territory.id,
              header: row.territory.label,
              accessorFn: ({ value }: (typeof AXES)[number]) => describe(cellOf(row, value)),
            })),
          ],
          AXES,
        )
      }
    >
      {() => (
        <>
          {!areKnown && <Loading onRetry={names.askAgain} />}
          {names.result.error && <Failure error={names.result.error} />}
          {unknown.map((id) => (
            <p key={id} className="empty">
              Aucun territoire ne porte l’identifiant « {id} ».
            </p>
          ))}
          {outOfForce.map((node) => (
            <p key={node.id} className="empty">
              <NodeLink node={node} /> n’est pas en vigueur à cette date
              {'inForceFrom' in node && ` (${period(node.inForceFrom, node.inForceUntil)})`} : changez la date
              pour le comparer.
            </p>
          ))}
          {chosen.length === 0 && (
            <Empty>
              Choisissez deux territoires : commune, quartier prioritaire, EPCI, contrat de ville…
            </Empty>
          )}
          {chosen.length === 1 && <Empty>Choisissez un second territoire.</Empty>}
          {rows.length > 0 && <CountedNote />}
          {rows.length > 0 && (
            <ScrollFrame label="Axes des territoires">
              <table className="comparison">
                <caption>Qui est mobilisé sur chaque axe au {inWords(day)}</caption>
                <thead>
                  <tr>
                    <th scope="col">Axe</th>
                    {rows.map(({ territory }) => (
                      <th key={territory.id} scope="col">
                        <NodeLink node={territory} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {AXES.map((axis) => (
                    <tr key={axis.value}>
                      <th scope="row">
                        <span className="axis-number">{axis.number}</span> {axis.short}
                      </th>
                      {rows.map((row) => (
                        <td key={row.territory.id}>
                          <Compared row={row} axis={axis} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollFrame>
          )}
        </>
      )}
    </PageFrame>
  );
}

const KINDS = ['CITY_CONTRACT', 'TERRITORY'] as const;

function cellOf({ cells }: Row, axis: Cell['axis']): Cell | undefined {
  return cells.find((cell) => cell.axis === axis);
}

/** Describes a cell in one line: « couvert (3) ; fragile : repose sur une seule structure ou une seule personne ». */
function describe(cell: Cell | undefined): string {
  if (!cell) return '';
  return [
    cellWord(cell) + (cell.status && cell.actorCount ? ` (${cell.actorCount})` : ''),
    ...flagsAtLength(cell),
  ].join(' ; ');
}

function Compared({ row, axis: { value, number: axis } }: { row: Row; axis: (typeof AXES)[number] }) {
  const cell = cellOf(row, value);
  const address = new URLSearchParams(useSharedSearch());
  address.set('case', `${axis}~${row.territory.id}`);
  if (!cell) return <>–</>;
  return (
    <>
      <StatusTag
        status={cell.status}
        word={cellWord(cell) + (cell.status && cell.actorCount ? ` (${cell.actorCount})` : '')}
      />
      {flagsAtLength(cell).map((flag) => (
        <p key={flag} className="note">
          {capital(flag)}
        </p>
      ))}
      <p className="screen-only">
        <Link to={`/?${address}`}>Voir qui</Link>
      </p>
    </>
  );
}
