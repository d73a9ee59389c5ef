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

/** The choices of grants by place: those in the chosen territory, or those whose source names no territory. */
const PLACES = [
  ['', 'dans le territoire choisi'],
  ['inconnu', 'sans territoire, dans tout le pays'],
] as const;

/** Lists the grants to be classified (no source says what they paid for), the most recent first. */
export function ClassifyPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [ground, setGround] = useChoice(
    'lieu',
    PLACES.map(([value]) => value),
    '',
  );
  const where = unclassified(day, area, ground === 'inconnu');
  const query = useAnswer(ToClassifyDocument, {
    where,
    bodies: unclassifiedBodies(where),
    withoutGround: unclassified(day, '', true),
  });
  return (
    <PageFrame
      title="À classer"
      lead="Des subventions dont personne n’a encore dit ce qu’elles ont payé. Chacune prouve qu’une structure a été payée telle année ; elle ne dit ni si cette structure agit encore, ni sur quel axe, ni dans quels quartiers. Elles ne comptent dans aucune case, et leurs montants ne s’additionnent pas."
      query={query}
      announce={inWords}
      exports={(answer, reference) =>
        tableExports('a-classer', columnsOf(reference, day, latestEditions(answer)), rowsOf(answer))
      }
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice label="Où" value={ground} choices={PLACES} onChange={(value) => void setGround(value)} />
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
              <HowTo area={ground === 'inconnu' ? '' : area} day={day} />
              <DataTable
                caption="Subventions à classer"
                columns={columnsOf(reference, day, latestEditions(answer))}
                rows={rowsOf(answer)}
                rowKey={({ id }) => id}
              />
            </>
          )}
          <WithoutTerritory
            number={answer.withoutGround?.totalCount ?? 0}
            show={() => void setGround('inconnu')}
          />
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

/** Says how many grants are in no territory, since their source names none. */
function WithoutTerritory({ number, show }: { number: number; show: () => void }) {
  if (number === 0) return null;
  return (
    <p className="note">
      {count(number, 'subvention')} du pays {number < 2 ? 'n’est' : 'ne sont'} dans aucun territoire, faute
      que la source en dise un : la plupart sont récentes, et certaines concernent peut-être celui-ci.{' '}
      <button type="button" className="button screen-only" onClick={show}>
        Les montrer
      </button>
    </p>
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
          Téléchargez{' '}
          <a href={exportAddress('xlsx', { within: area, asOf: day })}>
            {area ? 'le classeur de ce territoire' : 'le classeur de tout le pays'}
          </a>
          , qui contient ces subventions et leurs bénéficiaires.
        </li>
        <li>
          Feuille « Actions » ou « Dispositifs » : décrivez ce que la subvention a payé, avec ses axes, ses
          territoires, ses dates et qui le dit (une source nouvelle prend aussi une ligne de la feuille
          « Sources »). Les axes proposés ici ne sont que ceux que suggèrent les mots de l’objet.
        </li>
        <li>
          Feuille « Subventions », colonne « Pour » : écrivez-y l’intitulé de cette action. Corrigez le nom et
          le type de la structure sur sa feuille, « Institutions ».
        </li>
        <li>
          <Link to={`/classeur${sharedSearch}`}>Déposez le classeur</Link> pour le vérifier. Un responsable du
          service l’applique par <code>cinqaxes import CLASSEUR.xlsx</code>.
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
