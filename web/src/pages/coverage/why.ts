import { day } from '../../words/texts';
import type { CellQuery } from './cell.generated';

type Row = NonNullable<CellQuery['coverage']>['edges'][number]['node'];
export type CellDetail = Row['cells'][number];

/** Says in one sentence which rule decided the status of a cell. */
export function whyInWords({ status, survey, evidence, discounted }: CellDetail): string {
  switch (status) {
    case 'COVERED':
      return 'Au moins une mobilisation confirmée porte sur ce territoire même, sur un territoire de mêmes limites ou sur celui du porteur du contrat.';
    case 'PARTIAL':
      return evidence.every(({ viaSuccession }) => viaSuccession)
        ? 'Seules des mobilisations du contrat de ville d’avant ou d’après le concernent : jamais plus que partiel.'
        : 'Des mobilisations confirmées portent sur une partie du territoire ou sur ce qui le recoupe, mais aucune sur le territoire même.';
    case 'INHERITED':
      return 'Une mobilisation confirmée porte sur le contrat, la commune, l’EPT ou l’intercommunalité qui le contient, mais aucune sur le territoire même ni sur une partie.';
    case 'GAP':
      return `Le relevé${survey ? ` du ${day(survey.surveyedOn)}` : ''} n’a trouvé personne, et rien n’a été confirmé depuis.`;
    case 'TO_CONFIRM':
      return 'Des mobilisations le concernent, mais aucune n’est plus confirmée à cette date.';
    case 'UNKNOWN':
      if (survey?.found === 'SOMEBODY')
        return `Le relevé du ${day(survey.surveyedOn)} a trouvé quelqu’un, mais aucune mobilisation en cours n’est saisie.`;
      if (survey)
        return `Le relevé du ${day(survey.surveyedOn)} n’a trouvé personne, mais une mobilisation a été confirmée depuis ; elle n’est plus en cours.`;
      return `Aucune mobilisation en cours n’est saisie${
        discounted.some(({ reason }) => reason === 'WIDER') ? ' à cette échelle' : ''
      }, et aucun relevé récent n’a constaté l’absence d’acteur.`;
    default:
      return 'Un département, une région, le pays ou le Grand Paris n’a pas de statut : il montre la part de ses contrats de ville et des habitants de ses QPV où quelqu’un est mobilisé.';
  }
}
