import { Link } from 'react-router';
import { useArea, useChoice, useDay, useSharedSearch } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { Beginning } from '../../parts/Beginning';
import { DataTable } from '../../parts/DataTable';
import { exportAddress } from '../../parts/Exporter';
import { AreaField, Choice, DayField } from '../../parts/fields';
import { unclassified, unclassifiedBodies } from '../../parts/grants';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { count } from '../../words/texts';
import { ToClassifyDocument, type ToClassifyQuery } from './classify.generated';
import { columnsOf, latestEditions } from './columns';

/** The place of a grant, as precisely as its source gives it. */
const GROUNDS = [
  ['', 'dans le territoire choisi'],
  ['inconnu', 'sans territoire connu'],
] as const;

/** Lists the grants whose purpose nobody has stated yet, the most recent first. */
export function ClassifyPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [ground, setGround] = useChoice(
    'lieu',
    GROUNDS.map(([value]) => value),
    '',
  );
  const where = unclassified(day, area, ground === 'inconnu');
  const query = useAnswer(ToClassifyDocument, { where, bodies: unclassifiedBodies(where) });
  return (
    <PageFrame
      title="À classer"
      lead="Des subventions dont personne n’a encore dit ce qu’elles ont payé. Chacune prouve qu’une structure a été payée telle année ; elle ne dit ni si elle agit encore, ni sur quel axe, ni dans quels quartiers. Elles ne comptent dans aucune case, et leurs montants ne s’additionnent pas."
      query={query}
      announce={inWords}
      exports={(answer, reference) =>
        tableExports('a-classer', columnsOf(reference, day, latestEditions(answer)), rowsOf(answer))
      }
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice label="Où" value={ground} choices={GROUNDS} onChange={(value) => void setGround(value)} />
        </>
      }
    >
      {(answer, reference) => (
        <>
          {rowsOf(answer).length === 0 ? (
            <>
              <Empty>Aucune subvention n’est à classer ici.</Empty>
              <Beginning />
            </>
          ) : (
            <>
              <HowTo area={area} day={day} />
              <DataTable
                caption="Subventions à classer"
                columns={columnsOf(reference, day, latestEditions(answer))}
                rows={rowsOf(answer)}
                rowKey={({ id }) => id}
              />
            </>
          )}
          <More
            total={answer.grants?.totalCount ?? 0}
            shown={rowsOf(answer).length}
            where="choisissez un territoire plus petit"
          />
        </>
      )}
    </PageFrame>
  );
}

/** Explains how to classify a grant: with the workbook of the territory. */
function HowTo({ area, day }: { area: string; day: string }) {
  const sharedSearch = useSharedSearch();
  return (
    <details className="screen-only">
      <summary>Comment classer</summary>
      <ol>
        <li>
          {area ? (
            <>
              Téléchargez{' '}
              <a href={exportAddress('xlsx', { within: area, asOf: day })}>le classeur de ce territoire</a>,
              qui contient ces subventions et leurs bénéficiaires.
            </>
          ) : (
            'Choisissez un territoire : son classeur contient ces subventions et leurs bénéficiaires.'
          )}
        </li>
        <li>
          Feuille « Actions » ou « Dispositifs » : décrivez ce que la subvention a payé, avec ses axes, ses
          territoires, ses dates et qui le dit. Les axes proposés ici ne sont que ceux que suggèrent les mots
          de l’objet.
        </li>
        <li>
          Feuille « Subventions », colonne « Pour » : écrivez-y l’intitulé de cette action. Corrigez le nom et
          le type de la structure sur sa feuille, « Institutions ».
        </li>
        <li>
          <Link to={`/classeur${sharedSearch}`}>Déposez le classeur</Link> pour le vérifier, puis importez-le.
        </li>
      </ol>
    </details>
  );
}

const rowsOf = ({ grants }: ToClassifyQuery) => grants?.edges.map(({ node }) => node) ?? [];

function inWords({ grants, institutions }: ToClassifyQuery): string {
  const bodies = count(institutions?.totalCount ?? 0, 'structure financée', 'structures financées');
  return `${count(grants?.totalCount ?? 0, 'subvention')} à classer, ${bodies}`;
}
