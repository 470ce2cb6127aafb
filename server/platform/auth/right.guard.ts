import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Right } from '../../contract/rights.ts';
import { CONFIG, type Config } from '../config.ts';
import type { Principal } from './principal.ts';
import { refusal } from './refusal.ts';
import { OPEN, RIGHT_KEY } from './right.decorator.ts';
import { SessionService } from './session.service.ts';
import type { SignedInRequest } from './signed-in.ts';

/** The one guard of every route and every socket event: deny by default. */
@Injectable()
export class RightGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.getAllAndOverride<Right | typeof OPEN | undefined>(RIGHT_KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needed === OPEN) return true;
    const principal = await this.principalOf(context);
    if (!principal) throw refusal('unauthenticated', this.config.demo);
    if (needed === undefined || !principal.rights.includes(needed)) throw refusal('forbidden', this.config.demo);
    return true;
  }

  private async principalOf(context: ExecutionContext): Promise<Principal | null> {
    if (context.getType() === 'ws') {
      const { data } = context.switchToWs().getClient<{ data: { session?: Principal } }>();
      return data.session ?? null;
    }
    const req = context.switchToHttp().getRequest<SignedInRequest>();
    if (req.principal === undefined) req.principal = await this.sessions.principalOf(req.headers);
    return req.principal;
  }
}
