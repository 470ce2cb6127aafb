import type pg from 'pg';

/** Facts about this installation, kept in the table `house`. */
export class HouseRows {
  constructor(private readonly client: pg.Client) {}

  async find(key: string): Promise<string | null> {
    const { rows } = await this.client.query<{ value: string }>('select value from house where key = $1', [key]);
    return rows[0]?.value ?? null;
  }

  /** Keeps what is there. */
  async add(key: string, value: string): Promise<void> {
    await this.client.query('insert into house (key, value) values ($1, $2) on conflict do nothing', [key, value]);
  }
}
