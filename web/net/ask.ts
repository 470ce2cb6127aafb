const TIMEOUT_MS = 10_000;

/** An answer, or why there is none. */
export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Refusal);

export interface Refusal {
  /** null: the server did not answer in time. */
  readonly message: string | null;
  /** All that it said. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** Asks the server; never throws. `read` takes what is wanted out of an answer that is well. */
export async function ask<T>(
  path: string,
  init: RequestInit,
  read: (answer: Response) => Promise<T> | T,
): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    if (answer.ok) return { ok: true, value: await read(answer) };
    const told = ((await answer.json().catch(() => null)) ?? {}) as { readonly message?: string };
    return { ok: false, message: told.message ?? `HTTP ${answer.status}`, told: { ...told } };
  } catch {
    return { ok: false, message: null, told: {} };
  }
}

/** What a GET tells; null: it is not known now. */
export async function askJson<T>(path: string): Promise<T | null> {
  const answer = await ask(path, {}, (told) => told.json() as Promise<T>);
  return answer.ok ? answer.value : null;
}

/** A body as JSON. */
export const sending = (method: 'POST' | 'PUT', body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Whether something was done. */
export const tell = (path: string, init: RequestInit): Promise<Answer<null>> => ask(path, init, () => null);
