import { z } from 'zod';
import { REFERRALS, SWABS } from './constants.ts';

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[\P{Cc}\n]*$/u, 'must not hold control characters')
    .default('');

/** What a crew reports of a boarding; anything may be left open but when it was. */
export const boardingSchema = z.strictObject({
  /** When it was, epoch ms. */
  boardedMs: z.number().min(0),
  vessel: words(120),
  /** On board of her; null: not counted. */
  persons: z.number().int().min(0).max(9_999).nullable().default(null),
  swab: z.enum(SWABS).default('none'),
  found: words(2_000),
  referrals: z.array(z.enum(REFERRALS)).max(REFERRALS.length).default([]),
  /** messageId of each photo that belongs to it. */
  photoIds: z.array(z.uuid()).max(40).default([]),
});
export type Boarding = z.infer<typeof boardingSchema>;

/** Bytes of a photo at most. */
export const MOST_PHOTO_BYTES = 12 * 1024 * 1024;

/** A photo as it was at the shutter; its bytes follow in parts. */
export const photoSchema = z.strictObject({
  sha256: z.string().regex(/^[\da-f]{64}$/, 'must be a SHA-256 in hexadecimal digits'),
  bytes: z.number().int().min(1).max(MOST_PHOTO_BYTES),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif', 'image/avif']),
});
/** `wholeMs`: when its last part came and its hash was right, by the server's clock; null: parts are missing. */
export type Photo = z.infer<typeof photoSchema> & { readonly wholeMs: number | null };

/** PUT /api/v1/dispatch/photos/{messageId}/{offset}: the bytes from there on, 64 KiB at most, as application/octet-stream. */
export const photoPartSchema = z.strictObject({
  messageId: z.uuid(),
  offset: z.coerce.number().int().min(0).max(MOST_PHOTO_BYTES),
});
/** Answer: so many bytes are there; the next part begins with them, whatever was asked. */
export interface PhotoPartTaken {
  readonly has: number;
}
