import { useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import { CountedNote, useCounted } from '../../parts/counted';
import { type LinkedNode, NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { Panel } from '../../parts/Panel';
import { SpreadTable } from '../../parts/SpreadTable';
import { cellWord, flagsAtLength, StatusTag } from '../../parts/Status';
import { useShowQuery } from '../../parts/shownQueries';
import { Failure, Loading } from '../../parts/states';
import { Wider } from '../../parts/Wider';
import { AXES, onAxes } from '../../words/axes';
import { capital, count, day as inWords } from '../../words/texts';
import { CellDocument, type CellQuery } from './cell.generated';
import { Discounted, Mobilised } from './Evidence';
import { type CellDetail, throughInWords, whyInWords } from './why';

const CELL_QUERY = 'Case';

interface Props {
  readonly cell: string;
  /** The territories of the matrix, in the order of its rows. */
  readonly territories: readonly LinkedNode[];
  readonly onChange: (cell: string) => void;
  readonly onClose: () => void;
}

/**
 * Explains the status of a cell: the mobilised actors and their engagements, the engagements that did not suffice, the
 * actors whose last engagement has ended, and the actors that could be mobilised.
 */
export function CellPanel({ cell, territories, onChange, onClose }: Props) {
  const [day] = useDay();
  const { reference, ready } = useReference();
  const [number, ...territory] = cell.split('~');
  const axis = AXES.find((one) => String(one.number) === number);
  const counted = useCounted();
  const query = useAnswer(
    CellDocument,
    { territory: territory.join('~'), axis: axis?.value ?? 'KNOWLEDGE', ...counted, asOf: day },
    axis !== undefined,
  );
  useShowQuery(CELL_QUERY, query);
  const { data, error, isPlaceholderData } = query.result;
  const row = data?.coverage?.edges[0]?.node;
  const subject = axis ? `Axe ${axis.number} – ${axis.short}` : 'Lien invalide';
  const title = row && !isPlaceholderData ? `${subject} – ${row.territory.label}` : subject;
  return (
    <Panel
      title={title}
      onClose={onClose}
      tools={
        axis && (
          <Neighbours
            territory={territory.join('~')}
            territories={territories}
            onChange={(id) => onChange(`${axis.number}~${id}`)}
          />
        )
      }
    >
      {!axis && <p>L’adresse désigne un axe qui n’existe pas : les axes vont de 1 à 5.</p>}
      {error && <Failure error={error} />}
      {data && ready && row?.cells[0] && !isPlaceholderData ? (
        <>
          <p className="panel-where">
            <NodeLink node={row.territory} />, au {inWords(day)}
          </p>
          <CountedNote />
          <CellDetails answer={data} cell={row.cells[0]} reference={reference} />
        </>
      ) : (
        axis && !error && <Loading onRetry={query.askAgain} />
      )}
    </Panel>
  );
}

/** Links to the same axis of the previous and next territories in the matrix. */
function Neighbours({
  territory,
  territories,
  onChange,
}: {
  territory: string;
  territories: readonly LinkedNode[];
  onChange: (territory: string) => void;
}) {
  const place = territories.findIndex(({ id }) => id === territory);
  const before = territories[place - 1];
  const after = place < 0 ? undefined : territories[place + 1];
  return (
    <div className="panel-neighbours">
      <button
        type="button"
        className="button"
        aria-disabled={!before}
        title={before?.label}
        onClick={() => before && onChange(before.id)}
      >
        ← Précédent
      </button>
      <button
        type="button"
        className="button"
        aria-disabled={!after}
        title={after?.label}
        onClick={() => after && onChange(after.id)}
      >
        Suivant →
      </button>
    </div>
  );
}

function CellDetails({
  answer,
  cell,
  reference,
}: {
  answer: CellQuery;
  cell: CellDetail;
  reference: Reference;
}) {
  return (
    <>
      <p>
        <StatusTag status={cell.status} word={cellWord(cell)} />
      </p>
      <p>{capital(reference.word('Axis', cell.axis))}.</p>
      <section>
        <h3>{cell.status ? 'Pourquoi ce statut ?' : 'Pourquoi pas de statut ?'}</h3>
        <p>{whyInWords(cell)}</p>
        {throughInWords(cell).length > 0 && (
          <p className="through">{capital(throughInWords(cell).join(' ; '))}.</p>
        )}
        {flagsAtLength(cell).length > 0 && (
          <ul>
            {flagsAtLength(cell).map((flag) => (
              <li key={flag}>{capital(flag)}.</li>
            ))}
          </ul>
        )}
        {cell.nextEnd && <p>Première fin de ce qui compte ici : le {inWords(cell.nextEnd)}.</p>}
        {cell.onlyActor && (
          <p>
            Seul acteur : <NodeLink node={cell.onlyActor} />.
          </p>
        )}
        {cell.status && cell.survey && (
          <SurveyLine survey={cell.survey} isEntered={cell.status !== 'UNKNOWN'} />
        )}
      </section>
      {cell.spread && <SpreadTable spread={cell.spread} />}
      <Mobilised cell={cell} connection={answer.mobilised} reference={reference} />
      <Wider connection={answer.wider} />
      {cell.expected && (
        <p>
          Attendu : <NodeLink node={cell.expected} />, à partir du {inWords(cell.expected.startsOn)}.
        </p>
      )}
      <Discounted cell={cell} reference={reference} />
      {cell.lapsedOn && cell.lastActors.length > 0 && (
        <section>
          <h3>Ce qui a pris fin</h3>
          <p>Dernière mobilisation prise en compte jusqu’au {inWords(cell.lapsedOn)} :</p>
          <NodeLinks nodes={cell.lastActors} />
        </section>
      )}
      <Mobilisable connection={answer.mobilisable} />
    </>
  );
}

function SurveyLine({
  survey: { surveyedOn, found, territory, source },
  isEntered,
}: {
  survey: NonNullable<CellDetail['survey']>;
  isEntered: boolean;
}) {
  const finding = found === 'NOBODY' ? 'personne' : isEntered ? 'quelqu’un' : 'quelqu’un, à saisir';
  return (
    <p>
      Relevé du {inWords(surveyedOn)} : {finding} (<NodeLink node={territory} />
      {source && (
        <>
          {' ; source : '}
          <NodeLink node={source} />
        </>
      )}
      ).
    </p>
  );
}

function Mobilisable({ connection }: { connection: CellQuery['mobilisable'] }) {
  return (
    <section>
      <h3>Qui pourrait l’être ({count(connection?.totalCount ?? 0, 'formateur', 'formateurs')})</h3>
      {!connection?.totalCount && <p>Aucun formateur qualifié sur cet axe ne déclare intervenir ici.</p>}
      <ul>
        {connection?.edges.map(({ node: { trainer, offers, mobilisedHere } }) => (
          <li key={trainer.id}>
            <NodeLink node={trainer} />
            {mobilisedHere &&
              `, déjà mobilisé·e ici ${onAxes(mobilisedHere.axes)}, depuis le ${inWords(mobilisedHere.since)}`}
            <ul>
              {offers.map(({ offer, endsOn }) => (
                <li key={offer.id}>
                  <NodeLink node={offer} />
                  {endsOn && `, qualification valable jusqu’au ${inWords(endsOn)}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <More
        total={connection?.totalCount ?? 0}
        shown={connection?.edges.length ?? 0}
        where="voir « Formateurs mobilisables »"
      />
    </section>
  );
}
