import { daysLater, monthsLater, today } from '../../words/texts';
import * as asked from './questions.generated';

export interface Question {
  readonly title: string;
  readonly operation: { toString(): string };
  readonly variables?: object;
}

const DAY = today();

/** Worked questions, by what an officer would ask; each is checked against the schema like any other. */
export const QUESTIONS: readonly Question[] = [
  {
    title: 'Qui est mobilisé sur l’axe 4 en Loire-Atlantique, depuis quand, qui le dit ?',
    operation: asked.WhoOnAxisFourDocument,
  },
  {
    title: 'Où ne connaît-on personne en Pays de la Loire, et qui a cessé ?',
    operation: asked.GapsOfARegionDocument,
  },
  { title: 'Quelles cases reposent sur un seul acteur ?', operation: asked.FragileCellsDocument },
  {
    title: 'Qu’est-ce qui a changé en cinq ans ?',
    operation: asked.FiveYearsAgoAndTodayDocument,
    variables: { earlier: monthsLater(DAY, -60) },
  },
  { title: 'Qui pourrait former des élus en Loire-Atlantique ?', operation: asked.WhoCouldTrainDocument },
  {
    title: 'Quels plans en vigueur n’ont pas de diagnostic ?',
    operation: asked.PlansWithoutDiagnosisDocument,
    variables: { day: DAY },
  },
  {
    title: 'Quels contrats n’ont pas de plan ?',
    operation: asked.ContractsWithoutPlanDocument,
    variables: { day: DAY },
  },
  {
    title: 'Qu’est-ce qui prend fin dans les 90 jours ?',
    operation: asked.EndsSoonDocument,
    variables: { day: DAY, last: daysLater(DAY, 90) },
  },
  { title: 'Qui relie Laval Agglomération et Le Mans Métropole ?', operation: asked.WhoLinksTwoEpciDocument },
  { title: 'Quel réseau autour de l’axe 4 ?', operation: asked.NetworkAroundAnAxisDocument },
  { title: 'Chercher « délégué » sans accents', operation: asked.SearchWithoutAccentsDocument },
  { title: 'Combien de mobilisations, de quelle nature ?', operation: asked.CountsByKindDocument },
];
