import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditStore } from '../../server/platform/audit/audit.store.ts';
import { AccountStore } from '../../server/platform/auth/account.store.ts';
import { SessionStore } from '../../server/platform/auth/session.store.ts';
import { openSql, type Sql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const GOLDEN = 'tests/contract/platform-sql.golden';
const NOW_MS = Date.UTC(2026, 10, 24);
const TOKEN = Buffer.alloc(32, 7);

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

describe('the SQL of accounts, sessions and the audit', () => {
  let app: RunningApp;
  let sql: Sql;
  const asked = new Map<string, Asked[]>();

  beforeAll(async () => {
    app = await runApp();
    sql = await openSql(app);
    await askAll();
    await sql(`insert into account (username, display_name, role, office, password_hash, must_change_password, demo, created_at)
      select 'many' || n, 'x', 'operator', 'yokohama', 'x', false, false, now() from generate_series(1, 500) n`);
    await sql(`insert into session (session_id, token_sha256, account_id, created_at, idle_ends_at, ends_at)
      select gen_random_uuid(), sha256(account_id::text::bytea), account_id, now(), now(), now() from account`);
    await sql(`insert into audit (at, demo, who, action, detail)
      select timestamptz '2026-11-01' + n * interval '1 s', n % 2 = 0, 'x', 'account.change', '{}'
      from generate_series(1, 20000) n`);
    await sql('analyze account, session, audit');
  });
  afterAll(async () => {
    await sql.end();
    await app.stop();
  });

  /** What a call sends to the database. */
  async function ask(name: string, call: () => Promise<unknown>): Promise<void> {
    const source = app.app.get(DataSource);
    const { logger } = source;
    const statements: Asked[] = [];
    const quiet = { logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {}, logMigration() {}, log() {} };
    source.logger = {
      ...quiet,
      logQuery: (text: string, values: unknown[] = []) => void statements.push({ text, values }),
    };
    try {
      await call();
    } finally {
      source.logger = logger;
    }
    // others may ask at the same time: the keeper of history looks for space and holds
    const own = statements.filter(({ text }) => /(from|into|update) "?(account|session|audit)\b/i.test(text));
    asked.set(name, own);
  }

  async function askAll(): Promise<void> {
    const [accounts, sessions, audit] = [AccountStore, SessionStore, AuditStore].map((store) =>
      app.app.get(store as never, { strict: false }),
    ) as unknown as [AccountStore, SessionStore, AuditStore];
    const sessionId = randomUUID();
    const account = { username: 'golden', displayName: 'G', role: 'operator', office: 'yokohama' } as const;
    const secret = { passwordHash: 'x', mustChangePassword: false, createdAt: new Date(NOW_MS), disabledAt: null };
    await ask('account.add', () => accounts.add({ ...account, ...secret } as never));
    await ask('account.put', () => accounts.put({ ...account, ...secret } as never));
    await ask('account.byName', () => accounts.byName('golden'));
    await ask('account.list', () => accounts.list(NOW_MS));
    await ask('account.listed', () => accounts.listed('golden', NOW_MS));
    const { accountId } = (await accounts.byName('golden')) as unknown as { accountId: string };
    await ask('account.change', () => accounts.change(accountId, { displayName: 'H' }));
    await ask('account.activeAdmins', () => accounts.activeAdmins());
    await ask('account.count', () => accounts.count());
    const times = { createdAt: new Date(NOW_MS), idleEndsAt: new Date(NOW_MS), endsAt: new Date(NOW_MS) };
    await ask('session.add', () => sessions.add({ sessionId, tokenSha256: TOKEN, accountId, ip: null, ...times }));
    await ask('session.byToken', () => sessions.byToken(TOKEN, NOW_MS));
    await ask('session.touch', () => sessions.touch([sessionId], NOW_MS));
    await ask('session.remove', () => sessions.remove([sessionId]));
    await ask('session.removeOf', () => sessions.removeOf(accountId));
    await ask('session.removeEnded', () => sessions.removeEnded(NOW_MS));
    const row = { who: 'golden', role: 'operator', office: 'yokohama', ip: null, object: null, detail: {} };
    await ask('audit.add', () => audit.add({ atMs: NOW_MS, action: 'account.change', ...row } as never));
    const query = { fromMs: NOW_MS - 1, toMs: NOW_MS, who: 'golden', beforeId: 10, limit: 50 };
    await ask('audit.find', () => audit.find(query as never));
    await ask('audit.findAll', () => audit.find({ limit: 50 } as never));
    await ask('account.disableDemo', () => accounts.disableDemo(NOW_MS));
  }

  it('is what was looked at (UPDATE_GOLDEN=1 writes it anew)', () => {
    const texts = [...asked].flatMap(([name, statements]) =>
      statements.map(({ text }) => `-- ${name}\n${text.trim().replaceAll(/\n\s+/g, '\n  ')};\n`),
    );
    const golden = texts.join('\n');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, golden);
    expect(golden).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it.each(['session.byToken', 'session.touch', 'account.byName', 'audit.findAll', 'audit.find'])(
    'finds %s, asked for often, by index',
    async (name) => {
      for (const { text, values } of asked.get(name) ?? []) {
        const plan = (await sql(`explain (costs off) ${text}`, [...values])).map((line) => String(line['QUERY PLAN']));
        expect(plan.filter((line) => /Seq Scan on (session|audit)/.test(line))).toEqual([]);
        expect(plan.some((line) => /Index (Only )?Scan|Bitmap Index Scan/.test(line))).toBe(true);
      }
      expect(asked.get(name)?.length).toBeGreaterThan(0);
    },
  );
});
