import { z } from 'zod';

/** Name of the http-only cookie of an enrolled tablet; its value is an opaque token of 256 bits. */
export const DEVICE_COOKIE = 'mihari_device';

/** Body of POST /api/v1/devices/enrol. */
export const enrolSchema = z.strictObject({
  /** As an administrator made it; small letters and hyphens do not matter. */
  code: z
    .string()
    .transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/, 'must be the 12 letters and digits of an enrolment code')),
  /** What it is called in the list of devices. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters'),
  /** true: the answer holds the token too, for programs, which send it as `Authorization: Bearer`. */
  wantsToken: z.boolean().default(false),
});
export type Enrol = z.infer<typeof enrolSchema>;

/** Answer of POST /api/v1/boats/{boatId}/codes: it is shown once. */
export interface EnrolmentCode {
  /** In groups of four. */
  readonly code: string;
  readonly boatId: string;
  /** Good until then, epoch ms of the machine, and for one device. */
  readonly endsMs: number;
}

/** Answer of POST /api/v1/devices/enrol. */
export interface Enrolled {
  readonly deviceId: string;
  readonly boatId: string;
  /** null: it is in the cookie only. */
  readonly token: string | null;
}

/** A row of GET /api/v1/devices. */
export interface Device {
  readonly deviceId: string;
  readonly boatId: string;
  readonly name: string;
  readonly enrolledMs: number;
  /** The administrator who made its code. */
  readonly enrolledBy: string;
  /** When it was last heard, epoch ms; to a minute. */
  readonly seenMs: number;
}

export const deviceParamsSchema = z.strictObject({ deviceId: z.uuid() });
