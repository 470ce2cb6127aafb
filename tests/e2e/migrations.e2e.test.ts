import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.ts';
import { EmbeddedPostgres } from '../../server/platform/db/embedded.ts';
import { putFreshCluster } from '../support/fresh-cluster.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

jest.setTimeout(120_000);

describe('the migrations', () => {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-migrations-')));
  let embedded: EmbeddedPostgres;
  let source: DataSource;

  /** Every relation, column, constraint, index, trigger and function of the schema, as one text each. */
  async function schema(): Promise<string[]> {
    const rows: { what: string }[] = await source.query(`
      with ours as (select oid, relname from pg_class where relnamespace = 'public'::regnamespace
          and relkind in ('r', 'p', 'v', 'm', 'S') and relname !~ '^migrations')
      select format('column %s.%s %s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity) as what
        from ours join pg_attribute on attrelid = ours.oid where attnum > 0 and not attisdropped
      union all select format('default %s %s', relname, pg_get_expr(adbin, adrelid)) from ours join pg_attrdef on adrelid = ours.oid
      union all select format('constraint %s %s %s', relname, conname, pg_get_constraintdef(c.oid))
        from ours join pg_constraint c on conrelid = ours.oid
      union all select pg_get_indexdef(indexrelid) from ours join pg_index on indrelid = ours.oid
      union all select pg_get_triggerdef(t.oid) || tgenabled::text from ours join pg_trigger t on tgrelid = ours.oid where not tgisinternal
      union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
      union all select format('type %s', typname) from pg_type where typnamespace = 'public'::regnamespace and typname !~ 'migrations'
      order by 1`);
    return rows.map(({ what }) => what);
  }

  beforeAll(async () => {
    await putFreshCluster(dataDir);
    embedded = new EmbeddedPostgres(dataDir, ['-c', 'fsync=off']);
    await embedded.start();
    source = await new DataSource({ type: 'postgres', url: embedded.url, migrations }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('go up, down to nothing, and up to the same again', async () => {
    expect((await source.runMigrations()).map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
    const first = await schema();
    expect(first.length).toBeGreaterThan(20);
    for (const _ of migrations) await source.undoLastMigration();
    expect(await schema()).toEqual([]);
    await source.runMigrations();
    expect(await schema()).toEqual(first);
  });

  it('stand in the order of their time, under the name of their class', () => {
    const times = migrations.map(({ name }) => Number(name.slice(-13)));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });
});

describe('the entities', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp();
  });
  afterAll(() => app.stop());

  it('are the tables that the migrations make: a generated migration is empty', async () => {
    const source = app.app.get(DataSource);
    expect(source.entityMetadatas.length).toBeGreaterThan(2);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
