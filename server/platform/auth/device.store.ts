import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Device } from '../../contract/device.ts';
import type { Office } from '../../contract/rights.ts';

const MS = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const AT = (parameter: string): string => `to_timestamp(${parameter} / 1000.0)`;

export const deviceSql = {
  addCode: `insert into device_code (code_sha256, boat_id, office, made_by, ends_at) values ($1, $2, $3, $4, ${AT('$5')})`,
  takeCode: `delete from device_code where code_sha256 = $1 and ends_at > ${AT('$2')}
    returning boat_id as "boatId", office, made_by as "madeBy"`,
  dropCodes: `delete from device_code where ends_at <= ${AT('$1')}`,
  add: `insert into device (device_id, token_sha256, boat_id, office, name, enrolled_by, enrolled_at, seen_at)
    values ($1, $2, $3, $4, $5, $6, ${AT('$7')}, ${AT('$7')})`,
  byToken: `select device_id as "deviceId", boat_id as "boatId", office, name, ${MS('seen_at')} as "seenMs"
    from device where token_sha256 = $1`,
  all: `select device_id as "deviceId", boat_id as "boatId", name, ${MS('enrolled_at')} as "enrolledMs", enrolled_by as "enrolledBy",
    ${MS('seen_at')} as "seenMs" from device order by boat_id, enrolled_at`,
  touch: `update device set seen_at = ${AT('$2')} where device_id = any($1::uuid[]) returning device_id as "deviceId"`,
  remove: 'delete from device where device_id = $1 returning boat_id as "boatId"',
  removeOf: 'delete from device where boat_id = $1 returning device_id as "deviceId"',
} as const;

export interface DeviceRow {
  readonly deviceId: string;
  readonly boatId: string;
  readonly office: Office;
  readonly name: string;
  readonly seenMs: number;
}

/** Tablets and trackers of boats, and the codes that let them in. */
@Injectable()
export class DeviceStore {
  constructor(private readonly source: DataSource) {}

  async addCode(
    codeSha256: Buffer,
    code: { readonly boatId: string; readonly office: Office; readonly madeBy: string; readonly endsMs: number },
  ): Promise<void> {
    await this.source.query(deviceSql.addCode, [codeSha256, code.boatId, code.office, code.madeBy, code.endsMs]);
  }

  /** Uses a code up; null: there is none, or it has ended. */
  async takeCode(
    codeSha256: Buffer,
    realMs: number,
  ): Promise<{ readonly boatId: string; readonly office: Office; readonly madeBy: string } | null> {
    const [rows] = await this.source.query(deviceSql.takeCode, [codeSha256, realMs]);
    await this.source.query(deviceSql.dropCodes, [realMs]);
    return rows[0] ?? null;
  }

  async add(
    tokenSha256: Buffer,
    { deviceId, boatId, office, name, madeBy }: Omit<DeviceRow, 'seenMs'> & { readonly madeBy: string },
    atMs: number,
  ): Promise<void> {
    await this.source.query(deviceSql.add, [deviceId, tokenSha256, boatId, office, name, madeBy, atMs]);
  }

  async byToken(tokenSha256: Buffer): Promise<DeviceRow | null> {
    const rows: DeviceRow[] = await this.source.query(deviceSql.byToken, [tokenSha256]);
    return rows[0] ?? null;
  }

  all(): Promise<Device[]> {
    return this.source.query(deviceSql.all);
  }

  /** Says which of them still are enrolled. */
  async touch(deviceIds: readonly string[], atMs: number): Promise<string[]> {
    const [rows]: [{ deviceId: string }[]] = await this.source.query(deviceSql.touch, [deviceIds, atMs]);
    return rows.map(({ deviceId }) => deviceId);
  }

  /** The boat it was of; null: there is none. */
  async remove(deviceId: string): Promise<string | null> {
    const [rows]: [{ boatId: string }[]] = await this.source.query(deviceSql.remove, [deviceId]);
    return rows[0]?.boatId ?? null;
  }

  async removeOf(boatId: string): Promise<string[]> {
    const [rows]: [{ deviceId: string }[]] = await this.source.query(deviceSql.removeOf, [boatId]);
    return rows.map(({ deviceId }) => deviceId);
  }
}
