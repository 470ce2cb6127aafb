import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boatSql } from '../../server/boats/boat.store.ts';
import { draftSql } from '../../server/dispatch/drafts/draft.store.ts';
import { messageSql } from '../../server/dispatch/messages/message.store.ts';
import { orderSql } from '../../server/dispatch/order.store.ts';
import { areaSql } from '../../server/dispatch/waters/area.store.ts';
import { deviceSql } from '../../server/platform/auth/device.store.ts';
import { openSql, type Sql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const GOLDEN = 'tests/contract/dispatch-sql.golden';
const FROM_MS = Date.UTC(2026, 10, 1);
const STATEMENTS = { boatSql, orderSql, draftSql, areaSql, messageSql, deviceSql };

/** Asked at every look at a trail and every word of a device. */
const HOT: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['boatSql.trail', boatSql.trail, ['boat-7', FROM_MS, FROM_MS + 1_800_000]],
  ['orderSql.steps', orderSql.steps, [['00000000-0000-0000-0000-000000000007']]],
  ['deviceSql.byToken', deviceSql.byToken, [Buffer.alloc(32)]],
];

describe('the SQL of boats, devices and orders', () => {
  let app: RunningApp;
  let sql: Sql;
  beforeAll(async () => {
    app = await runApp();
    sql = await openSql(app);
    await sql(`insert into boat_position select 'boat-' || b, timestamptz '2026-11-01' + n * interval '5 s', 'gps', 0, 0, 0, 0, false, now()
      from generate_series(1, 20) b, generate_series(1, 2000) n`);
    await sql(`insert into device select gen_random_uuid(), sha256(n::text::bytea), 'boat-1', 'yokohama', 'x', 'x', now(), now()
      from generate_series(1, 1000) n`);
    await sql(`insert into dispatch_order select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), gen_random_uuid(),
      'boat-1', 'yokohama', 1, 1, 'done', now(), '{}', null, 'x', now() from generate_series(1, 3000) n`);
    await sql(`insert into dispatch_step (order_id, version, kind, who, via, at, is_note, detail)
      select order_id, 1, 'sent', 'x', 'console', now(), false, '{}' from dispatch_order, generate_series(1, 8)`);
    await sql('analyze boat_position, device, dispatch_order, dispatch_step');
  });
  afterAll(async () => {
    await sql.end();
    await app.stop();
  });

  it('is what was looked at (UPDATE_GOLDEN=1 writes it anew)', () => {
    const texts = Object.entries(STATEMENTS).flatMap(([store, statements]) =>
      Object.entries(statements).map(([name, text]) => `-- ${store}.${name}\n${text.replaceAll(/\n\s+/g, '\n  ')};\n`),
    );
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, texts.join('\n'));
    expect(texts.join('\n')).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('finds what is asked for often by index, never by reading a whole table', async () => {
    for (const [name, text, values] of HOT) {
      const plan = (await sql(`explain (costs off) ${text}`, [...values])).map((row) => String(row['QUERY PLAN']));
      expect([name, plan.filter((line) => line.includes('Seq Scan'))]).toEqual([name, []]);
    }
  });
});
