import { Injectable } from '@nestjs/common';
import { BUCKET_MS } from '../contract/history.ts';
import { decodeChunk } from '../domain/history/chunk.ts';
import { POSITION_FLAG, type Position, Positions } from '../domain/history/positions.ts';
import { mmsiOfKey } from '../domain/history/track-key.ts';
import { type IdentityFacts, type IdentityStep, stepsBetween } from '../domain/track/identity.ts';
import { HistoryStore, type Reader } from './history.store.ts';
import { TELL_EVERY_MS } from './position.store.ts';

/** No kind of track stays in the picture longer than this without being heard (see domain/track/lifetime.ts), ms. */
const LONGEST_SILENCE_MS = 12 * 3_600_000;
/** Positions of one track looked at where the last ones may be implausible. */
const LOOK_BACK = 4;

const ROW = 'extract(epoch from p.at)::float8 * 1000, lon, lat, sog, cog, heading, rot, nav_status, source_id, flags';

export const pastSql = {
  bounds: 'select extract(epoch from compacted_before)::float8 * 1000 from history_bound',
  alive: `select track_key, kind, extract(epoch from first_at)::float8 * 1000 from track
    where last_at >= to_timestamp($1 / 1000.0) and first_at <= to_timestamp($2 / 1000.0)`,
  chunks: `select track_key, extract(epoch from bucket)::float8 * 1000, data from position_chunk
    where bucket = to_timestamp($1 / 1000.0)`,
  lastChunks: `select p.track_key, extract(epoch from p.bucket)::float8 * 1000, p.data
    from unnest($1::bigint[]) as k (key) cross join lateral (
      select track_key, bucket, data from position_chunk
      where track_key = k.key and bucket < to_timestamp($2 / 1000.0) and bucket >= to_timestamp($3 / 1000.0)
      order by bucket desc limit 1
    ) p`,
  lastHot: `select k.key, ${ROW}
    from unnest($1::bigint[]) as k (key) cross join lateral (
      select * from position
      where track_key = k.key and at <= to_timestamp($2 / 1000.0) and at >= to_timestamp($3 / 1000.0)
      order by at desc limit ${LOOK_BACK}
    ) p`,
  lastLate: `select distinct on (p.track_key) p.track_key, ${ROW} from position_late p
    where p.at <= to_timestamp($1 / 1000.0) and p.at >= to_timestamp($2 / 1000.0) and flags & ${POSITION_FLAG.suspect} = 0
    order by p.track_key, p.at desc`,
  identities: `select k.key, i.kind, i.identity
    from unnest($1::bigint[]) as k (key) cross join lateral (
      select kind, identity from track_identity
      where track_key = k.key and at <= to_timestamp($2 / 1000.0) order by at desc limit 1
    ) i`,
  states: `select k.key, extract(epoch from s.at)::float8 * 1000, s.state, s.flags
    from unnest($1::bigint[]) as k (key) cross join lateral (
      select at, state, flags from track_state
      where track_key = k.key and at <= to_timestamp($2 / 1000.0) order by at desc limit 1
    ) s`,
  versions: `select track_key, extract(epoch from at)::float8 * 1000, identity from track_identity
    where track_key = any($1::bigint[]) and identity is not null and at <= to_timestamp($2 / 1000.0) order by track_key, at`,
  sources: 'select source_id, feed, station from source',
} as const;

/** A track as it was known at a time. */
export interface PastTrack {
  readonly key: number;
  readonly mmsi: number;
  /** Code. */
  readonly kind: number;
  /** First ever heard, epoch ms. */
  readonly firstMs: number;
  readonly position: Position;
  /** An implausible position came after it. */
  readonly suspect: boolean;
  readonly identity: IdentityFacts | null;
  /** What the live picture said of it last; null: nothing yet. */
  readonly said: { readonly atMs: number; readonly state: number; readonly flags: number } | null;
}

interface Last {
  readonly position: Position;
  readonly suspect: boolean;
}
type Lasts = Map<number, Last>;

/** What was known at a time: of every track the last position, its identity and its state. */
@Injectable()
export class PastStore {
  constructor(private readonly history: HistoryStore) {}

  /** All tracks heard within the half day before `atMs`, epoch ms. */
  async tracks(atMs: number): Promise<PastTrack[]> {
    return this.history.read(async (ask) => {
      const sinceMs = atMs - LONGEST_SILENCE_MS;
      const alive = await ask(pastSql.alive, [sinceMs - TELL_EVERY_MS, atMs]);
      const kinds = new Map(alive.map(([key, kind]) => [Number(key), Number(kind)]));
      const firsts = new Map(alive.map(([key, , firstMs]) => [Number(key), Number(firstMs)]));
      const lasts = await this.lasts(ask, [...kinds.keys()], atMs, sinceMs);
      const keys = [...lasts.keys()];
      const told = new Map((await ask(pastSql.identities, [keys, atMs])).map(([key, ...rest]) => [Number(key), rest]));
      const said = new Map((await ask(pastSql.states, [keys, atMs])).map(([key, ...rest]) => [Number(key), rest]));
      return [...lasts].map(([key, last]): PastTrack => {
        const [kind, identity] = told.get(key) ?? [kinds.get(key) ?? 0, null];
        const [saidMs, state, flags] = said.get(key) ?? [];
        const mmsi = mmsiOfKey(key);
        const facts = identity as unknown as IdentityFacts | null;
        const firstMs = firsts.get(key) ?? last.position.atMs;
        const saidLast =
          saidMs === undefined ? null : { atMs: Number(saidMs), state: Number(state), flags: Number(flags) };
        return { key, mmsi, kind: Math.max(0, Number(kind)), firstMs, ...last, identity: facts, said: saidLast };
      });
    });
  }

  /** What changed of the identities until `atMs`, oldest first, by key of the track. */
  async changes(keys: readonly number[], atMs: number): Promise<Map<number, IdentityStep[]>> {
    const rows = await this.history.read((ask) => ask(pastSql.versions, [keys, atMs]));
    const steps = new Map<number, IdentityStep[]>();
    const before = new Map<number, IdentityFacts>();
    for (const [keyText, versionMs, identity] of rows) {
      const key = Number(keyText);
      const facts = identity as unknown as IdentityFacts;
      const known = before.get(key);
      if (known) steps.set(key, [...(steps.get(key) ?? []), ...stepsBetween(known, facts, Number(versionMs))]);
      before.set(key, facts);
    }
    return steps;
  }

  async sources(): Promise<Map<number, { feed: string; station: string }>> {
    const rows = await this.history.read((ask) => ask(pastSql.sources));
    return new Map(rows.map(([id, feed, station]) => [Number(id), { feed: String(feed), station: String(station) }]));
  }

  private async lasts(ask: Reader, keys: readonly number[], atMs: number, sinceMs: number): Promise<Lasts> {
    const [bounds] = await ask(pastSql.bounds);
    const compactedBeforeMs = Number(bounds?.[0] ?? 0);
    const lasts: Lasts = new Map();
    if (atMs >= compactedBeforeMs) fromRows(lasts, await ask(pastSql.lastHot, [keys, atMs, compactedBeforeMs]));
    const bucketMs = atMs - (atMs % BUCKET_MS);
    fromChunks(lasts, await ask(pastSql.chunks, [bucketMs]), atMs);
    const missing = keys.filter((key) => !lasts.has(key));
    if (missing.length > 0) {
      const span = [missing, bucketMs, sinceMs - BUCKET_MS];
      fromChunks(lasts, await ask(pastSql.lastChunks, span), atMs);
    }
    fromLate(lasts, await ask(pastSql.lastLate, [atMs, sinceMs]), new Set(keys));
    return lasts;
  }
}

type Rows = Awaited<ReturnType<Reader>>;

function positionOf(cells: Rows[number]): Position {
  const [, at, lon, lat, sog, cog, heading, rot, navStatus, source, flags] = cells.map(Number);
  return {
    atMs: Math.round(at ?? 0),
    lon: lon ?? 0,
    lat: lat ?? 0,
    sog: sog ?? -1,
    cog: cog ?? -1,
    heading: heading ?? -1,
    rot: rot ?? -128,
    navStatus: navStatus ?? 15,
    source: source ?? 0,
    flags: flags ?? 0,
  };
}

/** Rows of each track stand newest first. */
function fromRows(lasts: Lasts, rows: Rows): void {
  const doubted = new Set<number>();
  for (const cells of rows) {
    const key = Number(cells[0]);
    if (lasts.has(key)) continue;
    const position = positionOf(cells);
    if ((position.flags & POSITION_FLAG.suspect) !== 0) doubted.add(key);
    else lasts.set(key, { position, suspect: doubted.has(key) });
  }
}

/** Newest buckets first. */
function fromChunks(lasts: Lasts, rows: Rows, atMs: number): void {
  const scratch = new Positions(1_024);
  for (const [keyText, bucketMs, data] of rows) {
    const key = Number(keyText);
    if (lasts.has(key)) continue;
    const last = lastAt(decodeChunk(data as Buffer, Number(bucketMs), scratch), atMs);
    if (last !== null) lasts.set(key, last);
  }
}

function fromLate(lasts: Lasts, rows: Rows, keys: ReadonlySet<number>): void {
  for (const cells of rows) {
    const key = Number(cells[0]);
    const position = positionOf(cells);
    const known = lasts.get(key);
    if (keys.has(key) && (known === undefined || known.position.atMs < position.atMs)) {
      lasts.set(key, { position, suspect: false });
    }
  }
}

/** The last plausible position until `atMs`. */
function lastAt(positions: Positions, atMs: number): Last | null {
  let suspect = false;
  for (let i = positions.size - 1; i >= 0; i--) {
    if ((positions.atMs[i] ?? 0) > atMs) continue;
    if (((positions.flags[i] ?? 0) & POSITION_FLAG.suspect) === 0) return { position: positions.at(i), suspect };
    suspect = true;
  }
  return null;
}
