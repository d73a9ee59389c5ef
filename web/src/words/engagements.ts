import type { PlanStage } from '../generated/schema';
import { count, day, shortDay, today } from './texts';

interface Dated {
  readonly __typename: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** Only for a diagnostic. */
  readonly deliveredOn?: string | null;
}
interface Counted extends Dated {
  readonly countsUntil: string | null;
}

/** Returns the day on which a session was held or a diagnostic delivered; nothing for lasting engagements. */
export function completedOn({ __typename, startsOn, endsOn, deliveredOn }: Dated): string | undefined {
  if (__typename === 'TrainingSession') return endsOn ?? startsOn;
  return __typename === 'Diagnostic' ? (deliveredOn ?? endsOn ?? undefined) : undefined;
}

/**
 * Describes why an actor still counts after its engagements: « par une formation du 10/03/2026 », « par 3 mobilisations
 * passées ».
 */
export function effectInWords(
  last: Dated | undefined,
  many: number,
  inWords: (iso: string) => string = day,
): string {
  const on = last && completedOn(last);
  if (many > 1)
    return `par ${count(many, 'mobilisation passée', 'mobilisations passées')}${on ? `, la dernière du ${inWords(on)}` : ''}`;
  const what = last?.__typename === 'Diagnostic' ? 'un diagnostic' : 'une formation';
  return on ? `par ${what} du ${inWords(on)}` : `par ${what}`;
}

/** Returns why an actor without lasting engagements counts; names the last day only if all engagements were read. */
export function effectOf({
  edges,
  totalCount,
}: {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: Dated }[];
}): string {
  const shown = edges.map(({ node }) => node);
  const last = shown.toSorted((a, b) => (completedOn(a) ?? '').localeCompare(completedOn(b) ?? '')).at(-1);
  return effectInWords(totalCount > shown.length ? undefined : last, totalCount, shortDay);
}

/**
 * Describes until when an engagement counts: « tenue le …, comptée jusqu’au … », « jusqu’au … », « sans date de fin ».
 */
export function untilInWords(engagement: Counted, inWords: (iso: string) => string = day): string {
  const { __typename, startsOn, endsOn, countsUntil } = engagement;
  if (!countsUntil) return 'sans date de fin';
  if (__typename === 'TrainingSession') {
    const last = endsOn ?? startsOn;
    const held =
      last === startsOn ? `tenue le ${inWords(last)}` : `tenue du ${inWords(startsOn)} au ${inWords(last)}`;
    return `${held}, comptée jusqu’au ${inWords(countsUntil)}`;
  }
  const delivered = completedOn(engagement);
  return delivered && delivered < countsUntil
    ? `remis le ${inWords(delivered)}, compté jusqu’au ${inWords(countsUntil)}`
    : `jusqu’au ${inWords(countsUntil)}`;
}

/**
 * Describes when an engagement takes place: « le … », « du … au … », « depuis le … », or « à partir du … » if it
 * starts after the day `on`.
 */
export function periodInWords(
  { __typename, startsOn, endsOn }: Dated,
  inWords: (iso: string) => string = day,
  on = today(),
): string {
  if (endsOn && endsOn !== startsOn) return `du ${inWords(startsOn)} au ${inWords(endsOn)}`;
  if (endsOn || __typename === 'TrainingSession') return `le ${inWords(startsOn)}`;
  return `${startsOn > on ? 'à partir du' : 'depuis le'} ${inWords(startsOn)}`;
}

/**
 * Describes whether a mobilisation counts, and its status: « prise en compte (état : réalisé) ». The status is in the
 * masculine, since it agrees with « état ».
 */
export function stateInWords(inEffect: boolean, status: string): string {
  return `${inEffect ? 'prise en compte' : 'non prise en compte'} (état : ${status})`;
}

const REACHED: Record<PlanStage, readonly [past: string, future: string]> = {
  WISHED: ['souhaité le', 'souhait prévu le'],
  IN_PREPARATION: ['en préparation le', 'préparation prévue le'],
  SIGNED: ['signé le', 'signature prévue le'],
  EXPIRED: ['échu le', 'échoit le'],
  ABANDONED: ['abandonné le', 'abandon prévu le'],
};

/** Describes when a plan reached a stage, or will: « signé le 21/03/2025 », « échoit le 01/06/2027 ». */
export function stageInWords(stage: PlanStage, reachedOn: string, on: string): string {
  const [past, future] = REACHED[stage];
  return `${reachedOn > on ? future : past} ${shortDay(reachedOn)}`;
}

/** The words for an engagement that reaches a territory only through the contract before or after. */
export const BY_SUCCESSION = 'par le contrat de ville d’avant ou d’après';
