import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type PasswordChange,
  passwordChangeSchema,
  SESSION_COOKIE,
  type Session,
  type SignIn,
  signInSchema,
} from '../../contract/session.ts';
import { callerOf } from './api.middleware.ts';
import { isSecure } from './origin.ts';
import { parsed } from './parsed.ts';
import { type Principal, toSession } from './principal.ts';
import { Needs, Open } from './right.decorator.ts';
import { type Opened, SessionService } from './session.service.ts';
import { Address, Who } from './signed-in.ts';

@ApiTags('session')
@Needs('session:own')
@Controller('api/v1/session')
export class SessionController {
  constructor(private readonly sessions: SessionService) {}

  @Open()
  @Post()
  @HttpCode(200)
  async signIn(
    @Body(parsed(signInSchema)) ask: SignIn,
    @Address() ip: string | null,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<Session> {
    return withCookie(await this.sessions.signIn(ask, { ip, replaces: req.headers.cookie }), req, res);
  }

  @Get()
  own(@Who() who: Principal): Session {
    return toSession(who, this.sessions.simulation);
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Who() who: Principal,
    @Address() ip: string | null,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<void> {
    await this.sessions.signOut(who, ip);
    res.clearCookie(SESSION_COOKIE, cookieOf(req));
  }

  /** Needed first after a one-time password. */
  @Post('password')
  @HttpCode(200)
  async changePassword(
    @Body(parsed(passwordChangeSchema)) ask: PasswordChange,
    @Who() who: Principal,
    @Address() ip: string | null,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<Session> {
    return withCookie(await this.sessions.changePassword(who, ask, ip), req, res);
  }
}

/** No lifetime: the browser forgets it when it closes, the server when the session ends. */
function cookieOf(req: Request) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure(callerOf(req)) } as const;
}

function withCookie({ token, session }: Opened, req: Request, res: Response): Session {
  res.cookie(SESSION_COOKIE, token, cookieOf(req));
  return session;
}
