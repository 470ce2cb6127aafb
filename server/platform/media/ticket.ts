import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Who may watch which camera until when. */
export interface Ticket {
  readonly user: string;
  /** The session that asked: it is shown nothing more once it has ended. */
  readonly session: string;
  readonly camera: string;
  /** Epoch ms. */
  readonly untilMs: number;
}

const schema = z.strictObject({
  user: z.string().max(64),
  session: z.string().max(80),
  camera: z.string().max(40),
  untilMs: z.number(),
});

const sign = (secret: Buffer, body: string): Buffer => createHmac('sha256', secret).update(body).digest();

/** A ticket as text that fits into a URL, signed (HMAC-SHA-256). */
export function writeTicket(secret: Buffer, ticket: Ticket): string {
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${body}.${sign(secret, body).toString('base64url')}`;
}

/** The ticket in a text; null: it is forged, damaged, or over. */
export function readTicket(secret: Buffer, text: string, nowMs: number): Ticket | null {
  const [body = '', signature = ''] = text.split('.', 2);
  const given = Buffer.from(signature, 'base64url');
  const right = sign(secret, body);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const read = schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return read.success && read.data.untilMs > nowMs ? read.data : null;
}
