import type { ErrorCode } from '../../contract/constants.ts';

/** A refusal that the user must know: a service throws it, the edge (exception filter, gateway) answers `{ ok: false, error, message }`. */
export class CodedError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** What the answer carries beside code and message. */
    readonly further: {
      readonly body?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
  }
}
