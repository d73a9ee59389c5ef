import { useArea, useAxes, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Audience, Axis, OfferKind, Theme } from '../../generated/schema';
import { AxisChips } from '../../parts/axes';
import { useWord, WordChoice } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import { AreaField, AxesField, Choice, DayField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { AXES, axisNames, onAxes } from '../../words/axes';
import { accessInWords } from '../../words/offers';
import { capital, count, daysLater, day as inWords, list, monthsLater, shortDay } from '../../words/texts';
import { OffersHere } from './OffersHere';
import { OpenNeeds } from './OpenNeeds';
import { type AvailableFragment, TrainersDocument, type TrainersQuery } from './trainers.generated';

const COUNTRY = 'country:FR';
/** The number of months in the period that begins on the day; empty for the day alone. */
const PERIODS = [
  ['', 'ce jour'],
  ['3', 'trois mois'],
  ['6', 'six mois'],
  ['12', 'un an'],
] as const;
type Period = (typeof PERIODS)[number][0];

/** One qualification of a trainer: a line of the exports. */
interface TrainerOffer {
  readonly trainer: AvailableFragment['trainer'];
  readonly qualification: AvailableFragment['offers'][number];
  readonly mobilisedHere: AvailableFragment['mobilisedHere'];
}

/** Lists the trainers of an area, with audiences, subjects and a qualification valid on the day. */
export function TrainersPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [axes] = useAxes();
  const [audience, setAudience] = useWord<Audience>('public');
  const [theme, setTheme] = useWord<Theme>('theme');
  const [kind, setKind] = useWord<OfferKind>('offre');
  const [months, setMonths] = useChoice<Period>(
    'duree',
    PERIODS.map(([value]) => value),
    '',
  );
  const until = months ? daysLater(monthsLater(day, Number(months)), -1) : day;
  const query = useAnswer(TrainersDocument, {
    within: { id: area || COUNTRY },
    asOf: day,
    until,
    needs: {
      unansweredOn: day,
      ...(audience && { audiences: { includes: audience } }),
      ...(theme && { themes: { includes: theme } }),
      ...(area && { territories: { some: { node: { within: { id: area } } } } }),
    },
    ...(axes.length && { axes }),
    ...(audience && { audiences: [audience] }),
    ...(theme && { themes: [theme] }),
    ...(kind && { offerKinds: [kind] }),
  });
  return (
    <PageFrame
      title="Formateurs mobilisables"
      lead="Qui peut former ici, pour quel public, avec une qualification valable à cette date ou un jour au moins de la période, et aux jours où la personne s’est dite disponible."
      query={query}
      announce={(answer) =>
        `${count(answer.mobilisable?.totalCount ?? 0, 'formateur mobilisable', 'formateurs mobilisables')}, ${months ? `du ${inWords(day)} au ${inWords(until)}` : `au ${inWords(day)}`}`
      }
      exports={(answer, reference) =>
        tableExports('formateurs', exportedColumns(reference), offersOf(allTrainers(answer.mobilisable)))
      }
      filters={
        <>
          <AreaField />
          <DayField label={months ? 'À partir du' : 'Valable le'} />
          <Choice
            label="Pendant"
            value={months}
            choices={PERIODS}
            onChange={(value) => void setMonths(value)}
          />
          <WordChoice label="Public" vocabulary="Audience" value={audience} onChange={setAudience} />
          <WordChoice label="Thématique" vocabulary="Theme" value={theme} onChange={setTheme} />
          <WordChoice label="Offre" vocabulary="OfferKind" value={kind} onChange={setKind} />
          <AxesField />
        </>
      }
    >
      {(answer, reference) => {
        const located = answer.mobilisable?.edges.map(({ node }) => node) ?? [];
        const unlocated = answer.mobilisable?.withoutTerritory ?? [];
        return (
          <>
            {located.length === 0 ? (
              <Empty>Aucun formateur qualifié ne déclare intervenir ici avec ces choix à cette date.</Empty>
            ) : (
              <DataTable
                caption="Formateurs mobilisables"
                columns={columnsOf(reference)}
                rows={located}
                rowKey={keyOf}
              />
            )}
            <More
              total={answer.mobilisable?.totalCount ?? 0}
              shown={answer.mobilisable?.edges.length ?? 0}
              where="choisissez un territoire plus petit, un public ou un axe"
            />
            {unlocated.length > 0 && (
              <section>
                <h2>Sans territoire déclaré</h2>
                <p className="note">
                  Qualifiés pour ces offres, mais rien ne dit où ils interviennent : demandez à la structure
                  qui propose l’offre, dans la liste des offres plus bas.
                </p>
                <DataTable
                  caption="Formateurs sans territoire déclaré"
                  columns={columnsOf(reference)}
                  rows={unlocated}
                  rowKey={keyOf}
                />
              </section>
            )}
            <OffersHere offers={answer.trainingOffers} audience={audience} reference={reference} />
            <OpenNeeds needs={answer.trainingNeeds} reference={reference} />
          </>
        );
      }}
    </PageFrame>
  );
}

function offersOf(trainers: readonly AvailableFragment[]): readonly TrainerOffer[] {
  return trainers.flatMap(({ trainer, offers, mobilisedHere }) =>
    offers.map((qualification) => ({ trainer, qualification, mobilisedHere })),
  );
}

/** Lists the trainers who declare where they train, then the others. */
function allTrainers(mobilisable: TrainersQuery['mobilisable']): readonly AvailableFragment[] {
  return [...(mobilisable?.edges.map(({ node }) => node) ?? []), ...(mobilisable?.withoutTerritory ?? [])];
}

const keyOf = ({ trainer }: AvailableFragment) => trainer.id;

/** Describes the kind and length of an offer: « offre catalogue, 1,5 j ». */
function kindOf({ offer }: TrainerOffer['qualification'], { word }: Reference): string {
  const days = offer.days ? `, ${String(offer.days).replace('.', ',')} j` : '';
  return word('OfferKind', offer.offerKind) + days;
}

function mobilisedInWords(mobilisedHere: AvailableFragment['mobilisedHere']): string | null {
  return (
    mobilisedHere && capital(`${onAxes(mobilisedHere.axes)}, depuis le ${shortDay(mobilisedHere.since)}`)
  );
}

function places({ intervenesIn }: AvailableFragment['trainer']) {
  return intervenesIn.edges.map(({ node }) => node);
}

/** Returns the columns on screen: one trainer per row, with all qualifications. */
function columnsOf(reference: Reference): readonly Column<AvailableFragment>[] {
  const { word } = reference;
  return [
    {
      id: 'trainer',
      size: 160,
      header: 'Formateur·rice',
      accessorFn: ({ trainer }) => trainer.label,
      cell: ({ row }) => <NodeLink node={row.original.trainer} />,
    },
    {
      id: 'offer',
      size: 380,
      header: 'Offres, accès et qualification',
      accessorFn: ({ offers }) => offers.map(({ offer }) => offer.label).join(', '),
      cell: ({ row }) => (
        <ul className="plain">
          {row.original.offers.map((qualification) => (
            <li key={qualification.offer.id}>
              <NodeLink node={qualification.offer} /> ({kindOf(qualification, reference)}){' '}
              <span className="note">
                {accessInWords(qualification.access, qualification.offer.decidedBy, word)} ;{' '}
                {qualification.endsOn
                  ? `qualification jusqu’au ${shortDay(qualification.endsOn)}`
                  : 'qualification sans date de fin'}
              </span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'audiences',
      size: 150,
      header: 'Pour qui',
      accessorFn: ({ offers }) =>
        list([
          ...new Set(offers.flatMap(({ offer }) => offer.audiences.map((one) => word('Audience', one)))),
        ]),
    },
    {
      id: 'axes',
      size: 190,
      header: 'Axes',
      accessorFn: (available) => axisNames(axesOf(available)),
      cell: ({ row }) => <AxisChips axes={axesOf(row.original)} />,
    },
    {
      id: 'here',
      size: 150,
      header: 'Déjà mobilisé·e ici',
      accessorFn: ({ mobilisedHere }) => mobilisedInWords(mobilisedHere),
    },
    {
      id: 'where',
      size: 160,
      header: 'Où',
      accessorFn: ({ trainer }) => list(places(trainer).map(({ label }) => label)),
      cell: ({ row }) => <NodeLinks nodes={places(row.original.trainer)} />,
    },
  ];
}

function axesOf({ offers }: AvailableFragment): readonly Axis[] {
  const axes = new Set(offers.flatMap(({ offer }) => offer.axes));
  return AXES.map(({ value }) => value).filter((value) => axes.has(value));
}

/** Returns the columns of the exports: one qualification per line, each fact in its own column. */
function exportedColumns(reference: Reference): readonly Column<TrainerOffer>[] {
  const { word } = reference;
  return [
    { id: 'trainer', header: 'Formateur·rice', accessorFn: ({ trainer }) => trainer.label },
    { id: 'offer', header: 'Offre', accessorFn: ({ qualification }) => qualification.offer.label },
    {
      id: 'audiences',
      header: 'Pour qui',
      accessorFn: ({ qualification }) =>
        list(qualification.offer.audiences.map((audience) => word('Audience', audience))),
    },
    { id: 'axes', header: 'Axes', accessorFn: ({ qualification }) => axisNames(qualification.offer.axes) },
    {
      id: 'access',
      header: 'Accès',
      accessorFn: ({ qualification }) =>
        accessInWords(qualification.access, qualification.offer.decidedBy, word),
    },
    {
      id: 'until',
      header: 'Qualification jusqu’au',
      accessorFn: ({ qualification }) => qualification.endsOn,
    },
    {
      id: 'here',
      header: 'Déjà mobilisé·e ici',
      accessorFn: ({ mobilisedHere }) => mobilisedInWords(mobilisedHere),
    },
    {
      id: 'where',
      header: 'Où',
      accessorFn: ({ trainer }) =>
        places(trainer)
          .map(({ label }) => label)
          .join(', '),
    },
  ];
}
