import { DataSource, EntitySchema } from 'typeorm';
import type { Batch } from '../../../server/history/batch.ts';

const ROWS_AT_ONCE = 1_000;

const small = { type: 'smallint' } as const;
const Plain = new EntitySchema({
  name: 'plain_position',
  tableName: 'plain_position',
  columns: {
    track_key: { type: 'bigint', primary: true },
    at: { type: 'timestamptz', primary: true },
    lon: { type: 'integer' },
    lat: { type: 'integer' },
    sog: small,
    cog: small,
    heading: small,
    rot: small,
    nav_status: small,
    source_id: { type: 'integer' },
    flags: small,
  },
});

/** The same rows by TypeORM's `insert()`, a thousand at once, into a table of the same columns with an index on track and time. */
export async function insertByTypeOrm(url: string, batches: readonly Batch[]): Promise<void> {
  const source = await new DataSource({ type: 'postgres', url, entities: [Plain], synchronize: true }).initialize();
  const repository = source.getRepository(Plain);
  // two reports of one ship in the same millisecond would break the primary key
  const seen = new Set<string>();
  for (const { keys, positions: p } of batches) {
    for (let from = 0; from < p.size; from += ROWS_AT_ONCE) {
      const rows: Record<string, unknown>[] = [];
      for (let i = from; i < Math.min(p.size, from + ROWS_AT_ONCE); i++) {
        const { atMs, lon, lat, sog, cog, heading, rot, navStatus, source: source_id, flags } = p.at(i);
        const name = `${keys[i]} ${atMs}`;
        if (seen.has(name)) continue;
        seen.add(name);
        const motion = { sog, cog, heading, rot, nav_status: navStatus };
        rows.push({ track_key: keys[i], at: new Date(atMs), lon, lat, ...motion, source_id, flags });
      }
      await repository.insert(rows);
    }
  }
  await source.query('drop table plain_position');
  await source.destroy();
}
