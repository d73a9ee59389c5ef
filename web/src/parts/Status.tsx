/** The status of a cell as a sign, a word and a colour, each of which is sufficient. */
import type { CellStatus, SurveyFinding } from '../generated/schema';
import { effectInWords } from '../words/engagements';
import { type SpreadCounts, STATUSES, spreadInWords, statusOf } from '../words/statuses';
import { capital, day, shortDay } from '../words/texts';
import type { CompletedFragment } from './cell.generated';

export function StatusSign({ status }: { status: CellStatus }) {
  return (
    <span className="sign" aria-hidden="true">
      {statusOf(status).sign}
    </span>
  );
}

/** Explains the signs of the statuses on paper, where they have no colours. */
export function PrintedLegend() {
  return (
    <p className="print-only">
      {STATUSES.map(({ value, label, meaning }) => (
        <span key={value} className="legend-entry">
          <StatusSign status={value} /> <strong>{label}</strong> : {meaning}{' '}
        </span>
      ))}
    </p>
  );
}

/** Explains the signs and colours of the statuses on screen. */
export function Legend() {
  return (
    <ul className="legend screen-only" aria-label="Légende">
      {STATUSES.map(({ value, short, meaning }) => (
        <li key={value} title={meaning}>
          <span className={`swatch status-${value}`}>
            <StatusSign status={value} />
          </span>{' '}
          {short}
        </li>
      ))}
    </ul>
  );
}

export interface Cell {
  /** Null for a wide row, which has shares instead. */
  readonly status: CellStatus | null;
  readonly actorCount: number;
  readonly engagementCount: number;
  /** The last session held or diagnostic delivered, if no lasting engagement counts. */
  readonly lastPast: CompletedFragment | null;
  readonly fragile: boolean;
  readonly assumed: boolean;
  readonly contradicted: boolean;
  readonly lapsedOn: string | null;
  readonly renewalPending: boolean;
  readonly survey: { readonly surveyedOn: string; readonly found: SurveyFinding } | null;
  readonly spread?: SpreadCounts | null;
}

/** Lists the other properties of a cell, in a word each, and the day of a lapse if there is room. */
export function flags(cell: Cell, hasRoom = false): string[] {
  if (cell.status === null) return cell.contradicted ? ['contredit'] : [];
  const lapse = cell.lapsedOn && hasRoom ? `échu le ${shortDay(cell.lapsedOn)}` : 'échu';
  return [
    ...(cell.lastPast
      ? [effectInWords(cell.engagementCount > 1 ? undefined : cell.lastPast, cell.engagementCount, shortDay)]
      : []),
    ...(cell.status === 'GAP' && cell.survey ? [`relevé du ${shortDay(cell.survey.surveyedOn)}`] : []),
    ...(cell.status === 'UNKNOWN' && cell.survey?.found === 'SOMEBODY'
      ? ['relevé : quelqu’un, à saisir']
      : []),
    ...(cell.fragile ? ['fragile'] : []),
    ...(cell.contradicted ? ['contredit'] : []),
    ...(cell.assumed ? ['supposé'] : []),
    ...(cell.lapsedOn ? [cell.renewalPending ? `${lapse}, renouvellement attendu` : lapse] : []),
  ];
}

/** Lists the same in full: « échu le 30 juin 2026, renouvellement attendu ». */
export function flagsAtLength(cell: Cell): string[] {
  const contradiction =
    cell.contradicted && cell.survey
      ? [`contredit par le relevé du ${day(cell.survey.surveyedOn)}, qui n’a trouvé personne`]
      : [];
  if (cell.status === null) return contradiction;
  return [
    ...(cell.lastPast
      ? [
          `${effectInWords(cell.lastPast, cell.engagementCount)} : seul compte ici ce qui a déjà eu lieu, rien de ce qui dure`,
        ]
      : []),
    ...(cell.status === 'UNKNOWN' && cell.survey?.found === 'SOMEBODY'
      ? [`relevé du ${day(cell.survey.surveyedOn)} : quelqu’un, à saisir`]
      : []),
    ...(cell.fragile ? ['fragile : repose sur une seule structure ou une seule personne'] : []),
    ...contradiction,
    ...(cell.assumed
      ? ['supposé : repose sur un périmètre ou une succession de contrats que personne n’a déclarés']
      : []),
    ...(cell.lapsedOn
      ? [`échu le ${day(cell.lapsedOn)}${cell.renewalPending ? ', renouvellement attendu' : ''}`]
      : []),
  ];
}

/** Describes a cell: « Couvert », « Aucun acteur (relevé du 3 mars 2026) », « 7 contrats sur 11 ». */
export function cellWord({ status, survey, spread }: Pick<Cell, 'status' | 'survey' | 'spread'>): string {
  if (status === null) return spread ? capital(spreadInWords(spread)) : '';
  const word = capital(statusOf(status).label);
  return status === 'GAP' && survey ? `${word} (relevé du ${day(survey.surveyedOn)})` : word;
}

export function StatusTag({ status, word }: { status: CellStatus | null; word: string }) {
  if (status === null) return <span>{word}</span>;
  return (
    <span className={`status status-${status}`}>
      <StatusSign status={status} /> {word}
    </span>
  );
}
