import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ask, NoAnswer, type Operation } from './ask';

const AGAIN_MS = 3_000;

/** When to ask again what had no answer: soon where that may pass, else never. */
export function again({ state }: { state: { error: Error | null } }): number | false {
  return state.error instanceof NoAnswer && state.error.passing ? AGAIN_MS : false;
}

/** What a view shows: the operation it asked, with which variables, and how far the answer is. */
export interface Asked<Answer> {
  readonly text: string;
  readonly variables: object;
  readonly result: UseQueryResult<Answer>;
}

/**
 * Ask one operation and keep the last answer in sight while the next is on its way.
 *
 * What may pass (no database, no service) is asked again until it has passed.
 */
export function useAnswer<Answer, Variables extends object>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
  enabled = true,
): Asked<Answer> {
  const text = operation.toString();
  const result = useQuery({
    queryKey: [text, variables],
    queryFn: ({ signal }) => ask(operation, variables, signal),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: again,
  });
  return { text, variables, result };
}
