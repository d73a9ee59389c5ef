import { useAnswer } from '../api/useAnswer';
import { LabelDocument } from './label.generated';

/** Returns the name of a node, its id until the name has arrived; an empty id stands for none. */
export function useLabel(id: string): string {
  const { data, isPlaceholderData } = useAnswer(LabelDocument, { id }, id !== '').result;
  return (!isPlaceholderData && data?.node?.label) || id;
}

const TERRITORIES: readonly string[] = ['AdministrativeTerritory', 'CityContract'];

/** Tells whether an id is known not to be that of a territory; an empty one stands for the country. */
export function useIsNoTerritory(id: string): boolean {
  const { data, isPlaceholderData } = useAnswer(LabelDocument, { id }, id !== '').result;
  return data !== undefined && !isPlaceholderData && !TERRITORIES.includes(data.node?.__typename ?? '');
}
