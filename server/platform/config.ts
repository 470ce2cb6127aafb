import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { VARIANTS, type Variant } from '../domain/story/variant.ts';
import { StartError } from './start-error.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** What the environment says, read once at the start. Injected with `@Inject(CONFIG)`. */
export interface Config {
  /** TCP port of the console; 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** null: start the embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | null;
  /** Text of AIS_FEEDS, which the feeds stage reads; in the demo bay the address of the simulator. null: none. */
  readonly aisFeeds: string | null;
  /** Text of BOAT_FEEDS, which the boats stage reads; in the demo bay the GPS of its boats. null: none. */
  readonly boatFeeds: string | null;
  /** Demo accounts and the SIMULATION frame on every screen. */
  readonly demo: boolean;
  /** The simulated bay runs and the clock tells the time of the story: demo without a feed of its own. */
  readonly simulation: boolean;
  /** Story seconds in a second, 1-60; only in the simulated bay. */
  readonly demoRate: number;
  readonly demoSeed: number;
  readonly demoVariant: Variant;
  /** Epoch ms at which the story of a new data directory begins; null: 00:50 JST. */
  readonly demoStartMs: number | null;
  /** Files in PEM format; null: plain HTTP. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly logLevel: LogLevel;
  /** Opens /metrics to others than this machine; null: closed to them. */
  readonly metricsToken: string | null;
  readonly history: HistoryConfig;
  /** Alarms that nobody may have heard are posted there; null: nowhere. */
  readonly alarmUrl: string | null;
  /** A boat's tablet erases what it keeps after so many hours without contact. */
  readonly tabletEraseHours: number;
  readonly video: VideoConfig;
  readonly media: MediaConfig;
  /** Seals the passwords of cameras, 32 bytes in base64; null: the one in dataDir/keys. */
  readonly cameraKey: string | null;
  /** Draws the map by Mapbox GL; null: MapLibre on our own coastlines. */
  readonly mapboxAccessToken: string | null;
  /** Style for the map by Mapbox GL; null: its default. */
  readonly mapStyleUrl: string | null;
}

/** How the process of the cameras is reached. */
interface MediaConfig {
  /** It runs by itself, beside us on this machine; else we start it. */
  readonly isApart: boolean;
  /** Both know it, 32 bytes in base64; null: the one in dataDir/keys. */
  readonly key: string | null;
}

/** How long recordings of cameras are kept. */
interface VideoConfig {
  readonly days: number;
  /** All recordings together, MiB at most; null: as much as the disk takes. */
  readonly mib: number | null;
}

/** How long what was heard is kept, and where. */
export interface HistoryConfig {
  /** Plain rows stay this long after they were compacted, hours. */
  readonly hotHours: number;
  /** Compacted positions, days. */
  readonly days: number;
  /** Sentences as received, days. */
  readonly rawDays: number;
  /** Positions that wait on disk for the database, MiB at most. */
  readonly spoolMib: number;
  /** Space on the volume of dataDir that is never used, MiB. */
  readonly reserveMib: number;
  /** Signed heads of the chain of raw sentences are added to this file; null: to none. */
  readonly chainHeadFile: string | null;
  /** ... and posted there; null: nowhere. */
  readonly chainHeadUrl: string | null;
  /** host or host:port whose time the machine's clock is compared with; null: none. */
  readonly ntpServer: string | null;
}

export const CONFIG = Symbol('Config');

const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));
const text = z.string().min(1);
const isHost = (name: string): boolean => isIP(name) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(name);
const isUrl =
  (...protocols: string[]) =>
  (url: string): boolean =>
    URL.canParse(url) && protocols.includes(new URL(url).protocol);

/** The evening and the night of the story, JST. */
const NIGHT = { fromMs: Date.UTC(2026, 10, 23, 9), toMs: Date.UTC(2026, 10, 23, 21) };
const isOfTheNight = (time: string): boolean => {
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(time) ? Date.parse(time) : Number.NaN;
  return atMs >= NIGHT.fromMs && atMs <= NIGHT.toMs;
};

const key32 = z.string().refine((text) => /^[A-Za-z\d+/]{43}=$/.test(text));

/** Each description says what is allowed, and stands in the message about a wrong value. */
const schema = z.object({
  PORT: whole(0, 65_535).default(8080).describe('a whole number from 0 to 65535 (0: any free port)'),
  HOST: text.refine(isHost).default('127.0.0.1').describe('an IP address or a host name, such as 127.0.0.1 or 0.0.0.0'),
  DATA_DIR: text.default('./data').describe('the path of a directory'),
  DATABASE_URL: text
    .refine(isUrl('postgres:', 'postgresql:'))
    .optional()
    .describe('postgres://user:password@host:port/database'),
  AIS_FEEDS: text.optional().describe('a comma-separated list of name=url'),
  BOAT_FEEDS: text.optional().describe('a comma-separated list of boat=url'),
  DEMO: z.enum(['0', '1']).optional().describe('0 or 1'),
  DEMO_RATE: whole(1, 60).default(1).describe('a whole number from 1 to 60'),
  DEMO_SEED: whole(0, 999_999_999).default(7).describe('a whole number from 0 to 999999999'),
  DEMO_VARIANT: z
    .enum(VARIANTS)
    .default('calm')
    .describe(`one of ${VARIANTS.join(', ')}`),
  DEMO_START: text
    .refine(isOfTheNight)
    .optional()
    .describe('a time with its zone from 2026-11-23T18:00+09:00 to 2026-11-24T06:00+09:00'),
  TLS_CERT: text.optional().describe('the path of a certificate in PEM format, together with TLS_KEY'),
  TLS_KEY: text.optional().describe('the path of a private key in PEM format, together with TLS_CERT'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`one of ${LOG_LEVELS.join(', ')}`),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/)
    .optional()
    .describe('at least 16 printable characters without a space'),
  HISTORY_HOT_HOURS: whole(1, 720).default(3).describe('a whole number of hours from 1 to 720'),
  HISTORY_DAYS: whole(1, 3_650).default(400).describe('a whole number of days from 1 to 3650'),
  RAW_DAYS: whole(1, 3_650).default(400).describe('a whole number of days from 1 to 3650'),
  CAMERA_KEY: key32.optional().describe('32 bytes in base64, as `openssl rand -base64 32` gives them'),
  MEDIA: z
    .enum(['own', 'apart'])
    .default('own')
    .describe('own (the server starts the process of the cameras) or apart (it runs by itself)'),
  MEDIA_KEY: key32.optional().describe('32 bytes in base64, as `openssl rand -base64 32` gives them'),
  MEDIA_PUSH_PORT: whole(1, 65_535).optional().describe('a whole number from 1 to 65535'),
  VIDEO_DAYS: whole(1, 3_650).default(30).describe('a whole number of days from 1 to 3650'),
  VIDEO_MIB: whole(64, 900_000_000).optional().describe('a whole number of MiB from 64 to 900000000'),
  TABLET_ERASE_HOURS: whole(1, 720).default(72).describe('a whole number of hours from 1 to 720'),
  SPOOL_MIB: whole(16, 1_000_000).default(1_024).describe('a whole number of MiB from 16 to 1000000'),
  DISK_RESERVE_MIB: whole(64, 1_000_000).default(2_048).describe('a whole number of MiB from 64 to 1000000'),
  CHAIN_HEAD_FILE: text.optional().describe('the path of a file, best on another machine'),
  CHAIN_HEAD_URL: text.refine(isUrl('http:', 'https:')).optional().describe('an http:// or https:// address'),
  ALARM_URL: text.refine(isUrl('http:', 'https:')).optional().describe('an http:// or https:// address'),
  NTP_SERVER: text
    .refine((name) => /^[^:]+(:\d{1,5})?$/.test(name) && isHost(name.split(':')[0] ?? ''))
    .optional()
    .describe('a host name or IPv4 address, with or without :port'),
  MAPBOX_ACCESS_TOKEN: z
    .string()
    .regex(/^pk\.[\w.-]+$/)
    .optional()
    .describe('a public Mapbox token, which begins with "pk."'),
  MAP_STYLE_URL: text
    .refine(isUrl('mapbox:', 'https:'))
    .optional()
    .describe('mapbox://styles/... or an https:// address'),
});
type Variables = z.infer<typeof schema>;
type Name = keyof Variables;
/** Every variable that counts. */
export const VARIABLES = Object.keys(schema.shape) as readonly Name[];
export type Environment = Readonly<Record<string, string | undefined>>;

/** The demo takes no more of a disk for its recordings. */
const DEMO_VIDEO_MIB = 2_048;

/** Variables that never stand in a message or a log. */
const SECRET: readonly Name[] = [
  'CAMERA_KEY',
  'MEDIA_KEY',
  'METRICS_TOKEN',
  'DATABASE_URL',
  'CHAIN_HEAD_URL',
  'ALARM_URL',
];

export interface FurtherChecks {
  /** Throws where the text cannot be read; the feeds stage gives its own reader, which the platform does not know. */
  aisFeeds?: (text: string) => unknown;
  boatFeeds?: (text: string) => unknown;
}

/** Reads and checks every variable; an empty one counts as not set. Throws a StartError that names all that is wrong. */
export function readConfig(env: Environment, checks: FurtherChecks = {}): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (env[name]?.trim() ? [[name, env[name]?.trim()]] : [])),
  ) as Partial<Record<Name, string>>;
  const read = schema.safeParse(given);
  const problems = [...wrongValues(given, read.error), ...contradictions(given, checks)];
  if (problems.length > 0 || !read.success) throw new StartError(problems.join('\n'));
  return toConfig(read.data);
}

function wrongValues(given: Partial<Record<Name, string>>, error: z.ZodError | undefined): string[] {
  const names = new Set(error?.issues.map((issue) => issue.path[0] as Name));
  return [...names].map((name) => {
    const value = SECRET.includes(name) ? `wrong (${given[name]?.length} characters)` : `"${given[name]}"`;
    return `${name} is ${value}: allowed is ${schema.shape[name].description}`;
  });
}

function contradictions(given: Partial<Record<Name, string>>, checks: FurtherChecks): string[] {
  const problems: string[] = [];
  if ((given.TLS_CERT === undefined) !== (given.TLS_KEY === undefined)) {
    const [there, missing] = given.TLS_CERT === undefined ? ['TLS_KEY', 'TLS_CERT'] : ['TLS_CERT', 'TLS_KEY'];
    problems.push(`${missing} is not set: allowed are both or neither, and ${there} is "${given[there as Name]}"`);
  }
  const host = given.HOST ?? '127.0.0.1';
  if (given.AIS_FEEDS === undefined && given.DEMO === undefined && !isLoopback(host)) {
    problems.push(
      `HOST is "${host}": allowed is a loopback address as long as the demo runs, since its passwords are public; ` +
        'set AIS_FEEDS to a real feed, or DEMO=1 if the demo is meant for this network',
    );
  }
  for (const check of [
    () => checks.aisFeeds?.(given.AIS_FEEDS ?? ''),
    () => checks.boatFeeds?.(given.BOAT_FEEDS ?? ''),
  ]) {
    try {
      check();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return problems;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(host);
}

function toConfig(v: Variables): Config {
  const aisFeeds = v.AIS_FEEDS ?? null;
  const demo = v.DEMO === undefined ? aisFeeds === null : v.DEMO === '1';
  return {
    port: v.PORT,
    host: v.HOST,
    dataDir: resolve(v.DATA_DIR),
    databaseUrl: v.DATABASE_URL ?? null,
    aisFeeds,
    boatFeeds: v.BOAT_FEEDS ?? null,
    demo,
    simulation: demo && aisFeeds === null,
    demoRate: v.DEMO_RATE,
    demoSeed: v.DEMO_SEED,
    demoVariant: v.DEMO_VARIANT,
    demoStartMs: v.DEMO_START === undefined ? null : Date.parse(v.DEMO_START),
    tls: v.TLS_CERT && v.TLS_KEY ? { certFile: resolve(v.TLS_CERT), keyFile: resolve(v.TLS_KEY) } : null,
    logLevel: v.LOG_LEVEL,
    metricsToken: v.METRICS_TOKEN ?? null,
    history: {
      hotHours: v.HISTORY_HOT_HOURS,
      days: v.HISTORY_DAYS,
      rawDays: v.RAW_DAYS,
      spoolMib: v.SPOOL_MIB,
      reserveMib: v.DISK_RESERVE_MIB,
      chainHeadFile: v.CHAIN_HEAD_FILE === undefined ? null : resolve(v.CHAIN_HEAD_FILE),
      chainHeadUrl: v.CHAIN_HEAD_URL ?? null,
      ntpServer: v.NTP_SERVER ?? null,
    },
    media: { isApart: v.MEDIA === 'apart', key: v.MEDIA_KEY ?? null },
    cameraKey: v.CAMERA_KEY ?? null,
    video: { days: v.VIDEO_DAYS, mib: v.VIDEO_MIB ?? (demo ? DEMO_VIDEO_MIB : null) },
    alarmUrl: v.ALARM_URL ?? null,
    tabletEraseHours: v.TABLET_ERASE_HOURS,
    mapboxAccessToken: v.MAPBOX_ACCESS_TOKEN ?? null,
    mapStyleUrl: v.MAP_STYLE_URL ?? null,
  };
}
