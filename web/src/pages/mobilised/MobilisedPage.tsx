import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from 'nuqs';
import { type ReactNode, useMemo } from 'react';
import { STEP, useArea, useAxes, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis, MobilisedActorFacetField, Reach, Role } from '../../generated/schema';
import { CountedFields, CountedNote, useCounted, useCountedWords } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import { exportAddress } from '../../parts/Exporter';
import { FoldedOnPhone } from '../../parts/FoldedOnPhone';
import { Funded } from '../../parts/Funded';
import { AreaField, AxesField, Checks, Choice, DayField } from '../../parts/fields';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { Wider } from '../../parts/Wider';
import { axisName, axisOf } from '../../words/axes';
import { count, day as inWords, number } from '../../words/texts';
import { MobilisedDocument, type MobilisedQuery } from './mobilised.generated';
import { columnsOf, kindOf, kindWord, TRAINER } from './mobilisedTable';
import './mobilised.css';

const MAX_ACTORS = 1_000;
const REACHES = ['DIRECT', 'PARTIAL', 'INHERITED', 'WIDER'] as const satisfies readonly Reach[];
const DEFAULT_REACHES: Reach[] = ['DIRECT', 'PARTIAL', 'INHERITED'];
const CONFIRMATIONS = { confirmees: true, 'a-reconfirmer': false, toutes: null } as const;
type Confirmation = keyof typeof CONFIRMATIONS;
const CONFIRMATION_WORDS: readonly (readonly [Confirmation, string])[] = [
  ['confirmees', 'confirmées seulement'],
  ['a-reconfirmer', 'à reconfirmer seulement'],
  ['toutes', 'toutes'],
];
/** Every role of the schema; leaving one out fails the build. */
const ROLES = Object.keys({
  LEAD: 1,
  STEERING: 1,
  PARTNER: 1,
  TRAINER: 1,
  COORDINATOR: 1,
  FUNDER: 1,
  SIGNATORY: 1,
  COMMISSIONER: 1,
  CONTRACTOR: 1,
  SUPPORT: 1,
  BENEFICIARY: 1,
} satisfies Record<Role, 1>) as Role[];
const ALL_KINDS = '';

/** Lists actors by axis, territory, role, kind and day, each with its evidence. */
export function MobilisedPage() {
  const [axes] = useAxes();
  const [area] = useArea();
  const [day] = useDay();
  const [roles, setRoles] = useQueryState(
    'roles',
    parseAsArrayOf(parseAsStringLiteral(ROLES)).withDefault([]).withOptions(STEP),
  );
  const [reaches, setReaches] = useQueryState(
    'portees',
    parseAsArrayOf(parseAsStringLiteral(REACHES)).withDefault(DEFAULT_REACHES).withOptions(STEP),
  );
  const [confirmation, setConfirmation] = useChoice<Confirmation>(
    'confirmation',
    CONFIRMATION_WORDS.map(([value]) => value),
    'confirmees',
  );
  const [kind, setKind] = useQueryState('nature', { ...STEP, defaultValue: ALL_KINDS });
  const counted = useCounted();
  const countedWords = useCountedWords();
  const query = useAnswer(MobilisedDocument, {
    ...counted,
    ...(axes.length && { axes }),
    ...(area && { within: { id: area } }),
    ...(roles.length && { roles }),
    reaches: reaches.length ? reaches : DEFAULT_REACHES,
    everyRole: ROLES,
    confirmed: CONFIRMATIONS[confirmation],
    asOf: day,
    first: MAX_ACTORS,
  });
  const actors = useMemo(
    () => query.result.data?.mobilised?.edges.map(({ node }) => node) ?? [],
    [query.result.data],
  );
  const total = query.result.data?.mobilised?.totalCount ?? 0;
  const isCut = total > actors.length;
  const rows = kind === ALL_KINDS ? actors : actors.filter((actor) => kindOf(actor) === kind);

  return (
    <PageFrame
      title="Qui est mobilisé"
      lead="Les acteurs mobilisés à une date : sur quels axes, depuis quand sans interruption (tous les axes ensemble, puis axe par axe), et qui le dit."
      query={query}
      announce={() =>
        `${count(kind === ALL_KINDS ? total : rows.length, 'acteur mobilisé', 'acteurs mobilisés')}, au ${inWords(day)}`
      }
      filters={
        <>
          <AreaField />
          <DayField />
          <CountedFields />
          <AxesField />
        </>
      }
      choices={[...axes.map((axis) => `axe ${axisOf(axis).number}`), ...countedWords]}
      exports={(_, reference) => [
        ...tableExports('mobilises', columnsOf(reference), rows),
        {
          name: 'Le réseau, en classeur (XLSX)',
          href: exportAddress('xlsx', {
            within: area,
            axes: axes.map((axis) => axisOf(axis).number),
            ...counted,
            asOf: day,
          }),
        },
        {
          name: 'Les mobilisations (CSV)',
          href: exportAddress('csv', {
            within: area,
            axes: axes.map((axis) => axisOf(axis).number),
            ...counted,
            asOf: day,
          }),
        },
      ]}
    >
      {(answer, reference) => (
        <div className="faceted">
          <Facets>
            <Choice
              label="Type d’acteur"
              value={kind}
              choices={[
                [ALL_KINDS, `toutes (${number(total)})`],
                ...kindsOf(answer.mobilised, kind, reference),
              ]}
              onChange={(value) => void setKind(value)}
            />
            <Choice
              label="Mobilisations"
              value={confirmation}
              choices={CONFIRMATION_WORDS}
              onChange={(value) => void setConfirmation(value)}
            />
            <Checks
              legend="Rôle (si aucun n’est coché : porteur, pilote, partenaire, formateur, animateur, et le commanditaire d’un diagnostic)"
              choices={countedChoices(answer.byRole, reference.words('Role'))}
              chosen={roles}
              onChange={(chosen) => void setRoles(chosen as Role[])}
            />
            <Checks
              legend="Portée"
              choices={countedChoices(answer.byReach, reference.words('Reach'))}
              chosen={reaches}
              onChange={(chosen) => void setReaches(chosen as Reach[])}
            />
            <dl className="facts">
              {[...facetOf(answer.mobilised, 'AXIS')]
                .sort((a, b) => axisName(a.value as Axis).localeCompare(axisName(b.value as Axis)))
                .map(({ value, count: actorCount }) => (
                  <div key={value} className="facet-axis">
                    <dt>{axisName(value as Axis)}</dt>
                    <dd className="number">{number(actorCount)}</dd>
                  </div>
                ))}
            </dl>
          </Facets>
          <div>
            <CountedNote />
            <Funded area={area} day={day} />
            {!reaches.includes('WIDER') && <Wider connection={answer.wider} />}
            {isCut && (
              <Empty>
                La liste s’arrête aux {count(actors.length, 'premier acteur', 'premiers acteurs')} sur{' '}
                {number(total)} : choisissez un territoire ou un axe.
              </Empty>
            )}
            {rows.length === 0 ? (
              <Empty>
                {isCut
                  ? 'Aucun acteur de ce type parmi les premiers de la liste.'
                  : 'Personne de connu à cette date avec ces choix. La couverture dit qui l’a été, et jusqu’à quand.'}
              </Empty>
            ) : (
              <DataTable
                caption={`Acteurs mobilisés au ${inWords(day)}`}
                columns={columnsOf(reference)}
                rows={rows}
                rowKey={({ actor }) => actor.id}
              />
            )}
          </div>
        </div>
      )}
    </PageFrame>
  );
}

/** Holds the filters of the list; on a phone they are folded. */
function Facets({ children }: { children: ReactNode }) {
  return (
    <FoldedOnPhone title="Affiner">
      <aside className="facets" aria-label="Affiner">
        {children}
      </aside>
    </FoldedOnPhone>
  );
}

/** Counts the actors of each kind, over all pages; the chosen kind is always included. */
function kindsOf(
  mobilised: MobilisedQuery['mobilised'],
  chosen: string,
  { word }: Reference,
): [string, string][] {
  const counts = new Map<string, number>(chosen === ALL_KINDS ? [] : [[chosen, 0]]);
  for (const { value, count: many } of facetOf(mobilised, 'KIND')) counts.set(value, many);
  const trainers = facetOf(mobilised, 'TYPE').find(({ value }) => value === 'Trainer');
  if (trainers) counts.set(TRAINER, trainers.count);
  return [...counts]
    .map(([kind, many]): [string, string] => [kind, `${kindWord(kind, word)} (${number(many)})`])
    .sort(([, a], [, b]) => a.localeCompare(b, 'fr'));
}

function facetOf(mobilised: MobilisedQuery['mobilised'], field: MobilisedActorFacetField) {
  return mobilised?.facets.find((facet) => facet.field === field)?.values ?? [];
}

/** Pairs every word of a vocabulary with the number of actors that it alone would select. */
function countedChoices(result: MobilisedQuery['byRole'], words: readonly (readonly [string, string])[]) {
  const values = result?.facets.flatMap((facet) => facet.values) ?? [];
  return words.map(([value, name]): [string, string] => [
    value,
    `${name} (${number(values.find((one) => one.value === value)?.count ?? 0)})`,
  ]);
}
