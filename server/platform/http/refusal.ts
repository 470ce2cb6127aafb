import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import type { ErrorCode } from '../../contract/constants.ts';
import type { Refusal } from '../../contract/events.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import { CodedError } from './coded-error.ts';

const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  reload: 409,
  'too-many': 429,
  unavailable: 503,
  failed: 500,
};

const CODE_OF: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  429: 'too-many',
};

/** The embedded database is back within some seconds. */
const RETRY_AFTER_S = 5;

interface Answer {
  readonly status: number;
  readonly body: Refusal;
  readonly headers: Readonly<Record<string, string>>;
}

/** What crosses the wire for a thrown thing, and its HTTP status. A bug says `failed` and nothing of itself. */
export function refusalOf(thrown: unknown): Answer {
  if (thrown instanceof CodedError) {
    const { status, body } = refuse(STATUS_OF[thrown.code], thrown.code, thrown.message);
    return { status, body: { ...body, ...thrown.further.body }, headers: thrown.further.headers ?? {} };
  }
  if (thrown instanceof z.ZodError) return refuse(400, 'invalid', thrown.issues.map(sentence).join('; '));
  if (isDatabaseAway(thrown)) {
    const away = refuse(503, 'unavailable', 'the database does not answer; try again in some seconds');
    return { ...away, headers: { 'retry-after': `${RETRY_AFTER_S}` } };
  }
  const status = thrown instanceof HttpException ? thrown.getStatus() : exposedStatus(thrown);
  if (status === null || status >= 500) return refuse(status ?? 500, 'failed', 'the server could not do this');
  return refuse(status, CODE_OF[status] ?? 'invalid', publicMessage(thrown));
}

function refuse(status: number, error: ErrorCode, message: string): Answer {
  return { status, body: { ok: false, error, message }, headers: {} };
}

function sentence(issue: z.core.$ZodIssue): string {
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}

/** Express and its body parsers throw plain errors with a status that is meant for the client (`expose`). */
function exposedStatus(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown) || !('expose' in thrown)) return null;
  return thrown.expose === true && typeof thrown.status === 'number' ? thrown.status : null;
}

function publicMessage(thrown: unknown): string {
  if (thrown instanceof HttpException) {
    const response = thrown.getResponse();
    if (typeof response === 'object' && 'message' in response) {
      return Array.isArray(response.message) ? response.message.join('; ') : String(response.message);
    }
  }
  return thrown instanceof Error ? thrown.message : 'refused';
}
