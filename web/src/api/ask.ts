/** Client of the public GraphQL endpoint. */

/** The text of an operation and its name among the trusted documents, typed by its answer and its variables. */
export interface Operation<Answer, Variables> {
  toString(): string;
  readonly __meta__?: Record<string, string> | undefined;
  __apiType?: (variables: Variables) => Answer;
}

/** Carries the API's error code, or UNREACHABLE when the service does not respond. */
export class NoAnswer extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get isTemporary(): boolean {
    return ['UNREACHABLE', 'DATABASE_UNAVAILABLE'].includes(this.code);
  }
}

interface Body<Answer> {
  data?: Answer | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Runs an operation. Throws NoAnswer for the first error: a page shows a whole answer or none. */
export async function ask<Answer, Variables>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer> {
  const body = await post<Body<Answer>>(
    '/graphql',
    JSON.stringify({ ...operation.__meta__, variables }),
    signal,
  );
  const error = body.errors?.[0];
  if (error) throw new NoAnswer(error.extensions?.code ?? 'INTERNAL', error.message);
  if (!body.data) throw new NoAnswer('INTERNAL', 'no data');
  return body.data;
}

async function post<Json>(path: string, body: string, signal?: AbortSignal): Promise<Json> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      ...(signal && { signal }),
    });
    return (await response.json()) as Json;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NoAnswer('UNREACHABLE', String(error));
  }
}
