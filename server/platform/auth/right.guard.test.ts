import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import type { Right } from '../../contract/rights.ts';
import { CONFIG } from '../config.ts';
import { RefusalFilter } from '../http/refusal.filter.ts';
import { Needs, Open } from './right.decorator.ts';
import { RightGuard } from './right.guard.ts';
import { SessionService } from './session.service.ts';

@Controller('plain')
class PlainController {
  @Get('forgotten')
  forgotten(): string {
    return 'seen';
  }

  @Needs('audit:read')
  @Get('audit')
  audit(): string {
    return 'seen';
  }

  @Open()
  @Get('open')
  open(): string {
    return 'seen';
  }
}

@Open()
@Controller('open')
class OpenController {
  @Needs('picture:read')
  @Get('but')
  but(): string {
    return 'seen';
  }
}

/** The cookie header lists the rights. */
const sessions: Pick<SessionService, 'principalOf'> = {
  async principalOf({ cookie }) {
    return cookie === undefined ? null : ({ rights: cookie.split(',') as Right[] } as never);
  },
};

@Module({
  controllers: [PlainController, OpenController],
  providers: [
    { provide: SessionService, useValue: sessions },
    { provide: CONFIG, useValue: { demo: true } },
    { provide: APP_GUARD, useClass: RightGuard },
    { provide: APP_FILTER, useClass: RefusalFilter },
  ],
})
class GuardedModule {}

describe('the guard', () => {
  let app: INestApplication;
  let url: string;
  beforeAll(async () => {
    app = await NestFactory.create(GuardedModule, { logger: false, forceCloseConnections: true });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());

  const status = async (path: string, rights?: string): Promise<number> => {
    const answer = await fetch(url + path, { headers: rights === undefined ? {} : { cookie: rights } });
    return answer.status;
  };

  it('refuses everybody where a handler names no right', async () => {
    expect(await status('/plain/forgotten')).toBe(401);
    expect(await status('/plain/forgotten', 'audit:read,account:manage,session:own')).toBe(403);
  });

  it('asks for the session first and the right then', async () => {
    expect(await status('/plain/audit')).toBe(401);
    expect(await status('/plain/audit', 'picture:read')).toBe(403);
    expect(await status('/plain/audit', 'picture:read,audit:read')).toBe(200);
  });

  it('lets everybody through where a handler is open', async () => {
    expect(await status('/plain/open')).toBe(200);
  });

  it('takes the word of the handler over that of its controller', async () => {
    expect(await status('/open/but')).toBe(401);
    expect(await status('/open/but', 'session:own')).toBe(403);
    expect(await status('/open/but', 'picture:read')).toBe(200);
  });
});
