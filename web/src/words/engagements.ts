import { day, today } from './texts';

interface Counted {
  readonly __typename: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly countsUntil: string | null;
}

/** Says until when an engagement counts: « tenue le …, comptée jusqu’au … », « jusqu’au … », « sans date de fin ». */
export function untilInWords(
  { __typename, startsOn, endsOn, countsUntil }: Counted,
  inWords: (iso: string) => string = day,
): string {
  if (!countsUntil) return 'sans date de fin';
  if (__typename === 'TrainingSession') {
    const last = endsOn ?? startsOn;
    const held =
      last === startsOn ? `tenue le ${inWords(last)}` : `tenue du ${inWords(startsOn)} au ${inWords(last)}`;
    return `${held}, comptée jusqu’au ${inWords(countsUntil)}`;
  }
  return `jusqu’au ${inWords(countsUntil)}`;
}

/** Says when an engagement is: « le … », « du … au … », « depuis le … », « à partir du … » for what comes after a day. */
export function periodInWords(
  { __typename, startsOn, endsOn }: Omit<Counted, 'countsUntil'>,
  inWords: (iso: string) => string = day,
  on = today(),
): string {
  if (endsOn && endsOn !== startsOn) return `du ${inWords(startsOn)} au ${inWords(endsOn)}`;
  if (endsOn || __typename === 'TrainingSession') return `le ${inWords(startsOn)}`;
  return `${startsOn > on ? 'à partir du' : 'depuis le'} ${inWords(startsOn)}`;
}

/** Says whether a mobilisation counts and what state it is in, which agrees with « état »: « prise en compte (état : réalisé) ». */
export function stateInWords(inEffect: boolean, status: string): string {
  return `${inEffect ? 'prise en compte' : 'non prise en compte'} (état : ${status})`;
}

/** Says that a reach holds only through the contract before or after. */
export const BY_SUCCESSION = 'par le contrat de ville d’avant ou d’après';
