import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Message } from '../../contract/message.ts';

const MS = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const AT = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000.0)`;
const MESSAGE = `message_id as "messageId", boat_id as "boatId", order_id as "orderId", is_from_boat as "isFromBoat", kind, who, said,
  ${MS('at')} as "atMs", ${MS('device_at')} as "deviceMs", ${MS('delivered_at')} as "deliveredMs", ${MS('seen_at')} as "seenMs",
  seen_by as "seenBy", ${MS('sounded_at')} as "soundedMs"`;

export const messageSql = {
  since: `select ${MESSAGE} from dispatch_message where at >= ${AT('$1')} or (kind = 'sos' and seen_at is null) order by at, message_id`,
  add: `insert into dispatch_message (message_id, boat_id, order_id, is_from_boat, kind, who, said, at, device_at, delivered_at)
    values ($1, $2, $3, $4, $5, $6, $7, ${AT('$8')}, ${AT('$9')}, ${AT('$10')}) on conflict do nothing`,
  deliver: `update dispatch_message set delivered_at = ${AT('$2')} where message_id = $1 and delivered_at is null`,
  see: `update dispatch_message set seen_at = ${AT('$2')}, seen_by = $3 where message_id = $1 and seen_at is null`,
  sound: `update dispatch_message set sounded_at = ${AT('$2')} where message_id = $1 and sounded_at is null`,
  wholePhoto: `update dispatch_message set said = jsonb_set(said, '{photo,wholeMs}', to_jsonb($2::float8))
    where message_id = $1 and said->'photo'->>'wholeMs' is null`,
  one: `select ${MESSAGE} from dispatch_message where message_id = $1`,
} as const;

type Said = Pick<Message, 'text' | 'phrase' | 'mark' | 'photo' | 'boarding' | 'lon' | 'lat'>;
type Row = Omit<Message, keyof Said> & { readonly said: Omit<Said, 'photo' | 'boarding'> & Partial<Said> };

/** What was said. */
@Injectable()
export class MessageStore {
  constructor(private readonly source: DataSource) {}

  /** Those since a time, and distress calls that nobody has answered. */
  async since(atMs: number): Promise<Message[]> {
    return ((await this.source.query(messageSql.since, [atMs])) as Row[]).map(whole);
  }

  /** As it is kept, also where it was before. */
  async add({
    messageId,
    boatId,
    orderId,
    isFromBoat,
    kind,
    who,
    atMs,
    deviceMs,
    deliveredMs,
    ...rest
  }: Message): Promise<Message> {
    const { text, phrase, mark, photo, boarding, lon, lat } = rest;
    const said = JSON.stringify({ text, phrase, mark, photo, boarding, lon, lat });
    await this.source.query(messageSql.add, [messageId, boatId, orderId, isFromBoat, kind, who, said, atMs, deviceMs, deliveredMs]); // biome-ignore format: one line
    return (await this.one(messageId)) as Message;
  }

  async one(messageId: string): Promise<Message | null> {
    const [row]: Row[] = await this.source.query(messageSql.one, [messageId]);
    return row === undefined ? null : whole(row);
  }

  async deliver(messageId: string, atMs: number): Promise<void> {
    await this.source.query(messageSql.deliver, [messageId, atMs]);
  }

  async see(messageId: string, atMs: number, who: string): Promise<void> {
    await this.source.query(messageSql.see, [messageId, atMs, who]);
  }

  async wholePhoto(messageId: string, atMs: number): Promise<void> {
    await this.source.query(messageSql.wholePhoto, [messageId, atMs]);
  }

  async sound(messageId: string, atMs: number): Promise<void> {
    await this.source.query(messageSql.sound, [messageId, atMs]);
  }
}

/** Older words say nothing of photos and boardings. */
const whole = ({ said, ...row }: Row): Message => ({ ...row, photo: null, boarding: null, ...said });
