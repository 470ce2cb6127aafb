import pg from 'pg';
import { reasonOf, StartError } from '../start-error.ts';

/** A connection outside the pool. The server closes it within half a minute when we vanish without a word, so that its locks fall. */
export async function connect(url: string, timeoutMs = 5_000): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'mihari',
  });
  client.on('error', () => {}); // an unhandled 'error' event would end the process; 'end' follows
  try {
    await client.connect();
    await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3');
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return client;
}

/** As `connect`, at the start: a StartError says what cannot be reached, without the password. */
export async function connectOrRefuse(url: string): Promise<pg.Client> {
  try {
    return await connect(url);
  } catch (error) {
    throw new StartError(`cannot reach the database ${withoutPassword(url)} (DATABASE_URL): ${reasonOf(error)}`);
  }
}

/** true once a server answers queries there; false while it is absent, starts, recovers or ends. */
export async function answers(url: string, dataDirectory: string): Promise<boolean> {
  const client = await connect(url, 1_000).catch(() => null);
  if (client === null) return false;
  try {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === dataDirectory;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = '***';
  if (shown.searchParams.has('password')) shown.searchParams.set('password', '***');
  return shown.href;
}
