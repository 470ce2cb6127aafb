import { encodePayload } from './encoder.ts';
import type { AisInput } from './encoder-input.ts';

/** Characters of payload in one sentence, so that it stays within 82 (IEC 61162-1). */
const PAYLOAD_CHARS = 60;

/** TAG block before a sentence. In a group the first carries all and the others only `g:`; without a group all carry all. */
export interface TagInput {
  /** `s:`, at most 15 characters, without `,` `*` `\`. */
  readonly station?: string;
  /** `c:`, epoch ms. */
  readonly timeMs?: number;
  /** Unit of `c:`; seconds drop what is below. Left out: s. */
  readonly timeUnit?: 's' | 'ms';
  /** Id of the `g:` group, written where the message has several sentences. */
  readonly group?: number;
}

/** How a message is put into sentences. */
export interface SentenceInput {
  /** Left out: A. */
  readonly channel?: 'A' | 'B';
  /** Sequential message id 0-9 of several sentences; a receiver counts it up. Left out: 0. */
  readonly sequence?: number;
  /** Two characters of talker. Left out: AI. */
  readonly talker?: string;
  readonly tag?: TagInput;
}

/** Two hex digits: XOR of all characters, as NMEA 0183 wants it between `!` (or `\`) and `*`. */
export function checksum(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum ^= text.charCodeAt(i);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

/** The TAG block before sentence `number` of `total`; empty where it holds nothing. Throws RangeError for a wrong station. */
export function tagBlock(tag: TagInput, number = 1, total = 1): string {
  const fields: string[] = [];
  const isFull = number === 1 || tag.group === undefined;
  if (total > 1 && tag.group !== undefined) fields.push(`g:${number}-${total}-${tag.group}`);
  if (isFull && tag.station !== undefined) {
    if (!/^[^,*\\\s]{1,15}$/.test(tag.station)) {
      throw new RangeError(`station "${tag.station}": expected 1-15 characters without , * \\ and spaces`);
    }
    fields.push(`s:${tag.station}`);
  }
  if (isFull && tag.timeMs !== undefined) {
    fields.push(`c:${tag.timeUnit === 'ms' ? Math.round(tag.timeMs) : Math.floor(tag.timeMs / 1000)}`);
  }
  const text = fields.join(',');
  return text === '' ? '' : `\\${text}*${checksum(text)}\\`;
}

/** A message as NMEA 0183 lines without line ends: one, or as many as it needs. */
export function encode(
  input: AisInput,
  { channel = 'A', sequence = 0, talker = 'AI', tag = {} }: SentenceInput = {},
): string[] {
  if (!/^[A-Z0-9]{2}$/.test(talker)) throw new RangeError(`talker "${talker}": expected two capitals or digits`);
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > 9)
    throw new RangeError(`sequence ${sequence}: expected 0-9`);
  const { payload, fill } = encodePayload(input);
  const total = Math.ceil(payload.length / PAYLOAD_CHARS);
  return Array.from({ length: total }, (_, i) => {
    const part = payload.slice(i * PAYLOAD_CHARS, (i + 1) * PAYLOAD_CHARS);
    const id = total > 1 ? sequence : '';
    const text = `${talker}VDM,${total},${i + 1},${id},${channel},${part},${i === total - 1 ? fill : 0}`;
    return `${tagBlock(tag, i + 1, total)}!${text}*${checksum(text)}`;
  });
}
