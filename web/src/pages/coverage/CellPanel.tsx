import { useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import { CountedNote, useCounted } from '../../parts/counted';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { QueryLink } from '../../parts/PageFrame';
import { Panel } from '../../parts/Panel';
import { SpreadTable } from '../../parts/SpreadTable';
import { cellWord, flagsAtLength, StatusTag } from '../../parts/Status';
import { Failure, Loading } from '../../parts/states';
import { AXES, onAxes } from '../../words/axes';
import { capital, count, day as inWords } from '../../words/texts';
import { CellDocument, type CellQuery } from './cell.generated';
import { Counted, Discounted } from './Evidence';
import { type CellDetail, whyInWords } from './why';

/** Shows why a cell has its status, on what evidence, who is mobilised, who could be, and what has ended. */
export function CellPanel({ cell, onClose }: { cell: string; onClose: () => void }) {
  const [day] = useDay();
  const { reference } = useReference();
  const [number, ...territory] = cell.split('~');
  const axis = AXES.find((one) => String(one.number) === number);
  const counted = useCounted();
  const query = useAnswer(
    CellDocument,
    { territory: territory.join('~'), axis: axis?.value ?? 'KNOWLEDGE', ...counted, asOf: day },
    axis !== undefined,
  );
  const { data, error, isPlaceholderData } = query.result;
  const row = data?.coverage?.edges[0]?.node;
  const subject = axis ? `Axe ${axis.number} – ${axis.short}` : 'Lien invalide';
  const title = row && !isPlaceholderData ? `${subject} – ${row.territory.label}` : subject;
  return (
    <Panel title={title} onClose={onClose}>
      {!axis && <p>L’adresse désigne un axe qui n’existe pas : les axes vont de 1 à 5.</p>}
      {error && <Failure error={error} />}
      {data && row?.cells[0] && !isPlaceholderData ? (
        <>
          <p className="panel-where">
            <NodeLink node={row.territory} />, au {inWords(day)}
          </p>
          <CountedNote />
          <CellDetails answer={data} cell={row.cells[0]} reference={reference} />
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
        {cell.status && cell.survey && (
          <SurveyLine survey={cell.survey} isEntered={cell.status !== 'UNKNOWN'} />
        )}
      </section>
      {cell.spread && <SpreadTable spread={cell.spread} />}
      <Counted cell={cell} reference={reference} />
      <section>
        <h3>Qui est mobilisé ({cell.actorCount})</h3>
        {cell.actorCount === 0 && <p>Personne de connu et de confirmé à cette date.</p>}
        <Mobilised connection={answer.mobilised} reference={reference} />
      </section>
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
          {' '}
          ; source : <NodeLink node={source} />
        </>
      )}
      ).
    </p>
  );
}

function Mobilised({
  connection,
  reference: { word },
}: {
  connection: CellQuery['mobilised'];
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
              {engagements.edges.map(({ roles, node }) => (
                <li key={node.id}>
                  {capital(roles.map((role) => word('Role', role)).join(', '))} : <NodeLink node={node} />
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
