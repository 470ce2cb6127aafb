import { TagBlock } from '../ais/tag-block.ts';
import { TextCache } from '../ais/text-cache.ts';

const BACKSLASH = 92;
/** Messages of several sentences remembered at once; a receiver tells ten apart on each channel. */
const MOST_OPEN = 64;
const PART = /!..VD[MO],(\d),(\d),(\w*),(\w*),/;
const GROUP_PART = /(?:^|[\\,])g:(\d+)-/;

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** A TAG block (IEC 61162-450) with its checksum. */
function tagBlock(fields: string): string {
  let sum = 0;
  for (let i = 0; i < fields.length; i++) sum ^= fields.charCodeAt(i);
  return `\\${fields}*${sum.toString(16).toUpperCase().padStart(2, '0')}\\`;
}

/**
 * Gives the lines of one connection a TAG time (`c:`, epoch ms, our time of receipt) where they have none, and then a station (`s:`).
 * A line with a time is left as it is, and so is a sentence whose message got its time with its first sentence by the group (`g:`).
 */
export class LineStamp {
  private readonly tag = new TagBlock(new TextCache());
  /** Messages of several sentences: whether their first got our station. All parts must name the same one. */
  private readonly open = new Map<string, boolean>();

  constructor(
    /** Without `,`, `*` and `\`. */
    private readonly station: string,
  ) {}

  /** `line` without its newline, at most 1024 bytes. */
  stamped(line: Uint8Array, receivedMs: number): Uint8Array {
    const { tag } = this;
    const refused = tag.refused;
    tag.clear();
    let at = 0;
    while (at >= 0 && at < line.length && line[at] === BACKSLASH) at = tag.read(line, at, line.length);
    const hasTime = !Number.isNaN(tag.timeMs);
    const isWhole = at >= 0 && tag.refused === refused;
    const isOurs = this.takesStation(line, !hasTime && (tag.station === '' || !isWhole));
    if (hasTime) return line;
    const ours = `c:${receivedMs}${isOurs ? `,s:${this.station}` : ''}`;
    // before a block that cannot be trusted, and which stays as it is
    if (at === 0 || !isWhole) return withHead(tagBlock(ours), line, 0);
    const end = line.indexOf(BACKSLASH, 1);
    const fields = textOf(line.subarray(1, line.lastIndexOf(42 /* star */, end)));
    const part = GROUP_PART.exec(fields)?.[1];
    if (tag.group >= 0 && part !== '1') return line;
    return withHead(tagBlock(`${fields},${ours}`), line, end + 1);
  }

  /** Whether our station may go in: a later sentence follows the first one of its message. */
  private takesStation(line: Uint8Array, wanted: boolean): boolean {
    const found = PART.exec(textOf(line));
    if (!found || found[1] === '1') return wanted;
    const key = `${found[1]},${found[3]},${found[4]}`;
    if (found[2] !== '1') return wanted && (this.open.get(key) ?? true);
    if (this.open.size >= MOST_OPEN) this.open.clear();
    this.open.set(key, wanted);
    return wanted;
  }
}

function withHead(head: string, line: Uint8Array, from: number): Uint8Array {
  const bytes = bytesOf(head);
  const whole = new Uint8Array(bytes.length + line.length - from);
  whole.set(bytes);
  whole.set(line.subarray(from), bytes.length);
  return whole;
}
