/** Why the server does not start, said in one sentence for the person who starts it: printed without a stack trace, exit code 1. */
export class StartError extends Error {}
