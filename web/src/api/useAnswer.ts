import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, NoAnswer, type Operation } from './ask';

const RETRY_MS = 3_000;

/** Retries temporary errors until they pass, and no others. */
export function retryInterval({ state }: { state: { error: Error | null } }): number | false {
  return state.error instanceof NoAnswer && state.error.isTemporary ? RETRY_MS : false;
}

/** An operation with its variables and the state of its answer. */
export interface Query<Answer> {
  readonly text: string;
  readonly variables: object;
  readonly result: UseQueryResult<Answer>;
  /** Cancels the current request, if any, and asks again. */
  readonly askAgain: () => void;
}

/** Runs an operation, showing the previous answer until the next one arrives. */
export function useAnswer<Answer, Variables extends object>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
  enabled = true,
): Query<Answer> {
  const text = operation.toString();
  const client = useQueryClient();
  const queryKey = [text, variables];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(operation, variables, signal),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: retryInterval,
  });
  const askAgain = () => void client.cancelQueries({ queryKey }).then(() => result.refetch());
  return { text, variables, result, askAgain };
}
