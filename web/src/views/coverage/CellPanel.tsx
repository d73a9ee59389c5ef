import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import { useDay } from '../../app/address';
import { NodeLink, NodeLinks } from '../../parts/links';
import { Panel } from '../../parts/Panel';
import { flagsAtLength, StatusTag } from '../../parts/Status';
import { Failure, Loading } from '../../parts/states';
import { QueryLink } from '../../parts/View';
import { AXES, axisOf } from '../../words/axes';
import { capital, count, day as inWords } from '../../words/texts';
import { CellDocument, type CellQuery } from './cell.generated';

/** One cell, opened: who is mobilised and on what evidence, who could be, and what has ended. */
export function CellPanel({ cell, onClose }: { cell: string; onClose: () => void }) {
  const [day] = useDay();
  const { reference } = useReference();
  const [number, ...territory] = cell.split('~');
  const axis = AXES.find((one) => String(one.number) === number);
  const asked = useAnswer(
    CellDocument,
    { territory: territory.join('~'), axis: axis?.value ?? 'KNOWLEDGE', asOf: day },
    axis !== undefined,
  );
  const { data, error, isPlaceholderData } = asked.result;
  const row = data?.coverage?.edges[0]?.node;
  const title = axis ? `Axe ${axis.number} – ${axis.short}` : 'Case inconnue';
  return (
    <Panel title={title} onClose={onClose}>
      {!axis && <p>L’adresse désigne un axe qui n’existe pas : les axes vont de 1 à 5.</p>}
      {error && <Failure error={error} />}
      {data && row && !isPlaceholderData ? (
        <>
          <p className="panel-where">
            <NodeLink node={row.territory} />, au {inWords(day)}
          </p>
          <Found answer={data} row={row} reference={reference} />
          <p>
            <QueryLink asked={asked} />
          </p>
        </>
      ) : (
        axis && !error && <Loading />
      )}
    </Panel>
  );
}

type FoundRow = NonNullable<CellQuery['coverage']>['edges'][number]['node'];

function Found({ answer, row, reference }: { answer: CellQuery; row: FoundRow; reference: Reference }) {
  const [cell] = row.cells;
  if (!cell) return null;
  const empty = cell.status === 'GAP' || cell.status === 'UNKNOWN';
  return (
    <>
      <p>
        <StatusTag status={cell.status} word={capital(reference.word('CellStatus', cell.status))} />
      </p>
      <p>{capital(reference.word('Axis', axisOf(cell.axis).value))}.</p>
      {flagsAtLength(cell).length > 0 && (
        <ul>
          {flagsAtLength(cell).map((flag) => (
            <li key={flag}>{capital(flag)}.</li>
          ))}
        </ul>
      )}
      {cell.onlyActor && (
        <p>
          Seul acteur : <NodeLink node={cell.onlyActor} />.
        </p>
      )}
      {empty && <Ended answer={answer} lastActors={cell.lastActors} lapsedOn={cell.lapsedOn} />}
      <Mobilised found={answer.mobilised} reference={reference} />
      <Mobilisable found={answer.mobilisable} />
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
      {!lapsedOn && ended.length === 0 && <p>Rien n’a jamais été enregistré ici sur cet axe.</p>}
      {lapsedOn && lastActors.length > 0 && (
        <>
          <p>Mobilisés jusqu’au {inWords(lapsedOn)} :</p>
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

function Mobilised({ found, reference: { word } }: { found: CellQuery['mobilised']; reference: Reference }) {
  return (
    <section>
      <h3>Qui est mobilisé ({found?.totalCount ?? 0})</h3>
      {!found?.totalCount && <p>Personne de connu à cette date.</p>}
      <ul className="actors">
        {found?.edges.map(({ node: { actor, since, engagements } }) => (
          <li key={actor.id}>
            <strong>
              <NodeLink node={actor} />
            </strong>
            , depuis le {inWords(since)}
            <ul>
              {engagements.edges.map(({ roles, reach, node }) => (
                <li key={node.id}>
                  <NodeLink node={node} /> ({roles.map((role) => word('Role', role)).join(', ')} ; portée{' '}
                  {word('Reach', reach)}
                  {node.countsUntil && ` ; jusqu’au ${inWords(node.countsUntil)}`})
                  <ul className="sources">
                    {node.sources.map(({ node: source, confirmedOn }) => (
                      <li key={source.id}>
                        Source : <NodeLink node={source} />
                        {confirmedOn && `, confirmée le ${inWords(confirmedOn)}`}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mobilisable({ found }: { found: CellQuery['mobilisable'] }) {
  return (
    <section>
      <h3>Qui pourrait l’être ({count(found?.totalCount ?? 0, 'formateur', 'formateurs')})</h3>
      {!found?.totalCount && <p>Aucun formateur qualifié sur cet axe ne déclare intervenir ici.</p>}
      <ul>
        {found?.edges.map(({ node: { trainer, offers } }) => (
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
    </section>
  );
}
