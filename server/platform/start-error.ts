/** Why the server does not start, said in one sentence for the person who starts it: printed without a stack trace, exit code 1. */
export class StartError extends Error {}

/** The message of whatever was thrown; a connection tried on several addresses fails with one error each and none of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
