import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Hold, HoldOrder, HoldThing } from '../contract/history.ts';
import type { Office } from '../contract/rights.ts';
import { CONFIG, type Config } from '../platform/config.ts';

const COLUMNS = `hold_id as "holdId", extract(epoch from from_at)::float8 * 1000 as "fromMs",
  extract(epoch from to_at)::float8 * 1000 as "toMs", things, reason, extract(epoch from ends_at)::float8 * 1000 as "endsMs",
  owner, office, extract(epoch from created_at)::float8 * 1000 as "createdMs", release_asked_by as "releaseAskedBy",
  released_by as "releasedBy", extract(epoch from released_at)::float8 * 1000 as "releasedMs"`;

export const holdSql = {
  add: `insert into hold (demo, from_at, to_at, things, reason, ends_at, owner, office, created_at)
    values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), $4, $5, to_timestamp($6 / 1000.0), $7, $8,
      to_timestamp($9 / 1000.0))
    returning ${COLUMNS}`,
  all: `select ${COLUMNS} from hold where demo = $1 order by hold_id desc limit 1000`,
  one: `select ${COLUMNS} from hold where demo = $1 and hold_id = $2`,
  ask: `update hold set release_asked_by = $3
    where demo = $1 and hold_id = $2 and released_at is null and release_asked_by is null
    returning ${COLUMNS}`,
  release: `update hold set released_by = $3, released_at = to_timestamp($4 / 1000.0)
    where demo = $1 and hold_id = $2 and released_at is null and release_asked_by is not null and release_asked_by <> $3
    returning ${COLUMNS}`,
  inForce: `select extract(epoch from from_at)::float8 * 1000 as "fromMs", extract(epoch from to_at)::float8 * 1000 as "toMs"
    from hold
    where $1 = any (things) and released_at is null and (ends_at is null or ends_at > to_timestamp($2 / 1000.0))`,
} as const;

/** A span that must not be deleted, epoch ms. */
export interface HeldSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Holds. The demo sees only its own, real operation only the others; in force they are whoever made them. */
@Injectable()
export class HoldStore {
  private readonly demo: boolean;

  constructor(
    private readonly source: DataSource,
    @Inject(CONFIG) config: Config,
  ) {
    this.demo = config.demo;
  }

  async add(order: HoldOrder, by: { owner: string; office: Office; atMs: number }): Promise<Hold> {
    const { fromMs, toMs, things, reason, endsMs } = order;
    const values = [this.demo, fromMs, toMs, things, reason, endsMs, by.owner, by.office, by.atMs];
    const [hold] = await this.rows(holdSql.add, values);
    if (hold === undefined) throw new Error('the database gave no row back for a new hold');
    return hold;
  }

  all(): Promise<Hold[]> {
    return this.rows(holdSql.all, [this.demo]);
  }

  async find(holdId: number): Promise<Hold | null> {
    const [hold] = await this.rows(holdSql.one, [this.demo, holdId]);
    return hold ?? null;
  }

  /** null: it is released, or its release was asked for already. */
  async askRelease(holdId: number, who: string): Promise<Hold | null> {
    const [hold] = await this.rows(holdSql.ask, [this.demo, holdId, who]);
    return hold ?? null;
  }

  /** null: it is released, nobody asked for it, or `who` did. */
  async release(holdId: number, who: string, atMs: number): Promise<Hold | null> {
    const [hold] = await this.rows(holdSql.release, [this.demo, holdId, who, atMs]);
    return hold ?? null;
  }

  /** Spans of this kind of thing that are held at `nowMs`. */
  async inForce(thing: HoldThing, nowMs: number): Promise<HeldSpan[]> {
    return this.source.query(holdSql.inForce, [thing, nowMs]);
  }

  /** `insert` and `update` answer [rows, count] here, `select` the rows alone. */
  private async rows(sql: string, values: readonly unknown[]): Promise<Hold[]> {
    const answer: Hold[] | [Hold[], number] = await this.source.query(sql, [...values]);
    return Array.isArray(answer[0]) ? answer[0] : (answer as Hold[]);
  }
}
