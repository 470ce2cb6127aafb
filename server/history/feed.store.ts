import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export const feedSql = {
  endLeft: `insert into feed_state (feed, at, up)
    select feed, greatest(at, (select coalesce(max(last_at), at) from history_run)), false
    from (select distinct on (feed) feed, at, up from feed_state order by feed, at desc) last
    where up`,
} as const;

/** When each feed gave something. */
@Injectable()
export class FeedStore {
  constructor(private readonly source: DataSource) {}

  /** Feeds that gave something when the server was killed gave nothing any more after its last batch. */
  async endLeft(): Promise<void> {
    await this.source.query(feedSql.endLeft);
  }
}
