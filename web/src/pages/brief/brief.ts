/** The data of a brief from its answer, limited to one sheet of paper. */
import type { Axis } from '../../generated/schema';
import { axisOf, onAxes } from '../../words/axes';
import { effectOf } from '../../words/engagements';
import { STATUSES, totalOf } from '../../words/statuses';
import { capital, count, list, number } from '../../words/texts';
import type { BriefActorFragment, BriefQuery } from './brief.generated';

export type BriefNode = Extract<NonNullable<BriefQuery['node']>, { kind: unknown }>;
type Coverage<Name extends 'own' | 'contracts' | 'quarters'> = NonNullable<
  BriefQuery[Name]
>['edges'][number]['node'];
export type OwnCell = Coverage<'own'>['cells'][number];
export type ContractRow = Coverage<'contracts'>;
export type QuarterRow = Coverage<'quarters'>;

/** The maximum number of contracts that the map and the table still number. */
export const MAX_NUMBERS = 20;

/** The number of engagements named in the line of an actor. */
const NAMED_ENGAGEMENTS = 2;

/** The number of lines of each kind that fit on the one sheet of a contract or département, or the two of a région. */
export interface Room {
  readonly actors: number;
  readonly wider: number;
  readonly quarters: number;
  readonly ending: number;
  readonly sources: number;
}
const ONE_SHEET: Room = { actors: 9, wider: 4, quarters: 16, ending: 5, sources: 4 };
const TWO_SHEETS: Room = { actors: 20, wider: 6, quarters: 16, ending: 10, sources: 6 };

/** Returns the space on a sheet; two contracts in the table need as much space as one actor. */
export function roomOf({ kind }: BriefNode, contracts: number): Room {
  const taken = Math.ceil(contracts / 2);
  if (kind === 'REGION') return { ...TWO_SHEETS, actors: Math.max(8, TWO_SHEETS.actors - taken) };
  if (kind !== 'DEPARTEMENT') return ONE_SHEET;
  return { ...ONE_SHEET, actors: Math.max(2, 7 - taken), quarters: 6, ending: 3 };
}

/** Returns whether a territory is wide: it has shares of its contracts instead of statuses. */
export function isWide(cells: readonly OwnCell[]): boolean {
  return cells.every(({ status }) => status === null);
}

/** Returns the statuses in words, with the axes of each: « Couvert sur les axes 1 et 2 ; aucun acteur sur l’axe 5 ». */
export function statusesInWords(cells: readonly Pick<OwnCell, 'axis' | 'status'>[]): string {
  const parts = STATUSES.flatMap(({ value, label }) => {
    const axes = cells.filter(({ status }) => status === value).map(({ axis }) => axis);
    return axes.length > 0 ? [`${label} ${onAxes(axes)}`] : [];
  });
  return capital(parts.join(' ; '));
}

/**
 * Returns how many contracts are covered on the spot, grouping axes with the same share: « … : 2 sur 3 (axes 1 et 2), 1
 * sur 3 (axe 3) ».
 */
export function sharesInWords(cells: readonly OwnCell[]): string {
  const shares = new Map<string, number[]>();
  for (const { axis, spread } of cells) {
    if (!spread || totalOf(spread.contracts) === 0) continue;
    const share = `${number(spread.contracts.covered)} sur ${number(totalOf(spread.contracts))}`;
    shares.set(share, [...(shares.get(share) ?? []), axisOf(axis).number]);
  }
  const parts = [...shares].map(
    ([share, axes]) => `${share} (${axes.length > 1 ? 'axes' : 'axe'} ${list(axes.map(String))})`,
  );
  return parts.length > 0
    ? `Contrats couverts sur place : ${parts.join(', ')}`
    : 'Aucun contrat de ville en vigueur';
}

/** Sorts actors by their number of axes, then of engagements, then by name. */
export function byReach(actors: readonly BriefActorFragment[]): readonly BriefActorFragment[] {
  return actors.toSorted(
    (one, other) =>
      other.axes.length - one.axes.length ||
      other.engagements.totalCount - one.engagements.totalCount ||
      one.actor.label.localeCompare(other.actor.label, 'fr'),
  );
}

/** A survey's finding that nobody is there, on some axes. */
export interface Gap {
  readonly surveyedOn: string;
  readonly axes: readonly Axis[];
}

/** Lists the axes on which a survey found nobody, grouped by the day of the survey. */
export function gapsOf(
  cells: readonly Pick<QuarterRow['cells'][number], 'axis' | 'status' | 'survey'>[],
): readonly Gap[] {
  const days = new Map<string, Axis[]>();
  for (const { axis, status, survey } of cells)
    if (status === 'GAP' && survey)
      days.set(survey.surveyedOn, [...(days.get(survey.surveyedOn) ?? []), axis]);
  return [...days].map(([surveyedOn, axes]) => ({ surveyedOn, axes }));
}

/** Returns the statuses in the table of contracts, for the legend of their signs. */
export function statusesAmong(rows: readonly ContractRow[]) {
  const present = new Set(rows.flatMap(({ cells }) => cells.map(({ status }) => status)));
  return STATUSES.filter(({ value }) => present.has(value));
}

export interface CitedSource {
  readonly id: string;
  readonly label: string;
  readonly confirmedOn: string | null;
}

/** Lists the sources of a brief, each once with its last day of confirmation, newest first. */
export function sourcesOf(answer: BriefQuery, room: Room): readonly CitedSource[] {
  const named = (connection: BriefQuery['mobilised'], many: number) =>
    byReach(connection?.edges.map(({ node }) => node) ?? [])
      .slice(0, many)
      .flatMap(({ engagements }) => engagements.edges.slice(0, NAMED_ENGAGEMENTS).map(({ node }) => node));
  const engagements = [...named(answer.mobilised, room.actors), ...named(answer.wider, room.wider)];
  const cited = engagements.flatMap(({ sources }) =>
    sources.map(({ node, confirmedOn }) => ({ ...node, confirmedOn })),
  );
  const surveys = [answer.own, answer.contracts].flatMap((connection) =>
    (connection?.edges ?? []).flatMap(({ node }) =>
      node.cells.flatMap(({ survey }) =>
        survey?.source ? [{ ...survey.source, confirmedOn: survey.surveyedOn }] : [],
      ),
    ),
  );
  const latest = new Map<string, CitedSource>();
  for (const source of [...cited, ...surveys]) {
    const known = latest.get(source.id);
    if (!known || (source.confirmedOn ?? '') > (known.confirmedOn ?? '')) latest.set(source.id, source);
  }
  return [...latest.values()].toSorted((one, other) =>
    (other.confirmedOn ?? '').localeCompare(one.confirmedOn ?? ''),
  );
}

/**
 * Names the engagements of an actor, as far as they fit on a line, and says if the actor counts only through past
 * engagements: « Permanence…, Atelier… et 3 autres », « Session… (par une formation du 10/03/2026) ».
 */
export function engagementsInWords({ onlyPast, engagements }: BriefActorFragment): string {
  const { edges, totalCount } = engagements;
  const named = edges.slice(0, NAMED_ENGAGEMENTS).map(({ node }) => node.label);
  const more = totalCount - named.length;
  const deeds = more > 0 ? `${named.join(', ')} et ${count(more, 'autre')}` : list(named);
  return onlyPast ? `${deeds} (${effectOf(engagements)})` : deeds;
}
