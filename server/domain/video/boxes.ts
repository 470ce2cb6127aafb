/** Boxes of ISO base media files (ISO/IEC 14496-12): four bytes of length, four letters, contents. */
export type Part = Uint8Array | readonly number[];

export const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
export const u32 = (value: number): number[] => [
  (value >>> 24) & 255,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
/** Whole numbers up to 2^53. */
export const u64 = (value: number): number[] => [...u32(Math.floor(value / 2 ** 32)), ...u32(value % 2 ** 32)];
export const zeros = (count: number): number[] => new Array<number>(count).fill(0);
export const text = (letters: string): number[] => [...letters].map((letter) => letter.charCodeAt(0));

export function joined(parts: readonly Part[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function box(type: string, ...parts: readonly Part[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return joined([u32(length), text(type), ...parts]);
}

/** A box with a version and flags. */
export const fullBox = (type: string, version: number, flags: number, ...parts: readonly Part[]): Uint8Array =>
  box(type, [version, (flags >> 16) & 255, (flags >> 8) & 255, flags & 255], ...parts);

/** One box of a file: where it begins, how long it is with its head, and where its contents begin. */
export interface FoundBox {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly body: number;
}

/** Walks the boxes of a stretch of a file; ends before one that is cut or cannot be. */
export function* boxesOf(data: Uint8Array, from = 0, to = data.length): Generator<FoundBox> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = from; at + 8 <= to; ) {
    const length = view.getUint32(at);
    if (length < 8 || at + length > to) return;
    const type = String.fromCharCode(...data.subarray(at + 4, at + 8));
    yield { type, offset: at, length, body: at + 8 };
    at += length;
  }
}
