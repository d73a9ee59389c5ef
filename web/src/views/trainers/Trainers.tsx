import { parseAsString, useQueryState } from 'nuqs';
import { useAxes, useDay, useGround } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { type Reference, useReference } from '../../api/useReference';
import type { Audience, OfferKind, Theme } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { AxesField, Choice, DayField, GroundField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { axisNumbers } from '../../words/axes';
import { capital, count, day as inWords, list, shortDay } from '../../words/texts';
import { type AvailableFragment, TrainersDocument, type TrainersQuery } from './trainers.generated';

const COUNTRY = 'country:FR';

interface Line {
  readonly trainer: AvailableFragment['trainer'];
  readonly one: AvailableFragment['offers'][number];
}

/** Who can train near here, for whom, on what, with a qualification that is valid on the day. */
export function View() {
  const [ground] = useGround();
  const [day] = useDay();
  const [axes] = useAxes();
  const [audience, setAudience] = useWord<Audience>('public');
  const [theme, setTheme] = useWord<Theme>('theme');
  const [kind, setKind] = useWord<OfferKind>('offre');
  const asked = useAnswer(TrainersDocument, {
    within: { id: ground || COUNTRY },
    asOf: day,
    ...(axes.length && { axes }),
    ...(audience && { audiences: [audience] }),
    ...(theme && { themes: [theme] }),
    ...(kind && { offerKinds: [kind] }),
  });
  return (
    <Frame
      title="Formateurs et offres"
      lead="Qui peut former ici, pour quel public, avec une qualification valable à cette date."
      asked={asked}
      said={(answer) =>
        `${count(answer.mobilisable?.totalCount ?? 0, 'formateur mobilisable', 'formateurs mobilisables')}, au ${inWords(day)}`
      }
      exports={(answer, reference) =>
        tableExports('formateurs', columnsOf(reference), linesOf(everybody(answer.mobilisable)))
      }
      filters={
        <>
          <GroundField />
          <DayField label="Valable le" />
          <WordChoice label="Public" vocabulary="Audience" value={audience} onChange={setAudience} />
          <WordChoice label="Thème" vocabulary="Theme" value={theme} onChange={setTheme} />
          <WordChoice label="Offre" vocabulary="OfferKind" every="toutes" value={kind} onChange={setKind} />
          <AxesField />
        </>
      }
    >
      {(answer, reference) => {
        const here = linesOf(answer.mobilisable?.edges.map(({ node }) => node));
        const nowhere = linesOf(answer.mobilisable?.withoutTerritory);
        return (
          <>
            {here.length === 0 ? (
              <Empty>Aucun formateur qualifié ne déclare intervenir ici avec ces choix à cette date.</Empty>
            ) : (
              <DataTable
                caption="Formateurs et offres"
                columns={columnsOf(reference)}
                rows={here}
                rowKey={keyOf}
              />
            )}
            <More
              total={answer.mobilisable?.totalCount ?? 0}
              shown={answer.mobilisable?.edges.length ?? 0}
              where="choisissez un territoire plus petit, un public ou un axe"
            />
            {nowhere.length > 0 && (
              <section>
                <h2>Sans territoire déclaré</h2>
                <p className="note">
                  Qualifiés pour ces offres, mais rien ne dit où ils interviennent : à leur demander.
                </p>
                <DataTable
                  caption="Formateurs sans territoire déclaré"
                  columns={columnsOf(reference)}
                  rows={nowhere}
                  rowKey={keyOf}
                />
              </section>
            )}
          </>
        );
      }}
    </Frame>
  );
}

function useWord<Value extends string>(name: string) {
  const [value, setValue] = useQueryState(name, parseAsString.withDefault(''));
  return [value as Value | '', (chosen: Value | '') => void setValue(chosen)] as const;
}

function WordChoice<Value extends string>({
  label,
  vocabulary,
  every = 'tous',
  value,
  onChange,
}: {
  label: string;
  vocabulary: string;
  every?: string;
  value: Value | '';
  onChange: (value: Value | '') => void;
}) {
  const { reference } = useReference();
  const words = reference.words(vocabulary) as readonly (readonly [Value, string])[];
  return <Choice label={label} value={value} choices={[['', every], ...words]} onChange={onChange} />;
}

function linesOf(found: readonly AvailableFragment[] = []): readonly Line[] {
  return found.flatMap(({ trainer, offers }) => offers.map((one) => ({ trainer, one })));
}

/** Who says where they train, then who does not. */
function everybody(found: TrainersQuery['mobilisable']): readonly AvailableFragment[] {
  return [...(found?.edges.map(({ node }) => node) ?? []), ...(found?.withoutTerritory ?? [])];
}

const keyOf = ({ trainer, one }: Line) => `${trainer.id} ${one.offer.id}`;

function columnsOf({ word }: Reference): readonly Column<Line>[] {
  return [
    {
      key: 'trainer',
      heading: 'Formateur·rice',
      value: ({ trainer }) => trainer.label,
      show: ({ trainer }) => <NodeLink node={trainer} />,
    },
    {
      key: 'offer',
      heading: 'Offre',
      value: ({ one }) => one.offer.label,
      show: ({ one }) => (
        <>
          <NodeLink node={one.offer} /> ({word('OfferKind', one.offer.kind)}
          {one.offer.days ? `, ${String(one.offer.days).replace('.', ',')} j` : ''})
        </>
      ),
    },
    {
      key: 'audiences',
      heading: 'Pour qui',
      value: ({ one }) => list(one.offer.audiences.map((audience) => word('Audience', audience))),
    },
    { key: 'axes', heading: 'Axes', value: ({ one }) => axisNumbers(one.offer.axes) },
    {
      key: 'access',
      heading: 'Accès',
      value: ({ one }) =>
        [
          capital(word('OfferAccess', one.access)),
          ...one.offer.decidedBy.map(({ label }) => `décidé par ${label}`),
        ].join(', '),
    },
    {
      key: 'until',
      heading: 'Qualification jusqu’au',
      value: ({ one }) => one.until,
      show: ({ one }) => (one.until ? shortDay(one.until) : 'sans terme connu'),
    },
    {
      key: 'where',
      heading: 'Où',
      value: ({ trainer }) => trainer.intervenesIn.edges.map(({ node }) => node.label).join(', '),
      show: ({ trainer }) => <NodeLinks nodes={trainer.intervenesIn.edges.map(({ node }) => node)} />,
    },
  ];
}
