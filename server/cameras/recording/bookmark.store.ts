import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Bookmark, BookmarkOrder } from '../../contract/recording.ts';

const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const COLUMNS = `bookmark_id as "bookmarkId", camera as "cameraId", ${ms('at')} as "atMs", text, severity, who,
  ${ms('created_at')} as "createdMs"`;

export const bookmarkSql = {
  add: `insert into camera_bookmark (camera, at, text, severity, who, created_at)
    values ($1, to_timestamp($2 / 1000.0), $3, $4, $5, to_timestamp($6 / 1000.0)) returning ${COLUMNS}`,
  between: `select ${COLUMNS} from camera_bookmark
    where camera = $1 and at >= to_timestamp($2 / 1000.0) and at < to_timestamp($3 / 1000.0) order by at, bookmark_id
    limit 2000`,
} as const;

/** Marks that persons left in recordings. */
@Injectable()
export class BookmarkStore {
  constructor(private readonly source: DataSource) {}

  async add(camera: string, order: BookmarkOrder, by: { who: string; createdMs: number }): Promise<Bookmark> {
    const { atMs, text, severity } = order;
    const values = [camera, atMs, text, severity, by.who, by.createdMs];
    const [row]: Bookmark[] = await this.source.query(bookmarkSql.add, values);
    if (row === undefined) throw new Error('the database gave no row back for a new bookmark');
    return row;
  }

  between(camera: string, fromMs: number, toMs: number): Promise<Bookmark[]> {
    return this.source.query(bookmarkSql.between, [camera, fromMs, toMs]);
  }
}
