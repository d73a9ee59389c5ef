/** The address `/check`, as its module says: a file in, what an import would say out. */

export interface Finding {
  readonly sheet: string;
  readonly cell: string;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

export interface Report {
  readonly file: string;
  readonly remarks: readonly string[];
  readonly errorCount: number;
  readonly errors: readonly Finding[];
  readonly warningCount: number;
  readonly warnings: readonly Finding[];
  readonly created: readonly { readonly kind: string; readonly id: string }[];
  readonly deleted: readonly { readonly kind: string; readonly id: string }[];
  readonly changedCount: number;
  readonly changed: readonly {
    readonly id: string;
    readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  }[];
  readonly ended: readonly string[];
  readonly unchanged: number;
  readonly leftNewer: readonly string[];
  readonly noLongerMentioned: readonly string[];
}

/** A file that was not examined; the message says why, in French. */
export class NotChecked extends Error {}

export async function check(file: File): Promise<Report> {
  return (await sent(file, 'report')).json() as Promise<Report>;
}

/** A copy of the file with its cells marked and commented. */
export async function marked(file: File): Promise<Blob> {
  return (await sent(file, 'marked')).blob();
}

async function sent(file: File, answer: 'report' | 'marked'): Promise<Response> {
  const response = await fetch(`/check?${new URLSearchParams({ name: file.name, answer })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) {
    const told = (await response.json().catch(() => undefined)) as
      | { errors: { message: string }[] }
      | undefined;
    throw new NotChecked(told?.errors[0]?.message ?? 'le service a rencontré une erreur');
  }
  return response;
}
