/** Client of `/check`, which reports the effects of importing a file, in French whatever the browser prefers. */

export interface Finding {
  readonly sheet: string;
  readonly cell: string;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

/** The findings of one cause: reason, gravity, number, places, and the first findings. */
export interface Cause {
  readonly reason: string;
  readonly gravity: string;
  readonly findingCount: number;
  readonly lineCount: number;
  readonly where: string;
  readonly first: Finding;
}

export interface Report {
  readonly file: string;
  /** No sheet of the file belongs to our workbook. */
  readonly isOtherForm: boolean;
  readonly remarks: readonly string[];
  readonly errorCount: number;
  readonly errors: readonly Finding[];
  readonly errorCauses: readonly Cause[];
  readonly warningCount: number;
  readonly warnings: readonly Finding[];
  readonly warningCauses: readonly Cause[];
  readonly created: readonly { readonly kind: string; readonly id: string }[];
  readonly deleted: readonly { readonly kind: string; readonly id: string }[];
  readonly changedCount: number;
  readonly changed: readonly {
    readonly id: string;
    readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  }[];
  readonly ended: readonly string[];
  readonly unchanged: number;
  readonly restated: readonly string[];
  readonly older: readonly string[];
  readonly leftNewer: readonly string[];
  readonly noLongerMentioned: readonly string[];
}

/** The file could not be checked; the message says why, in French. */
export class NotChecked extends Error {}

export async function checkFile(file: File): Promise<Report> {
  return (await postFile(file, 'report')).json() as Promise<Report>;
}

/** Returns a copy of the file with its faulty cells marked and commented. */
export async function fetchMarkedCopy(file: File): Promise<Blob> {
  return (await postFile(file, 'marked')).blob();
}

async function postFile(file: File, answer: 'report' | 'marked'): Promise<Response> {
  const response = await fetch(`/check?${new URLSearchParams({ name: file.name, answer })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'accept-language': 'fr' },
    body: file,
  });
  if (!response.ok) {
    const body = (await response.json().catch(() => undefined)) as
      | { errors: { message: string }[] }
      | undefined;
    throw new NotChecked(body?.errors[0]?.message ?? 'le service a rencontré une erreur');
  }
  return response;
}
