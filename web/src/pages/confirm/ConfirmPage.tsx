import type { ReactNode } from 'react';
import { useArea, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { DataTable } from '../../parts/DataTable';
import { AreaField, DayField } from '../../parts/fields';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { count, daysLater } from '../../words/texts';
import {
  engagementColumns,
  type Lapsing,
  type OpenCell,
  QUALIFICATIONS,
  SECTIONS,
  type Section,
  type Without,
} from './columns';
import { ConfirmDocument, type ConfirmQuery, type ToConfirmFragment } from './confirm.generated';

const SOON_DAYS = 90;

/**
 * Lists engagements that end soon or are no longer confirmed, and the cells without anybody confirmed, under three
 * statuses that are never added up.
 */
export function ConfirmPage() {
  const [area] = useArea();
  const [day] = useDay();
  const within = area ? { within: { id: area } } : {};
  const inArea = area ? { territories: { some: { node: { within: { id: area } } } } } : {};
  const query = useAnswer(ConfirmDocument, {
    rows: { kind: 'CITY_CONTRACT', ...within },
    ...within,
    ending: { inEffectOn: day, countsUntil: { gte: day, lte: daysLater(day, SOON_DAYS) }, ...inArea },
    lapsing: {
      qualifications: { some: { edge: { endsOn: { gte: day, lte: daysLater(day, SOON_DAYS) } } } },
      ...(area && { intervenesIn: { some: { node: { within: { id: area } } } } }),
    },
    overdue: { status: { eq: 'PLANNED' }, startsOn: { lt: day }, ...inArea },
    asOf: day,
  });
  return (
    <PageFrame
      title="À confirmer"
      lead={`Ce qui prend fin ou expire dans les ${SOON_DAYS} jours, ce qui n’est plus confirmé, ce qui était prévu et reste sans nouvelles, et les cases à reconfirmer, non renseignées ou sans acteur, chacune à part.`}
      query={query}
      announce={(answer) =>
        [
          count(answer.ending?.totalCount ?? 0, 'fin proche', 'fins proches'),
          count(unconfirmedOf(answer).length, 'mobilisation à reconfirmer', 'mobilisations à reconfirmer'),
          `${answer.overdue?.totalCount ?? 0} sans nouvelles`,
          `cases : ${cellsIn('TO_CONFIRM', answer).length} à reconfirmer`,
          count(cellsIn('UNKNOWN', answer).length, 'non renseignée'),
          `${cellsIn('GAP', answer).length} sans acteur d’après un relevé`,
        ].join(', ')
      }
      exports={(answer) => [
        ...tableExports('fins-proches', engagementColumns(day), endingOf(answer), 'Fins proches'),
        ...tableExports(
          'a-reconfirmer',
          engagementColumns(day),
          unconfirmedOf(answer),
          'Mobilisations à reconfirmer',
        ),
        ...tableExports(
          'qualifications',
          QUALIFICATIONS,
          lapsingOf(answer, day),
          'Qualifications qui expirent',
        ),
        ...tableExports(
          'sans-nouvelles',
          engagementColumns(day),
          overdueOf(answer),
          'Prévues, sans nouvelles',
        ),
        ...SECTIONS.flatMap(({ status, title, file, columns }) =>
          tableExports(file, columns, cellsIn(status, answer), title),
        ),
      ]}
      filters={
        <>
          <AreaField />
          <DayField />
        </>
      }
    >
      {(answer) => (
        <>
          <EngagementSection
            title={`Ce qui prend fin dans les ${SOON_DAYS} jours`}
            emptyText="Rien ne prend fin d’ici là."
            rows={endingOf(answer)}
            more={
              <More
                total={answer.ending?.totalCount ?? 0}
                shown={endingOf(answer).length}
                where="choisissez un territoire plus petit"
              />
            }
          />
          <EngagementSection
            title="Mobilisations à reconfirmer"
            note="En cours, mais qu’aucune source n’a confirmées récemment : elles ne comptent plus."
            emptyText="Tout ce qui est en cours est confirmé."
            rows={unconfirmedOf(answer)}
            more={
              <>
                <More
                  total={answer.unconfirmed?.totalCount ?? 0}
                  shown={answer.unconfirmed?.edges.length ?? 0}
                  where="choisissez un territoire plus petit"
                  what={['autre acteur', 'autres acteurs']}
                />
                <Unread count={unreadOf(answer)} />
              </>
            }
          />
          <EngagementSection
            title="Prévues, sans nouvelles"
            note="Elles devaient avoir commencé, et rien ne dit qu’elles ont eu lieu : elles ne comptent pas."
            emptyText="Tout ce qui devait avoir commencé est renseigné."
            rows={overdueOf(answer)}
            more={
              <More
                total={answer.overdue?.totalCount ?? 0}
                shown={overdueOf(answer).length}
                where="choisissez un territoire plus petit"
              />
            }
          />
          <section>
            <h2>Qualifications qui expirent dans les {SOON_DAYS} jours</h2>
            {lapsingOf(answer, day).length === 0 ? (
              <Empty>Aucune qualification connue n’expire d’ici là.</Empty>
            ) : (
              <DataTable
                caption="Qualifications qui expirent"
                columns={QUALIFICATIONS}
                rows={lapsingOf(answer, day)}
                rowKey={({ trainer, offer }) => `${trainer.id} ${offer.id}`}
              />
            )}
          </section>
          {SECTIONS.map((section) => (
            <CellSection key={section.status} {...section} rows={cellsIn(section.status, answer)} />
          ))}
        </>
      )}
    </PageFrame>
  );
}

const endingOf = ({ ending }: ConfirmQuery) => ending?.edges.map(({ node }) => node) ?? [];
const overdueOf = ({ overdue }: ConfirmQuery) => overdue?.edges.map(({ node }) => node) ?? [];

/** Lists the qualifications that end soon, the soonest first. */
function lapsingOf({ lapsing }: ConfirmQuery, day: string): readonly Lapsing[] {
  const last = daysLater(day, SOON_DAYS);
  const all = (lapsing?.edges ?? []).flatMap(({ node: trainer }) =>
    trainer.qualifications.edges.flatMap(({ endsOn, issuer, node: offer }) =>
      endsOn !== null && endsOn >= day && endsOn <= last ? [{ trainer, offer, endsOn, issuer }] : [],
    ),
  );
  return all.toSorted((a, b) => a.endsOn.localeCompare(b.endsOn));
}

/** Lists each unconfirmed engagement in effect once, whatever the number of its actors. */
function unconfirmedOf({ unconfirmed }: ConfirmQuery): readonly ToConfirmFragment[] {
  const all = unconfirmed?.edges.flatMap(({ node }) => node.engagements.edges.map((edge) => edge.node)) ?? [];
  return [...new Map(all.map((one) => [one.id, one])).values()].toSorted((a, b) =>
    (a.confirmedOn ?? '').localeCompare(b.confirmedOn ?? ''),
  );
}

/** Counts the engagements of the listed actors that the answer left out; an engagement of two actors counts twice. */
function unreadOf({ unconfirmed }: ConfirmQuery): number {
  const lists = unconfirmed?.edges.map(({ node }) => node.engagements) ?? [];
  return lists.reduce((sum, { totalCount, edges }) => sum + totalCount - edges.length, 0);
}

function Unread({ count: unread }: { count: number }) {
  if (unread === 0) return null;
  return (
    <p className="note">
      Et au plus {count(unread, 'autre mobilisation', 'autres mobilisations')} des mêmes acteurs : leurs
      fiches les donnent toutes.
    </p>
  );
}

function cellsIn(status: Without, { coverage }: ConfirmQuery): readonly OpenCell[] {
  return (coverage?.edges ?? []).flatMap(({ node: { territory, cells } }) =>
    cells.filter((cell) => cell.status === status).map((cell) => ({ territory, cell })),
  );
}

const keyOf = ({ territory, cell }: OpenCell) => `${territory.id} ${cell.axis}`;

function EngagementSection({
  title,
  note,
  emptyText,
  rows,
  more,
}: {
  title: string;
  note?: string;
  emptyText: string;
  rows: readonly ToConfirmFragment[];
  more: ReactNode;
}) {
  const [day] = useDay();
  return (
    <section>
      <h2>{title}</h2>
      {note && <p className="note">{note}</p>}
      {rows.length === 0 ? (
        <Empty>{emptyText}</Empty>
      ) : (
        <DataTable caption={title} columns={engagementColumns(day)} rows={rows} rowKey={({ id }) => id} />
      )}
      {more}
    </section>
  );
}

function CellSection({ title, note, emptyText, columns, rows }: Section & { rows: readonly OpenCell[] }) {
  return (
    <section>
      <h2>
        {title} ({rows.length})
      </h2>
      <p className="note">{note}</p>
      {rows.length === 0 ? (
        <Empty>{emptyText}</Empty>
      ) : (
        <DataTable caption={title} columns={columns} rows={rows} rowKey={keyOf} />
      )}
    </section>
  );
}
