import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CameraEntryOrder } from '../../contract/camera-registry.ts';

/** Entries of before there was a choice are read by RTSP. */
const COLUMNS = `camera_id as "cameraId", '{"reader": "rtsp"}'::jsonb || entry as entry, sealed_password as "sealedPassword", changed_by as "changedBy",
  round(extract(epoch from changed_at) * 1000)::float8 as "changedMs"`;

export const cameraSql = {
  all: `select ${COLUMNS} from camera order by camera_id`,
  put: `insert into camera (camera_id, entry, sealed_password, changed_by, changed_at)
    select id, entry::jsonb, sealed, $4, to_timestamp($5 / 1000.0)
      from unnest($1::text[], $2::text[], $3::bytea[]) as t (id, entry, sealed)
    on conflict (camera_id) do update set entry = excluded.entry, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
      sealed_password = coalesce(excluded.sealed_password, camera.sealed_password)`,
  remove: 'delete from camera where camera_id = $1 returning camera_id',
} as const;

export interface CameraRow {
  readonly cameraId: string;
  readonly entry: Omit<CameraEntryOrder, 'password'>;
  /** null: none. */
  readonly sealedPassword: Buffer | null;
  readonly changedBy: string;
  readonly changedMs: number;
}

/** Cameras of the installation. */
@Injectable()
export class CameraStore {
  constructor(private readonly source: DataSource) {}

  all(): Promise<CameraRow[]> {
    return this.source.query(cameraSql.all);
  }

  /** All of them or none; a password of null stays as it was. */
  async put(
    rows: readonly Pick<CameraRow, 'entry' | 'sealedPassword'>[],
    by: { readonly who: string; readonly atMs: number },
  ): Promise<void> {
    await this.source.query(cameraSql.put, [
      rows.map(({ entry }) => entry.cameraId),
      rows.map(({ entry }) => JSON.stringify(entry)),
      rows.map(({ sealedPassword }) => sealedPassword),
      by.who,
      by.atMs,
    ]);
  }

  /** False: there is none. */
  async remove(cameraId: string): Promise<boolean> {
    const [rows]: [unknown[]] = await this.source.query(cameraSql.remove, [cameraId]);
    return rows.length > 0;
  }
}
