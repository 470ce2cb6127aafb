import pg from 'pg';
import { StartError } from '../start-error.ts';
import type { PartitionEntry, SequenceEntry } from './backup-format.ts';

/** A table that holds rows: an ordinary one or a partition. */
export interface StoredTable {
  readonly name: string;
  /** Those that are written, not computed. */
  readonly columns: readonly string[];
  readonly isPartition: boolean;
}

interface Found {
  readonly id: number;
  readonly name: string;
  readonly kind: 'r' | 'p';
  readonly parent: number | null;
  readonly bound: string | null;
  readonly key: string | null;
  readonly columns: string[];
}

/** Without those of an extension: they come with it. */
const OURS = `c.relnamespace = current_schema()::regnamespace
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const TABLES = `
  select c.oid::int as id, c.relname::text as name, c.relkind::text as kind, i.inhparent::int as parent,
    pg_get_expr(c.relpartbound, c.oid) as bound,
    case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as key,
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
  from pg_class c left join pg_inherits i on i.inhrelid = c.oid
  where c.relkind in ('r', 'p') and c.relpersistence <> 't' and ${OURS}
  order by c.relname`;

const REFERENCES = `
  select f.conrelid::int as child, f.confrelid::int as parent from pg_constraint f
  where f.contype = 'f' and f.conparentid = 0 and f.conrelid <> f.confrelid
    and f.connamespace = current_schema()::regnamespace`;

interface Reference {
  readonly child: number;
  readonly parent: number;
}

export interface Catalogue {
  /** In the order in which foreign keys let them be filled. */
  readonly tables: readonly StoredTable[];
  /** Parents before children. */
  readonly partitions: readonly PartitionEntry[];
}

/** Every table of the current schema, found in the database itself: no list to forget one in. */
export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const { rows: found } = await client.query<Found>(TABLES);
  const { rows: references } = await client.query<Reference>(REFERENCES);
  const nameOf = new Map(found.map(({ id, name }) => [id, name]));
  const ordered = inOrder(found, references);
  return {
    tables: ordered
      .filter(({ kind }) => kind === 'r')
      .map(({ name, columns, parent }) => ({ name, columns, isPartition: parent !== null })),
    partitions: ordered.flatMap(({ name, parent, bound, key }) => {
      const of = nameOf.get(parent ?? 0);
      return of === undefined || bound === null ? [] : [{ name, of, bound, key }];
    }),
  };
}

/** Each table after those it refers to. A partitioned table and its partitions stay together, the parent first. */
function inOrder(found: readonly Found[], references: readonly Reference[]): Found[] {
  const parentOf = new Map(found.map(({ id, parent }) => [id, parent]));
  const topOf = (id: number): number => {
    const parent = parentOf.get(id) ?? null;
    return parent === null ? id : topOf(parent);
  };
  const family = (head: Found): Found[] => [head, ...found.filter(({ parent }) => parent === head.id).flatMap(family)];
  const edges = references.map(({ child, parent }) => ({ child: topOf(child), parent: topOf(parent) }));
  let waiting = found.filter(({ parent }) => parent === null);
  const ordered: Found[] = [];
  while (waiting.length > 0) {
    const ids = new Set(waiting.map(({ id }) => id));
    const waits = ({ id }: Found) =>
      edges.some(({ child, parent }) => child === id && parent !== id && ids.has(parent));
    const free = waiting.filter((table) => !waits(table));
    if (free.length === 0) {
      const names = waiting.map(({ name }) => name).join(', ');
      throw new StartError(`the tables ${names} refer to each other in a circle: no order fills them`);
    }
    ordered.push(...free.flatMap(family));
    waiting = waiting.filter(waits);
  }
  return ordered;
}

export async function readSequences(client: pg.ClientBase): Promise<SequenceEntry[]> {
  const { rows } = await client.query<SequenceEntry>(
    'select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = current_schema() order by 1',
  );
  return rows;
}

export async function readMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: there } = await client.query<{ id: string | null }>(`select to_regclass('migrations')::text as id`);
  if (there[0]?.id == null) return [];
  const { rows } = await client.query<{ name: string }>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

/** What the current schema holds: an empty list is an empty database. */
export async function contentsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname::text as name from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${OURS} order by 1`,
  );
  return rows.map(({ name }) => name);
}

export interface Trigger {
  readonly table: string;
  readonly name: string;
  /** pg_trigger.tgenabled: O, D, R or A. */
  readonly state: string;
}

export async function readTriggers(client: pg.ClientBase): Promise<Trigger[]> {
  const { rows } = await client.query<Trigger>(
    `select c.relname::text as table, t.tgname::text as name, t.tgenabled::text as state
     from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and ${OURS} order by t.tgparentid, 1, 2`,
  );
  return rows;
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);
export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');
