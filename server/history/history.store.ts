import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { BUCKET_MS } from '../contract/history.ts';
import type { Box } from '../contract/picture.ts';
import type { BlockSource } from '../domain/history/block.ts';
import { decodeChunk, encodeChunk } from '../domain/history/chunk.ts';
import { Positions } from '../domain/history/positions.ts';
import { isRadarKey, mmsiOfKey } from '../domain/history/track-key.ts';
import { UNITS_PER_DEGREE } from '../domain/track/track-table.ts';

const ROW = 'extract(epoch from at)::float8 * 1000, lon, lat, sog, cog, heading, rot, nav_status, source_id, flags';

export const historySql = {
  snapshot: 'begin isolation level repeatable read read only',
  bounds: `select extract(epoch from compacted_before)::float8 * 1000, extract(epoch from closed_before)::float8 * 1000
    from history_bound`,
  chunks: `select track_key, extract(epoch from bucket)::float8 * 1000, data from position_chunk
    where track_key = any($1::bigint[]) and bucket > to_timestamp($2 / 1000.0) and bucket < to_timestamp($3 / 1000.0)
    order by track_key, bucket`,
  hot: `select track_key, ${ROW} from position
    where track_key = any($1::bigint[]) and at >= to_timestamp($2 / 1000.0) and at < to_timestamp($3 / 1000.0)
    order by track_key, at`,
  late: `select track_key, ${ROW} from position_late
    where track_key = any($1::bigint[]) and at >= to_timestamp($2 / 1000.0) and at < to_timestamp($3 / 1000.0)
    order by track_key, at`,
  kinds: 'select track_key, kind from track where track_key = any($1::bigint[])',
  keysOf: `select track_key from track
    where track_key = any($1::bigint[])`,
  block: `select track_key, data from position_chunk
    where bucket = to_timestamp($1 / 1000.0) and east >= $2 and west <= $3 and north >= $4 and south <= $5
    order by track_key`,
  openBlock: `select track_key, ${ROW} from (
      select * from position where at >= to_timestamp($1 / 1000.0) and at < to_timestamp($2 / 1000.0)
      union all
      select * from position_late where at >= to_timestamp($1 / 1000.0) and at < to_timestamp($2 / 1000.0)
    ) u order by track_key, at`,
  revision: 'select revision from bucket_revision where bucket = to_timestamp($1 / 1000.0)',
  revised: `select extract(epoch from bucket)::float8 * 1000, revision from bucket_revision order by bucket`,
  sources: 'select source_id, feed, station from source',
  firstChunk: 'select extract(epoch from min(bucket))::float8 * 1000 from position_chunk',
  firstHot: 'select extract(epoch from min(at))::float8 * 1000 from position where at >= to_timestamp($1 / 1000.0)',
  lastAt: 'select extract(epoch from max(last_at))::float8 * 1000 from track',
  feeds: 'select feed, extract(epoch from at)::float8 * 1000, up from feed_state order by feed, at',
} as const;

/** All positions of one track in a span, oldest first. */
export interface TrackPositions {
  readonly key: number;
  /** Code. */
  readonly kind: number;
  readonly positions: Positions;
}

/** What a block is made of. */
export interface BlockParts {
  readonly open: boolean;
  readonly revision: number;
  readonly sources: readonly BlockSource[];
  readonly tracks: readonly { readonly key: number; readonly chunk: Uint8Array }[];
}

export interface ExtentParts {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly closedBeforeMs: number;
  readonly revised: readonly { readonly bucketMs: number; readonly revision: number }[];
  /** By feed, oldest first. */
  readonly feeds: readonly { readonly feed: string; readonly atMs: number; readonly up: boolean }[];
}

type Cell = number | string | boolean | Buffer | null;
type Cells = readonly Cell[];
/** A connection that reads one state of the database. */
export type Reader = (sql: string, values?: readonly unknown[]) => Promise<Cells[]>;

/** Reads history: chunks of compacted buckets, plain rows of the others, and what came late. */
@Injectable()
export class HistoryStore {
  private readonly sources = new Map<number, BlockSource>();

  constructor(private readonly source: DataSource) {}

  /** Positions of the tracks from `fromMs` inclusive to `toMs` exclusive; a track without any is left out. */
  async positions(keys: readonly number[], fromMs: number, toMs: number): Promise<TrackPositions[]> {
    return this.read(async (ask) => {
      const [bounds] = await ask(historySql.bounds);
      const compactedBeforeMs = Number(bounds?.[0] ?? 0);
      const found = new Map<number, Positions>();
      const take = (key: number, positions: Positions): void => {
        const before = found.get(key) ?? new Positions(positions.size * 4);
        found.set(key, before);
        addSpan(before, positions, fromMs, toMs);
      };
      const scratch = new Positions(1_024);
      for (const [key, bucketMs, data] of await ask(historySql.chunks, [keys, fromMs - BUCKET_MS, toMs])) {
        take(Number(key), decodeChunk(data as Buffer, Number(bucketMs), scratch));
      }
      const hotFromMs = Math.max(fromMs, compactedBeforeMs);
      const rows = hotFromMs < toMs ? await ask(historySql.hot, [keys, hotFromMs, toMs]) : [];
      const late = await ask(historySql.late, [keys, fromMs, toMs]);
      for (const { key, positions } of tracksOf([...rows, ...late])) take(key, positions);
      const kinds = new Map((await ask(historySql.kinds, [keys])).map(([key, kind]) => [Number(key), Number(kind)]));
      return [...found]
        .filter(([, positions]) => positions.size > 0)
        .map(([key, positions]) => ({ key, kind: Math.max(0, kinds.get(key) ?? 0), positions: positions.inOrder() }));
    });
  }

  /** Keys of all tracks kept that sent under this MMSI. */
  async keysOf(mmsi: number): Promise<number[]> {
    const possible = Array.from({ length: 9 }, (_, i) => i * 2 ** 32 + mmsi);
    const rows = await this.read((ask) => ask(historySql.keysOf, [possible]));
    return rows.map(([key]) => Number(key)).filter((key) => !isRadarKey(key) && mmsiOfKey(key) === mmsi);
  }

  /** All tracks of a bucket, those that touch the box where one is given; null: no such bucket was kept. */
  async block(bucketMs: number, box: Box | null): Promise<BlockParts> {
    return this.read(async (ask) => {
      const [bounds] = await ask(historySql.bounds);
      const open = bucketMs >= Number(bounds?.[0] ?? 0);
      const tracks = open ? await this.openTracks(ask, bucketMs, box) : await this.closedTracks(ask, bucketMs, box);
      const [revision] = await ask(historySql.revision, [bucketMs]);
      for (const [id, feed, station] of await ask(historySql.sources)) {
        this.sources.set(Number(id), { source: Number(id), feed: String(feed), station: String(station) });
      }
      return { open, revision: Number(revision?.[0] ?? 1), sources: [...this.sources.values()], tracks };
    });
  }

  async extent(): Promise<ExtentParts> {
    return this.read(async (ask) => {
      const [bounds] = await ask(historySql.bounds);
      const compactedBeforeMs = Number(bounds?.[0] ?? 0);
      const [chunk] = await ask(historySql.firstChunk);
      const [hot] = await ask(historySql.firstHot, [compactedBeforeMs]);
      const firsts = [chunk?.[0], hot?.[0]].filter((ms) => ms !== null && ms !== undefined).map(Number);
      const [last] = await ask(historySql.lastAt);
      const revised = await ask(historySql.revised);
      const feeds = await ask(historySql.feeds);
      return {
        fromMs: firsts.length === 0 ? null : Math.min(...firsts),
        toMs: last?.[0] === null || last?.[0] === undefined ? null : Number(last[0]),
        closedBeforeMs: Number(bounds?.[1] ?? 0),
        revised: revised.map(([bucketMs, revision]) => ({ bucketMs: Number(bucketMs), revision: Number(revision) })),
        feeds: feeds.map(([feed, atMs, up]) => ({ feed: String(feed), atMs: Number(atMs), up: up === true })),
      };
    });
  }

  /** Runs questions against one state of the database. */
  async read<T>(work: (ask: Reader) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as pg.PoolClient;
    try {
      await client.query(historySql.snapshot);
      return await work(async (text, values = []) => {
        const { rows } = await client.query<Cell[]>({ text, values: [...values], rowMode: 'array' });
        return rows;
      });
    } finally {
      await client.query('rollback').catch(() => {}); // the connection may be gone: then so is the transaction
      await runner.release();
    }
  }

  private async closedTracks(ask: Reader, bucketMs: number, box: Box | null): Promise<BlockParts['tracks']> {
    const edges = edgesOf(box);
    const parts: Cells[] = [];
    for (const { west, east, south, north } of edges) {
      parts.push(...(await ask(historySql.block, [bucketMs, west, east, south, north])));
    }
    const tracks = new Map(parts.map(([key, data]) => [Number(key), data as Buffer]));
    return [...tracks].map(([key, chunk]) => ({ key, chunk }));
  }

  private async openTracks(ask: Reader, bucketMs: number, box: Box | null): Promise<BlockParts['tracks']> {
    const rows = await ask(historySql.openBlock, [bucketMs, bucketMs + BUCKET_MS]);
    const edges = edgesOf(box);
    return [...tracksOf(rows)]
      .filter(({ positions }) => edges.some((edge) => touches(positions, edge)))
      .map(({ key, positions }) => ({ key, chunk: encodeChunk(positions.inOrder(), bucketMs) }));
  }
}

/** Adds the positions from `fromMs` to `toMs` (exclusive) of a list in order of time. */
function addSpan(into: Positions, positions: Positions, fromMs: number, toMs: number): void {
  const { size, atMs } = positions;
  let from = 0;
  while (from < size && (atMs[from] ?? 0) < fromMs) from++;
  let to = size;
  while (to > from && (atMs[to - 1] ?? 0) >= toMs) to--;
  into.append(positions, from, to);
}

interface Edges {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** In the units of positions; two where the box crosses 180 degrees. */
function edgesOf(box: Box | null): Edges[] {
  const units = (degrees: number): number => Math.round(degrees * UNITS_PER_DEGREE);
  const { west, east, south, north } = box ?? { west: -180, east: 180, south: -90, north: 90 };
  const span = { south: units(south), north: units(north) };
  if (west <= east) return [{ ...span, west: units(west), east: units(east) }];
  return [
    { ...span, west: units(west), east: units(180) },
    { ...span, west: units(-180), east: units(east) },
  ];
}

function touches(positions: Positions, { west, east, south, north }: Edges): boolean {
  for (let i = 0; i < positions.size; i++) {
    const lon = positions.lon[i] ?? 0;
    const lat = positions.lat[i] ?? 0;
    if (lon >= west && lon <= east && lat >= south && lat <= north) return true;
  }
  return false;
}

/** Plain rows, each after its track's key, gathered by track. */
function tracksOf(rows: readonly Cells[]): Iterable<{ readonly key: number; readonly positions: Positions }> {
  const tracks = new Map<number, { key: number; positions: Positions }>();
  for (const [key, atMs, lon, lat, sog, cog, heading, rot, navStatus, source, flags] of rows) {
    const track = tracks.get(Number(key)) ?? { key: Number(key), positions: new Positions() };
    tracks.set(track.key, track);
    track.positions.push({
      atMs: Math.round(Number(atMs)),
      lon: Number(lon),
      lat: Number(lat),
      sog: Number(sog),
      cog: Number(cog),
      heading: Number(heading),
      rot: Number(rot),
      navStatus: Number(navStatus),
      source: Number(source),
      flags: Number(flags),
    });
  }
  return tracks.values();
}
