import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../domain/history/canonical-json.ts';

/** `prev` of the first entry. */
export const FIRST_PREV = '0'.repeat(64);
/** Before what is signed, so that a signature is never one of something else. */
const SIGNED_AS = 'mihari-raw-chain-1\n';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.number().int().min(0);
const base = {
  /** Counts entries from 0. */
  seq: whole,
  /** `sha` of the entry before. */
  prev: sha256,
  /** By our clock, epoch ms. */
  atMs: whole,
  /** SHA-256 of the canonical JSON of the entry without `sha`. */
  sha: sha256,
};
const signed = {
  /** Public key (Ed25519, SubjectPublicKeyInfo, base64). */
  key: z.string().max(200),
  /** Over the canonical JSON of the entry without `sig` and `sha`, base64. */
  sig: z.string().max(200),
};

/** A file of sentences as received. */
const blockSchema = z.strictObject({
  ...base,
  type: z.literal('block'),
  /** Below the directory of raw sentences. */
  file: z.string().regex(/^[\w.%-]{1,60}\/\d{8}\/\d+-\d+\.raw\.gz$/),
  feed: z.string(),
  /** First and last time of receipt, epoch ms. */
  fromMs: whole,
  toMs: whole,
  records: whole,
  /** Bytes received. */
  bytes: whole,
  /** Bytes of the file. */
  stored: whole,
  /** Of the file. */
  sha256,
  /** Entered at a later start: the server was killed before it could. */
  recovered: z.literal(true).optional(),
});
/** Blocks given up by retention, before their files are removed. */
const checkpointSchema = z.strictObject({
  ...base,
  ...signed,
  type: z.literal('checkpoint'),
  reason: z.string(),
  /** Blocks that ended before this were given up, epoch ms. */
  beforeMs: whole,
  /** `seq` of them: first and last of each run, ascending. */
  blocks: z.array(z.tuple([whole, whole])).min(1),
  count: whole,
  stored: whole,
});
/** The end of the chain, signed. */
const headSchema = z.strictObject({ ...base, ...signed, type: z.literal('head') });
/** The machine's clock against another. */
const clockSchema = z.strictObject({
  ...base,
  type: z.literal('clock'),
  server: z.string().nullable(),
  /** What to add to the machine's clock, ms; null: not measured. */
  offsetMs: z.number().nullable(),
  /** There and back, ms: the offset is right within half of it. */
  delayMs: z.number().nullable(),
  /** Why it was not measured. */
  why: z.string().nullable(),
});
const entrySchema = z.discriminatedUnion('type', [blockSchema, checkpointSchema, headSchema, clockSchema]);

export type BlockEntry = z.infer<typeof blockSchema>;
export type CheckpointEntry = z.infer<typeof checkpointSchema>;
export type HeadEntry = z.infer<typeof headSchema>;
export type ClockEntry = z.infer<typeof clockSchema>;
export type Entry = z.infer<typeof entrySchema>;
export type SignedEntry = CheckpointEntry | HeadEntry;

type Place = 'seq' | 'prev' | 'sha' | 'atMs';
/** What is entered; its place in the chain, and a signature where it has one, are added. */
export type Draft =
  | Omit<BlockEntry, Place>
  | Omit<CheckpointEntry, Place | 'key' | 'sig'>
  | Omit<HeadEntry, Place | 'key' | 'sig'>
  | Omit<ClockEntry, Place>;

/** One line without its newline. */
export const entryLine = (entry: Entry): string => canonicalJson(entry as unknown as Json);

/** null: it is no entry as we write them. */
export function parseEntry(line: string): Entry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** SHA-256 that the entry must carry. */
export function shaOf(entry: Omit<Entry, 'sha'>): string {
  return createHash('sha256')
    .update(textWithout(entry, ['sha']))
    .digest('hex');
}

/** What a signed entry signs. */
export const signedText = (entry: object): string => SIGNED_AS + textWithout(entry, ['sha', 'sig']);

function textWithout(entry: object, left: readonly string[]): string {
  return canonicalJson(Object.fromEntries(Object.entries(entry).filter(([name]) => !left.includes(name))) as Json);
}
