import { daysLater, monthsLater, today } from '../../words/texts';
import * as documents from './questions.generated';

export interface Question {
  readonly title: string;
  readonly operation: { toString(): string };
  readonly variables?: object;
}

const DAY = today();

/** Ready-made queries, titled with the question that each answers. */
export const QUESTIONS: readonly Question[] = [
  {
    title: 'Qui est mobilisé sur l’axe 4 en Loire-Atlantique, depuis quand, qui le dit ?',
    operation: documents.WhoOnAxisFourDocument,
  },
  {
    title: 'Où ne connaît-on personne en Pays de la Loire, et qui a cessé ?',
    operation: documents.GapsOfARegionDocument,
  },
  { title: 'Quelles cases reposent sur un seul acteur ?', operation: documents.FragileCellsDocument },
  {
    title: 'Qu’est-ce qui a changé en cinq ans ?',
    operation: documents.FiveYearsAgoAndTodayDocument,
    variables: { earlier: monthsLater(DAY, -60) },
  },
  {
    title: 'Pourquoi l’axe 4 de Laval a-t-il ce statut ?',
    operation: documents.WhyThisStatusDocument,
  },
  {
    title: 'Quelle part des contrats et des habitants des QPV, région par région ?',
    operation: documents.SharesOfRegionsDocument,
  },
  { title: 'Combien de temps chaque chose compte-t-elle ?', operation: documents.CountingRulesDocument },
  { title: 'Qui pourrait former des élus en Loire-Atlantique ?', operation: documents.WhoCouldTrainDocument },
  {
    title: 'Quels plans en vigueur n’ont pas de diagnostic ?',
    operation: documents.PlansWithoutDiagnosisDocument,
    variables: { day: DAY },
  },
  {
    title: 'Quels contrats n’ont pas de plan ?',
    operation: documents.ContractsWithoutPlanDocument,
    variables: { day: DAY },
  },
  {
    title: 'Qu’est-ce qui prend fin dans les 90 jours ?',
    operation: documents.EndsSoonDocument,
    variables: { day: DAY, last: daysLater(DAY, 90) },
  },
  {
    title: 'Qui relie Laval Agglomération et Le Mans Métropole ?',
    operation: documents.WhoLinksTwoEpciDocument,
  },
  { title: 'Quel réseau autour de l’axe 4 ?', operation: documents.NetworkAroundAnAxisDocument },
  { title: 'Chercher « délégué » sans accents', operation: documents.SearchWithoutAccentsDocument },
  { title: 'Combien de mobilisations, de quelle nature ?', operation: documents.CountsByKindDocument },
];
