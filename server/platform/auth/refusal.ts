import type { SessionRefusal } from '../../contract/session.ts';
import { CodedError } from '../http/coded-error.ts';

const SAYS = {
  unauthenticated: 'sign in first',
  forbidden: 'your role may not do this',
  'too-many': 'too many attempts: wait and try again',
} as const;

/** `retryAfterS` goes into the header Retry-After. */
export function refusal(error: SessionRefusal['error'], simulation: boolean, retryAfterS?: number): CodedError {
  const headers: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  return new CodedError(error, SAYS[error], { body: { simulation }, headers });
}
