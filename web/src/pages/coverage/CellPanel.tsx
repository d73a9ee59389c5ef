import { useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { QueryLink } from '../../parts/PageFrame';
import { Panel } from '../../parts/Panel';
import { flagsAtLength, StatusTag } from '../../parts/Status';
import { Failure, Loading } from '../../parts/states';
import { AXES } from '../../words/axes';
import { isEmpty } from '../../words/coverage';
import { capital, count, day as inWords } from '../../words/texts';
import { CellDocument, type CellQuery, type WhoInCellFragment } from './cell.generated';

/** Shows who is mobilised in a cell and on what evidence, who could be, and what has ended. */
export function CellPanel({ cell, onClose }: { cell: string; onClose: () => void }) {
  const [day] = useDay();
  const { reference } = useReference();
  const [number, ...territory] = cell.split('~');
  const axis = AXES.find((one) => String(one.number) === number);
  const query = useAnswer(
    CellDocument,
    { territory: territory.join('~'), axis: axis?.value ?? 'KNOWLEDGE', asOf: day },
    axis !== undefined,
  );
  const { data, error, isPlaceholderData } = query.result;
  const row = data?.coverage?.edges[0]?.node;
  const title = axis ? `Axe ${axis.number} – ${axis.short}` : 'Case inconnue';
  return (
    <Panel title={title} onClose={onClose}>
      {!axis && <p>L’adresse désigne un axe qui n’existe pas : les axes vont de 1 à 5.</p>}
      {error && <Failure error={error} />}
      {data && row && !isPlaceholderData ? (
        <>
          <p className="panel-where">
            <NodeLink node={row.territory} />, au {inWords(day)}
          </p>
          <CellDetails answer={data} row={row} reference={reference} />
          <p>
            <QueryLink query={query} />
          </p>
        </>
      ) : (
        axis && !error && <Loading />
      )}
    </Panel>
  );
}

type CellRow = NonNullable<CellQuery['coverage']>['edges'][number]['node'];

function CellDetails({ answer, row, reference }: { answer: CellQuery; row: CellRow; reference: Reference }) {
  const [cell] = row.cells;
  if (!cell) return null;
  const survey = row.territory.surveys.edges[0]?.node;
  return (
    <>
      <p>
        <StatusTag status={cell.status} word={capital(reference.word('CellStatus', cell.status))} />
      </p>
      <p>{capital(reference.word('Axis', cell.axis))}.</p>
      {flagsAtLength(cell).length > 0 && (
        <ul>
          {flagsAtLength(cell).map((flag) => (
            <li key={flag}>{capital(flag)}.</li>
          ))}
        </ul>
      )}
      {cell.onlyActor && (
        <p>
          Seul acteur : <NodeLink node={cell.onlyActor} />.
        </p>
      )}
      {survey && (
        <p>
          Relevé du {inWords(survey.on)}
          {survey.emptyAxes.includes(cell.axis) && ' : personne n’a été trouvé'}, d’après{' '}
          <NodeLinks nodes={survey.sources} />
        </p>
      )}
      {(isEmpty(cell) || cell.lapsedOn) && (
        <Ended answer={answer} lastActors={cell.lastActors} lapsedOn={cell.lapsedOn} />
      )}
      <section>
        <h3>Qui est mobilisé ({cell.actorCount})</h3>
        {cell.actorCount === 0 && <p>Personne de connu à cette date.</p>}
        <Mobilised connection={answer.mobilised} reference={reference} />
      </section>
      {cell.widerActorCount > 0 && (
        <section>
          <h3>À une échelle plus large ({cell.widerActorCount})</h3>
          <p>Ce qui vise le département, la région ou le pays ne couvre pas la case.</p>
          <Mobilised connection={answer.wider} reference={reference} />
        </section>
      )}
      <Mobilisable connection={answer.mobilisable} />
    </>
  );
}

function Ended({
  answer,
  lastActors,
  lapsedOn,
}: {
  answer: CellQuery;
  lastActors: readonly { id: string; label: string }[];
  lapsedOn: string | null;
}) {
  const ended = answer.ended?.edges ?? [];
  return (
    <section>
      <h3>Ce qui a pris fin</h3>
      {!lapsedOn && ended.length === 0 && <p>Aucune mobilisation passée n’est connue ici sur cet axe.</p>}
      {lapsedOn && lastActors.length > 0 && (
        <>
          <p>Dernière mobilisation jusqu’au {inWords(lapsedOn)} :</p>
          <NodeLinks nodes={lastActors} />
        </>
      )}
      {ended.length > 0 && (
        <ul>
          {ended.map(({ node }) => (
            <li key={node.id}>
              <NodeLink node={node} />
              {node.countsUntil && `, jusqu’au ${inWords(node.countsUntil)}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Mobilised({
  connection,
  reference: { word },
}: {
  connection: WhoInCellFragment | null;
  reference: Reference;
}) {
  if (!connection) return null;
  return (
    <>
      <ul className="actors">
        {connection.edges.map(({ node: { actor, since, engagements } }) => (
          <li key={actor.id}>
            <strong>
              <NodeLink node={actor} />
            </strong>
            , depuis le {inWords(since)}
            <ul>
              {engagements.edges.map(({ roles, reach, viaPredecessor, node }) => (
                <li key={node.id}>
                  <NodeLink node={node} /> ({roles.map((role) => word('Role', role)).join(', ')} ; portée{' '}
                  {word('Reach', reach)}
                  {viaPredecessor && ', par le contrat précédent'}
                  {node.countsUntil && ` ; jusqu’au ${inWords(node.countsUntil)}`})
                  <ul className="sources">
                    {node.sources.map(({ node: source, confirmedOn }) => (
                      <li key={source.id}>
                        Source : <NodeLink node={source} />
                        {confirmedOn && `, confirmée le ${inWords(confirmedOn)}`}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
            <More
              total={engagements.totalCount}
              shown={engagements.edges.length}
              where="voir la fiche de l’acteur"
            />
          </li>
        ))}
      </ul>
      <More total={connection.totalCount} shown={connection.edges.length} where="voir « Qui est mobilisé »" />
    </>
  );
}

function Mobilisable({ connection }: { connection: CellQuery['mobilisable'] }) {
  return (
    <section>
      <h3>Qui pourrait l’être ({count(connection?.totalCount ?? 0, 'formateur', 'formateurs')})</h3>
      {!connection?.totalCount && <p>Aucun formateur qualifié sur cet axe ne déclare intervenir ici.</p>}
      <ul>
        {connection?.edges.map(({ node: { trainer, offers } }) => (
          <li key={trainer.id}>
            <NodeLink node={trainer} />
            <ul>
              {offers.map(({ offer, until }) => (
                <li key={offer.id}>
                  <NodeLink node={offer} />
                  {until && `, qualification valable jusqu’au ${inWords(until)}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <More
        total={connection?.totalCount ?? 0}
        shown={connection?.edges.length ?? 0}
        where="voir « Formateurs et offres »"
      />
    </section>
  );
}
