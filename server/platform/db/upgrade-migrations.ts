import { DataSource, type MigrationInterface } from 'typeorm';

export type Migrations = readonly (new () => MigrationInterface)[];

/** All that are new, in one transaction: if one fails, none has been. Their names. */
export async function migrateAtOnce(url: string, migrations: Migrations): Promise<string[]> {
  const source = await open(url, migrations);
  try {
    return (await source.runMigrations({ transaction: 'all' })).map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

/** Takes them back in one transaction, the last first: what was written before stays as it is. */
export async function takeBack(url: string, migrations: Migrations, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const source = await open(url, []);
  try {
    await source.transaction(async ({ queryRunner }) => {
      if (!queryRunner) throw new Error('a transaction without a connection');
      for (const name of [...names].reverse()) {
        const Migration = migrations.find((migration) => migration.name === name);
        if (Migration) await new Migration().down(queryRunner);
        await queryRunner.query('delete from migrations where name = $1', [name]);
      }
    });
  } finally {
    await source.destroy();
  }
}

const open = (url: string, migrations: Migrations): Promise<DataSource> =>
  new DataSource({ type: 'postgres', url, migrations: [...migrations], logging: false }).initialize();
