import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useGround, useKept } from '../address';
import type { Asked } from '../api/useAnswer';
import { type Reference, useReference } from '../api/useReference';
import { day, today } from '../words/texts';
import { type Export, Exporter } from './Exporter';
import { Failure, Loading } from './states';

interface Props<Answer> {
  readonly title: string;
  /** What the view's own style is kept to. */
  readonly className?: string;
  readonly lead?: ReactNode;
  /** Choices that decide what is asked; there whatever the answer. */
  readonly filters?: ReactNode;
  readonly asked: Asked<Answer>;
  readonly exports?: (answer: Answer, reference: Reference) => readonly Export[];
  /** What is announced when an answer has come: a count, mostly. */
  readonly said?: (answer: Answer) => string;
  readonly children: (answer: Answer, reference: Reference) => ReactNode;
}

/** A view of one operation: its title, its choices, what became of its answer, its exports and its query. */
export function View<Answer>({
  title,
  className = '',
  lead,
  filters,
  asked,
  exports,
  said,
  children,
}: Props<Answer>) {
  const { reference, ready, error: noReference } = useReference();
  const { data, error, isPlaceholderData } = asked.result;
  const failed = error ?? noReference;
  const there = data !== undefined && ready;
  return (
    <article className={`view ${className}`}>
      <title>{`${title} – Cinq Axes`}</title>
      <div className="view-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        <div className="view-tools">
          <QueryLink asked={asked} />
          {there && exports && <Exporter exports={exports(data, reference)} />}
        </div>
      </div>
      <PrintedHead reference={reference} />
      {filters && <div className="filters">{filters}</div>}
      <p role="status" className="said">
        {there && !isPlaceholderData && said?.(data)}
      </p>
      {failed && <Failure error={failed} />}
      {there ? (
        <div className="view-body" aria-busy={isPlaceholderData}>
          {children(data, reference)}
        </div>
      ) : (
        !failed && <Loading />
      )}
    </article>
  );
}

/** What a printed page must say that the screen shows in its choices: the ground, the day it was printed, the address. */
function PrintedHead({ reference }: { reference: Reference }) {
  const [ground] = useGround();
  const { pathname, search } = useLocation();
  const name = reference.grounds.find(({ id }) => id === ground)?.name ?? ground;
  return (
    <p className="print-only">
      {name && `${name} – `}Cinq Axes, imprimé le {day(today())} – {pathname + search}
    </p>
  );
}

/** « Voir la requête »: the explorer, with this very operation. */
export function QueryLink({
  asked: { text, variables },
}: {
  asked: Pick<Asked<unknown>, 'text' | 'variables'>;
}) {
  const kept = useKept();
  const hash = new URLSearchParams({ requete: text.trim(), variables: JSON.stringify(variables, null, 2) });
  return (
    <Link className="button" to={`/explorateur${kept}#${hash}`}>
      Voir la requête
    </Link>
  );
}
