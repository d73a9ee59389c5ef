import * as asked from './questions.generated';

/** Worked questions, by what an officer would ask; each is checked against the schema like any other. */
export const QUESTIONS: readonly (readonly [title: string, operation: { toString(): string }])[] = [
  [
    'Qui est mobilisé sur l’axe 4 en Loire-Atlantique, depuis quand, qui le dit ?',
    asked.WhoOnAxisFourDocument,
  ],
  ['Où ne connaît-on personne en Pays de la Loire, et qui a cessé ?', asked.GapsOfARegionDocument],
  ['Quelles cases reposent sur un seul acteur ?', asked.FragileCellsDocument],
  ['Qu’est-ce qui a changé en cinq ans ?', asked.FiveYearsAgoAndTodayDocument],
  ['Qui pourrait former des élus en Loire-Atlantique ?', asked.WhoCouldTrainDocument],
  ['Quels plans n’ont pas de diagnostic ?', asked.PlansWithoutDiagnosisDocument],
  ['Quels contrats n’ont pas de plan ?', asked.ContractsWithoutPlanDocument],
  ['Qu’est-ce qui prend fin dans les 90 jours ?', asked.EndsSoonDocument],
  ['Qui relie Laval Agglomération et Le Mans Métropole ?', asked.WhoLinksTwoEpciDocument],
  ['Quel réseau autour de l’axe 4 ?', asked.NetworkAroundAnAxisDocument],
  ['Chercher « délégué » sans accents', asked.SearchWithoutAccentsDocument],
  ['Combien de mobilisations, de quelle nature ?', asked.CountsByKindDocument],
];
