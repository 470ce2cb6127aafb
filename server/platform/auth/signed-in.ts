import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Principal } from './principal.ts';

/** A request after the session was looked up; null: nobody is signed in. */
export interface SignedInRequest extends Request {
  principal?: Principal | null;
}

/** Who calls, in a handler that @Needs a right. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!principal) throw new Error('@Who() in a handler without a session');
  return principal;
});

/** Address of the caller; null where the connection is gone. */
export const Address = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  return context.switchToHttp().getRequest<Request>().ip ?? null;
});
