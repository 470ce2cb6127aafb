import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { RESTORING } from '../data-dir.ts';
import { reasonOf, StartError } from '../start-error.ts';

export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';
/** Variables of the server that was backed up; in the restored directory under the same name, and never read by the server. */
export const SETTINGS = 'settings.env';
const FORMAT_VERSION = 1;

const count = z.number().int().min(0);
/** One file of the backup, as it lies there. */
const part = { file: z.string(), bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) };

const manifestSchema = z.object({
  format: z.literal('mihari-backup'),
  formatVersion: z.literal(FORMAT_VERSION),
  /** Version of the program that made it. */
  mihari: z.string(),
  /** Of the snapshot, by the database's clock. */
  takenAtMs: count,
  /** server_version of the database. */
  postgres: z.string(),
  /** Whether it refuses the demo: by the marker of the directory or of the database. */
  heldRealData: z.boolean(),
  /** Names, in the order in which they ran. */
  migrations: z.array(z.string()),
  /** Parents before children. `key`: how a partition is itself partitioned; null: it holds rows. */
  partitions: z.array(z.object({ name: z.string(), of: z.string(), bound: z.string(), key: z.string().nullable() })),
  /** In the order in which foreign keys let them be filled. Binary COPY, compressed. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: count, copyBytes: count, ...part })),
  /** null: never asked for a number. */
  sequences: z.array(
    z.object({
      name: z.string(),
      last: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
  /** What else lay under the data directory; `path` is relative to it. */
  files: z.array(z.object({ path: z.string(), mode: count, ...part })),
  settings: z.object(part),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type TableEntry = Manifest['tables'][number];
export type FileEntry = Manifest['files'][number];
export type PartitionEntry = Manifest['partitions'][number];
export type SequenceEntry = Manifest['sequences'][number];
interface Part {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const HEADER = { format: 'mihari-backup', formatVersion: FORMAT_VERSION } as const;

/** Counts and hashes what flows through. */
export class Meter extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');

  constructor(private readonly heard: (bytes: number) => void = () => {}) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    this.heard(chunk.length);
    done(null, chunk);
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const partsOf = ({ tables, files, settings }: Manifest): Part[] => [...tables, ...files, settings];

/** As `sha256sum -c` reads it, so that a backup can be checked without us. */
export function sumsOf(manifest: Manifest, manifestText: string): string {
  const parts = [...partsOf(manifest), { file: MANIFEST, sha256: sha256Of(manifestText) }];
  return parts.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
}

/** The manifest of a backup of which every byte is as it was written. Throws a StartError that names what is not. */
export async function verifyBackup(
  from: string,
  heard: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Manifest> {
  const text = readText(from, MANIFEST);
  const manifest = parseManifest(from, text);
  if (readText(from, SUMS) !== sumsOf(manifest, text))
    throw new StartError(`${from} is damaged: ${MANIFEST} and ${SUMS} do not tell the same`);
  for (const { path, file } of manifest.files) provePath(path, file);
  for (const { file, bytes, sha256 } of partsOf(manifest)) {
    const meter = new Meter(heard);
    try {
      await pipeline(
        createReadStream(join(from, file)),
        meter,
        async (source) => {
          for await (const _ of source);
        },
        { signal },
      );
    } catch (error) {
      signal.throwIfAborted();
      throw new StartError(`${from} is damaged: cannot read ${file}: ${reasonOf(error)}`);
    }
    if (meter.bytes !== bytes || meter.sha256() !== sha256)
      throw new StartError(`${from} is damaged: ${file} is not as it was written (SHA-256)`);
  }
  return manifest;
}

function readText(from: string, name: string): string {
  try {
    return readFileSync(join(from, name), 'utf8');
  } catch (error) {
    throw new StartError(`${from} is no backup: cannot read ${name}: ${reasonOf(error)}`);
  }
}

function parseManifest(from: string, text: string): Manifest {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${from} is damaged: ${MANIFEST} is no JSON: ${reasonOf(error)}`);
  }
  const version = z.object({ formatVersion: z.number() }).safeParse(read);
  if (version.success && version.data.formatVersion > FORMAT_VERSION)
    throw new StartError(
      `${from} has format ${version.data.formatVersion}, and this version reads up to ${FORMAT_VERSION}: restore it with the version that made it`,
    );
  const manifest = manifestSchema.safeParse(read);
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  throw new StartError(`${from} is damaged: ${MANIFEST}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** A file of the backup stays inside the backup, and what it becomes inside the data directory. */
function provePath(path: string, file: string): void {
  const isSafe = (text: string) =>
    text !== '' &&
    !text.startsWith('/') &&
    !text.includes('\\') &&
    text.split('/').every((name) => !['', '.', '..'].includes(name));
  if (isSafe(path) && isSafe(file) && !['postgres', 'socket', RESTORING].includes(path.split('/')[0] ?? '')) return;
  throw new StartError(`the backup names a file that belongs to no data directory: ${path}`);
}
