import { z } from 'zod';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DATABASE_URL: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  /** null: start the embedded PostgreSQL under dataDir */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const e = schema.parse(env);
  return { host: e.HOST, port: e.PORT, databaseUrl: e.DATABASE_URL ?? null, dataDir: e.DATA_DIR };
}
