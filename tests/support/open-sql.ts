import { DataSource } from 'typeorm';
import type { RunningApp } from './running-app.ts';

export interface Sql {
  (text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  end(): Promise<void>;
}

/** SQL on the database of a running server, past all its code. */
export async function openSql({ app }: Pick<RunningApp, 'app'>): Promise<Sql> {
  const runner = app.get(DataSource).createQueryRunner();
  await runner.connect();
  return Object.assign((text: string, values: unknown[] = []) => runner.query(text, values), {
    end: () => runner.release(),
  });
}
