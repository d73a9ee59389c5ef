import { useAnswer } from '../api/useAnswer';
import { LabelDocument } from './label.generated';

/** Returns the name of a node, its id until the name has arrived; an empty id means none. */
export function useLabel(id: string): string {
  const { data, isPlaceholderData } = useAnswer(LabelDocument, { id }, id !== '').result;
  return (!isPlaceholderData && data?.node?.label) || id;
}

const TERRITORIES: readonly string[] = ['AdministrativeTerritory', 'CityContract'];

/** Returns whether an id is known to belong to no territory; an empty id means the country. */
export function useIsNoTerritory(id: string): boolean {
  const { data, isPlaceholderData } = useAnswer(LabelDocument, { id }, id !== '').result;
  return data !== undefined && !isPlaceholderData && !TERRITORIES.includes(data.node?.__typename ?? '');
}
