import { z } from 'zod';
import { VARIANTS, type Variant } from '../../server/domain/story/variant.ts';
import type { StoryAnchor } from './traffic-server.ts';

const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const portsOf = (text: string): number[] => text.split(',').map((port) => (/^\d+$/.test(port) ? Number(port) : -1));
const schema = z.object({
  SIM_PORT: whole(0, 65_535).default(0),
  SIM_RADAR_PORTS: z
    .string()
    .refine((text) => portsOf(text).every((port) => port >= 0 && port <= 65_535), 'want ports as 40101,40102,40103')
    .transform(portsOf)
    .default([]),
  SIM_CAMERA_PORTS: z
    .string()
    .refine((text) => portsOf(text).every((port) => port >= 0 && port <= 65_535), 'want ports as 40101,40102,40103')
    .transform(portsOf)
    .default([]),
  SIM_ONVIF_PORTS: z
    .string()
    .refine((text) => portsOf(text).every((port) => port >= 0 && port <= 65_535), 'want ports as 40101,40102,40103')
    .transform(portsOf)
    .default([]),
  SIM_BOAT_PORTS: z
    .string()
    .refine((text) => portsOf(text).every((port) => port >= 0 && port <= 65_535), 'want ports as 40101,40102,40103')
    .transform(portsOf)
    .optional(),
  SIM_CAMERA_PASSWORD: z.string().min(16).optional(),
  SIM_SEED: whole(0, 999_999_999).default(7),
  SIM_VARIANT: z.enum(VARIANTS).default('calm'),
  SIM_STORY_MS: z.coerce
    .number()
    .min(0)
    .max(8.64e15)
    .default(Date.UTC(2026, 10, 23, 15, 50)),
  SIM_REAL_MS: z.coerce.number().min(0).max(8.64e15).optional(),
  SIM_RATE: z.coerce.number().min(1).max(60).default(1),
  SIM_SPAN_MS: z.coerce.number().min(0).max(8.64e15).default(Number.POSITIVE_INFINITY),
  SIM_REPORT: z.string().min(1).optional(),
});

const orderSchema = z.strictObject({
  anchor: z.strictObject({
    storyMs: z.number().min(0).max(8.64e15),
    realMs: z.number().min(0).max(8.64e15),
    rate: z.number().min(1).max(60),
  }),
  isLeap: z.boolean(),
});

const tabletsSchema = z.strictObject({
  url: z.string(),
  codes: z.array(z.strictObject({ boatId: z.string(), code: z.string() })),
});
export type TabletsOrder = z.infer<typeof tabletsSchema>;

/** By message: the server is up, and lets a tablet in on each boat. null: the message is another. */
export function readTablets(message: unknown): TabletsOrder | null {
  return tabletsSchema.safeParse(message).data ?? null;
}

/** By message of the process that started us: how the story goes on. `isLeap`: it was set forward. null: the message is another. */
export function readOrder(message: unknown): { readonly anchor: StoryAnchor; readonly isLeap: boolean } | null {
  return orderSchema.safeParse(message).data ?? null;
}

export interface SimulatorSettings {
  readonly port: number;
  /** Of the radars in their order; 0 or missing: a free one. */
  readonly radarPorts: readonly number[];
  /** Of the cameras in their order; 0 or missing: a free one. */
  readonly cameraPorts: readonly number[];
  /** Of the doors by which they are turned, in the order of the cameras; 0 or missing: a free one. */
  readonly onvifPorts: readonly number[];
  /** Of the GPS of the boats in their order; 0 or missing: a free one. null: there are no boats. */
  readonly boatPorts: readonly number[] | null;
  /** What whoever wants to see through a camera must know; null: there are no cameras. */
  readonly cameraPassword: string | null;
  readonly seed: number;
  readonly variant: Variant;
  readonly anchor: StoryAnchor;
  /** Story ms after which the bay is silent, from its first listener on. */
  readonly spanMs: number;
  /** File that tells once a second what was told; null: none. */
  readonly report: string | null;
}

/** Settings from the environment; throws one sentence naming the variable and its value. `SIM_REAL_MS` unset: now. */
export function readSettings(env: NodeJS.ProcessEnv, nowMs: number): SimulatorSettings {
  const read = schema.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path, message }) => `${path.join('.')} "${env[String(path[0])]}": ${message}`,
    );
    throw new Error(faults.join('; '));
  }
  const { SIM_PORT, SIM_RADAR_PORTS, SIM_CAMERA_PORTS, SIM_ONVIF_PORTS, SIM_CAMERA_PASSWORD, SIM_SEED, SIM_VARIANT } =
    read.data;
  const { SIM_STORY_MS, SIM_REAL_MS, SIM_RATE, SIM_SPAN_MS, SIM_REPORT } = read.data;
  return {
    port: SIM_PORT,
    radarPorts: SIM_RADAR_PORTS,
    cameraPorts: SIM_CAMERA_PORTS,
    onvifPorts: SIM_ONVIF_PORTS,
    boatPorts: read.data.SIM_BOAT_PORTS ?? null,
    cameraPassword: SIM_CAMERA_PASSWORD ?? null,
    seed: SIM_SEED,
    variant: SIM_VARIANT,
    anchor: { storyMs: SIM_STORY_MS, realMs: SIM_REAL_MS ?? nowMs, rate: SIM_RATE },
    spanMs: SIM_SPAN_MS,
    report: SIM_REPORT ?? null,
  };
}
