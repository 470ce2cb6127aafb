import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { Session } from '../../server/contract/session.ts';
import { FirstAccounts } from '../../server/platform/auth/first-accounts.ts';
import { Clock } from '../../server/platform/clock.ts';
import { createLog } from '../../server/platform/log/log.ts';
import { PlatformModule } from '../../server/platform/platform.module.ts';
import { openSql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { askSignIn, signIn } from '../support/sign-in.ts';

describe('outside the demo', () => {
  let app: RunningApp;
  const printed: string[] = [];
  beforeAll(async () => {
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    app = await runApp({ demo: false, feeds: 'test=tcp-listen://127.0.0.1:0' });
    write.mockRestore();
  });
  afterAll(async () => {
    await app?.stop();
  });
  const oneTime = (): string => /one-time password (\S+)/.exec(printed.join(''))?.[1] as string;

  it('the first start prints a one-time password for an admin, who must replace it', async () => {
    const first = await signIn(app, 'admin', oneTime());
    expect(first.session).toMatchObject({ mustChangePassword: true, rights: ['session:own'], simulation: false });
    expect((await first.fetch('/api/v1/accounts')).status).toBe(403);
    const body = { password: oneTime(), newPassword: 'kanmon kaikyo 2026' };
    const changed = await first.send('POST', '/api/v1/session/password', body);
    expect(((await changed.json()) as Session).rights).toContain('account:manage');
    await signIn(app, 'admin', 'kanmon kaikyo 2026');
  });

  it('no later start makes another', async () => {
    expect(await app.app.get(FirstAccounts, { strict: false }).prepare()).toBeNull();
  });

  it('nobody of the demo can sign in, and the sign-in page is told that this is real', async () => {
    const answer = await askSignIn(app, 'operator');
    expect([answer.status, await answer.json()]).toMatchObject([401, { simulation: false }]);
  });

  it('a database that has seen the demo has its accounts disabled and their sessions ended', async () => {
    const sql = await openSql(app);
    const demo = await NestFactory.createApplicationContext(
      PlatformModule.on({
        config: { ...app.config, demo: true },
        databaseUrl: app.databaseUrl,
        clock: new Clock(),
        log: createLog('silent'),
      }),
      { logger: false, abortOnError: false },
    );
    await demo.close();
    const state = () =>
      sql(
        `select count(*) filter (where disabled_at is null)::int as able, count(*)::int as all from account where demo`,
      );
    expect(await state()).toEqual([{ able: 4, all: 4 }]);
    expect((await askSignIn(app, 'operator')).status).toBe(401);
    await app.app.get(FirstAccounts, { strict: false }).prepare();
    expect(await state()).toEqual([{ able: 0, all: 4 }]);
    await sql.end();
  });
});
