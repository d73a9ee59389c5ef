import { useAnswer } from '../api/useAnswer';
import { LabelDocument } from './label.generated';

/** Returns the name of a node, its id until the name has arrived; an empty id stands for none. */
export function useLabel(id: string): string {
  const { data, isPlaceholderData } = useAnswer(LabelDocument, { id }, id !== '').result;
  return (!isPlaceholderData && data?.node?.label) || id;
}
