import type { TerritoryKind } from '../../generated/schema';
import { day } from '../../words/texts';
import type { CellQuery } from './cell.generated';

type Row = NonNullable<CellQuery['coverage']>['edges'][number]['node'];
export type CellDetail = Row['cells'][number];

/** Explains in one sentence which rule decided the status of a cell. */
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
      return discounted.some(({ reason }) => reason === 'TO_CONFIRM')
        ? 'Des mobilisations le concernent, mais aucune n’est confirmée à cette date.'
        : 'Des mobilisations y étaient prévues et restent sans nouvelles.';
    case 'UNKNOWN':
      if (survey?.found === 'SOMEBODY')
        return `Le relevé du ${day(survey.surveyedOn)} a trouvé quelqu’un, mais aucune mobilisation en cours n’est saisie.`;
      if (survey)
        return `Le relevé du ${day(survey.surveyedOn)} n’a trouvé personne, mais une mobilisation a été confirmée depuis ; elle n’est plus en cours.`;
      return `Aucune mobilisation en cours n’est saisie${
        discounted.some(({ reason }) => reason === 'WIDER') ? ' à cette échelle' : ''
      }, et aucun relevé récent n’a constaté l’absence d’acteur.`;
    default:
      return 'Un département, une région, le pays ou le Grand Paris n’a pas de statut : il montre les parts de ses contrats de ville et des habitants de ses QPV où quelqu’un est mobilisé sur place, en partie ou par le territoire qui les contient ; elles ne s’additionnent pas. Ce qui vient du contrat d’avant ou d’après touche un contrat en partie, et aucun de ses quartiers.';
  }
}

/** The words before the name of a territory, by its kind. */
const PLACES: Record<TerritoryKind, string> = {
  CITY_CONTRACT: 'le contrat',
  COMMUNE: 'la commune',
  COUNTRY: 'le pays',
  DEPARTEMENT: 'le département',
  EPCI: 'l’intercommunalité',
  EPT: 'l’EPT',
  QPV: 'le quartier',
  REGION: 'la région',
};

/** Explains why a cell is partial or inherited: « par le contrat … », « par la succession du contrat 2015-2023 … ». */
export function throughInWords({ status, evidence }: CellDetail): readonly string[] {
  if (status !== 'PARTIAL' && status !== 'INHERITED') return [];
  const best = evidence.filter(({ reach }) => reach === evidence[0]?.reach);
  const places = best.map(({ viaSuccession, engagement }) => {
    const names = engagement.territories.edges.map(({ node }) =>
      viaSuccession && node.kind === 'CITY_CONTRACT'
        ? `la succession du contrat ${'generation' in node ? node.generation : ''} ${node.name}`
        : `${PLACES[node.kind]} ${node.name}`,
    );
    return names.length === 1 ? `par ${names[0]}` : `par l’un de ses territoires : ${names.join(', ')}`;
  });
  return [...new Set(places)];
}
