/** Client of the public GraphQL endpoint. */

/** The text of an operation and its trusted document id, with the types of its answer and of its variables. */
export interface Operation<Answer, Variables> {
  toString(): string;
  readonly __meta__?: Record<string, string> | undefined;
  __apiType?: (variables: Variables) => Answer;
}

/** Carries the API's error code; OFFLINE, UNREACHABLE or LATE when the service does not respond. */
export class NoAnswer extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get isTemporary(): boolean {
    return ['UNREACHABLE', 'OFFLINE', 'LATE', 'DATABASE_UNAVAILABLE'].includes(this.code);
  }
}

interface Body<Answer> {
  data?: Answer | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Runs an operation. Throws NoAnswer for the first error: a page shows a complete answer or none. */
export async function ask<Answer, Variables>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer> {
  // In development the text is sent: it changes, while the service knows only the documents of the last build.
  const asked = import.meta.env.DEV ? { query: operation.toString() } : operation.__meta__;
  const body = await post<Body<Answer>>('/graphql', JSON.stringify({ ...asked, variables }), signal);
  const error = body.errors?.[0];
  if (error) throw new NoAnswer(error.extensions?.code ?? 'INTERNAL', error.message);
  if (!body.data) throw new NoAnswer('INTERNAL', 'no data');
  return body.data;
}

/** The maximum wait for an answer; the service itself gives up long before. */
const MAX_WAIT_MS = 60_000;

async function post<Json>(path: string, body: string, signal?: AbortSignal): Promise<Json> {
  const limit = AbortSignal.timeout(MAX_WAIT_MS);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return (await response.json()) as Json;
  } catch (error) {
    if (signal?.aborted) throw error;
    const code = limit.aborted ? 'LATE' : navigator.onLine ? 'UNREACHABLE' : 'OFFLINE';
    throw new NoAnswer(code, String(error));
  }
}
