import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { NextFunction, Request, Response } from 'express';
import type { Right } from '../../contract/rights.ts';
import { CodedError } from '../http/coded-error.ts';
import { type Caller, isOwnOrigin } from './origin.ts';
import { refusal } from './refusal.ts';
import type { SessionService } from './session.service.ts';
import type { SignedInRequest } from './signed-in.ts';

const FROM_ELSEWHERE = 'the request comes from a page of another origin';
/** Asked without a session: they begin one. */
const WAYS_IN = new Set(['/api/v1/session', '/api/v1/devices/enrol']);
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function callerOf({ headers, socket }: IncomingMessage): Caller {
  return { origin: headers.origin, host: headers.host, isTls: socket instanceof TLSSocket };
}

/** Everywhere: a changing request from a strange page is refused, whatever cookie it carries. */
export function ownOriginOnly(sessions: SessionService) {
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (SAFE.has(req.method) || isOwnOrigin(callerOf(req))) next();
    else next(new CodedError('forbidden', FROM_ELSEWHERE, { body: { simulation: sessions.simulation } }));
  };
}

/**
 * On /api: looks up the session once and answers 401 before any router does, so that a path which is no Nest route
 * (the API description, a typing error) tells a stranger nothing. What a route needs is then judged by the guard.
 */
export function signedInOnly(sessions: SessionService) {
  return async (req: SignedInRequest, res: Response, next: NextFunction): Promise<void> => {
    res.setHeader('cache-control', 'no-store');
    if (isSignIn(req)) return next();
    req.principal = await sessions.principalOf(req.headers);
    if (req.principal) next();
    else next(refusal('unauthenticated', sessions.simulation));
  };
}

/** For paths served by a library: the guard does not see them. */
export function needing(right: Right, sessions: SessionService) {
  return (req: SignedInRequest, _res: Response, next: NextFunction): void => {
    if (req.principal?.rights.includes(right)) next();
    else next(refusal('forbidden', sessions.simulation));
  };
}

function isSignIn(req: Request): boolean {
  return req.method === 'POST' && WAYS_IN.has(req.originalUrl.split('?')[0] ?? '');
}
