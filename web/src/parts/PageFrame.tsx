import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useArea, useDay, useDayInAddress, useOrder } from '../address';
import type { Query } from '../api/useAnswer';
import { type Reference, useReference } from '../api/useReference';
import { SOURCES } from '../words/sources';
import { day, today } from '../words/texts';
import { type Export, Exporter } from './Exporter';
import { FoldedOnPhone } from './FoldedOnPhone';
import { InstanceNote, NodeName } from './NodeName';
import { IncompleteNote, PrintButton } from './PrintButton';
import { printPage } from './printing';
import { SaveView } from './SaveView';
import { useShowQuery } from './shownQueries';
import { Empty, Failure, Late, Loading } from './states';
import { useIsNoTerritory, useLabel } from './useLabel';

const PDF: Export = { name: 'PDF (par l’impression)', make: ({ heading }) => printPage(heading) };
/** The first day for which the page shows the communes, EPCI and QPV that existed then. */
const FIRST_DAY = '2024-01-01';
/** The name of the area on pages that are not limited to a territory. */
export const WHOLE_COUNTRY = 'France entière';

interface Props<Answer> {
  readonly title: string;
  readonly className?: string;
  readonly lead?: ReactNode;
  /** Links next to the title. */
  readonly tools?: ReactNode;
  /** Controls of the query's variables; shown in any state of the answer. */
  readonly filters?: ReactNode;
  /** True if the chosen area limits the page; a sheet or a network has its own subject. */
  readonly hasArea?: boolean;
  /** The earliest day shown on the page; by default the chosen one. */
  readonly earliest?: string;
  /** The other filters of the answer, in words: « critère « origine » ». */
  readonly choices?: readonly string[];
  readonly query: Query<Answer>;
  readonly exports?: (answer: Answer, reference: Reference) => readonly Export[];
  /** The sentence announced when an answer arrives, usually a count. */
  readonly announce?: (answer: Answer) => string;
  readonly children: (answer: Answer, reference: Reference) => ReactNode;
}

/** Lays out a page that shows the answer to one query. */
export function PageFrame<Answer>({
  title,
  className = '',
  lead,
  tools,
  filters,
  hasArea = true,
  earliest,
  choices = [],
  query,
  exports,
  announce,
  children,
}: Props<Answer>) {
  useShowQuery(title, query);
  useDayInAddress();
  const { reference, ready, error: referenceError } = useReference();
  const { data, error: queryError, isPlaceholderData } = query.result;
  const error = queryError ?? referenceError;
  const isUnasked = data === undefined && query.result.fetchStatus === 'idle';
  const [chosen] = useArea();
  const isNowhere = useIsNoTerritory(hasArea ? unlisted(chosen, reference) : '');
  const isLoaded = data !== undefined && ready && !isNowhere;
  /** An answer to an earlier choice must not be saved under the name of this one. */
  const isCurrent = isLoaded && !isPlaceholderData;
  const chosenArea = useAreaName(reference);
  const area = hasArea ? chosenArea : '';
  const [shownDay] = useDay();
  const [order] = useOrder();
  const isPeriod = earliest !== undefined && earliest < shownDay;
  const days = isPeriod ? `du ${day(earliest)} au ${day(shownDay)}` : `au ${day(shownDay)}`;
  const place = hasArea && chosen === '' ? WHOLE_COUNTRY : area;
  const heading = [title, place, days, ...choices].filter(Boolean).join(' – ');
  return (
    <article className={`view ${className}`}>
      <title>{[title, area, 'Cinq Axes'].filter(Boolean).join(' – ')}</title>
      <PrintHeader heading={heading} />
      <div className="view-head">
        <div>
          <div className="view-title">
            <h1>
              <NodeName label={title} />
            </h1>
            <p role="status" className="view-status">
              {isLoaded && !isPlaceholderData && announce?.(data)}
            </p>
          </div>
          {lead && <p className="lead">{lead}</p>}
        </div>
        <div className="view-tools">
          {tools}
          <SaveView title={[title, area].filter(Boolean).join(' – ')} />
          <PrintButton heading={heading} isCurrent={isCurrent} />
          {exports && (
            <Exporter
              exports={isCurrent ? [...exports(data, reference), PDF] : []}
              shown={{
                heading,
                title: hasArea ? '' : title,
                area,
                choices: choices.join(' '),
                day: isPeriod ? `${earliest}-${shownDay}` : shownDay,
                order: order ?? undefined,
              }}
            />
          )}
        </div>
      </div>
      {filters && (
        <FoldedOnPhone title="Filtres">
          <div className="filters">{filters}</div>
        </FoldedOnPhone>
      )}
      <Vintage earliest={earliest} />
      {isNowhere ? (
        <Empty>{`Territoire inconnu : « ${chosen} »`}. Choisissez-en un autre dans « Territoire ».</Empty>
      ) : (
        error && <Failure error={error} />
      )}
      {isLoaded ? (
        <div className="view-body" aria-busy={isPlaceholderData}>
          {isPlaceholderData && <Late onRetry={query.askAgain} />}
          {children(data, reference)}
          <InstanceNote />
        </div>
      ) : (
        !error && !isUnasked && !isNowhere && <Loading onRetry={query.askAgain} />
      )}
    </article>
  );
}

/** Says that the territories shown for an earlier day are those of today. */
function Vintage({ earliest }: { earliest: string | undefined }) {
  const [day] = useDay();
  if ((earliest ?? day) >= FIRST_DAY) return null;
  return (
    <p className="note vintage">
      Avant 2024, les territoires sont ceux d’aujourd’hui (découpage 2026) et les QPV ne sont pas montrés.
    </p>
  );
}

/** Returns the name of the page's area, its id until the name has arrived; empty for the country. */
function useAreaName(reference: Reference): string {
  const [area] = useArea();
  const label = useLabel(unlisted(area, reference));
  return reference.areas.find(({ id }) => id === area)?.name ?? label;
}

/** Returns the id of an area that the reference lacks; empty if it has the area. */
function unlisted(area: string, { areas }: Reference): string {
  return areas.some(({ id }) => id === area) ? '' : area;
}

/** Heads a printed page: subject, place, day and sources; the next pages repeat it small. */
function PrintHeader({ heading }: { heading: string }) {
  const { pathname, search } = useLocation();
  return (
    <div className="print-only">
      <style>{`@page { @top-left { content: "${cssString(heading)}"; } }`}</style>
      <p className="print-title">{heading}</p>
      <IncompleteNote />
      <p>
        Cinq Axes, imprimé le {day(today())} – {window.location.host + pathname + search}
      </p>
      <InstanceNote />
      <p>{SOURCES}</p>
    </div>
  );
}

function cssString(text: string): string {
  return text.replace(/[\\"<\n]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `);
}
