import type { ErrorCode } from '../../contract/constants.ts';

/** A refusal that the user must know: a service throws it, the edge (exception filter, gateway) answers `{ ok: false, error, message }`. */
export class CodedError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}
