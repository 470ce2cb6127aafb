/** Without the bytes that keep start codes out of the payload. */
export function unescaped(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length);
  let length = 0;
  for (let at = 0; at < data.length; at++) {
    if (at > 1 && data[at] === 3 && data[at - 1] === 0 && data[at - 2] === 0) continue;
    out[length++] = data[at] as number;
  }
  return out.subarray(0, length);
}

/** Reads bits and Exp-Golomb codes. Throws RangeError beyond the end. */
export class Bits {
  private at = 0;

  constructor(private readonly data: Uint8Array) {}

  read(count: number): number {
    if (this.at + count > this.data.length * 8) throw new RangeError(`SPS of ${this.data.length} bytes is cut`);
    let value = 0;
    for (let i = 0; i < count; i++, this.at++)
      value = value * 2 + (((this.data[this.at >> 3] as number) >> (7 - (this.at & 7))) & 1);
    return value;
  }

  ue(): number {
    let zeros = 0;
    while (this.read(1) === 0) if (++zeros > 31) throw new RangeError('SPS with a code of more than 32 bits');
    return 2 ** zeros - 1 + this.read(zeros);
  }

  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }

  skip(count: number): void {
    this.at += count;
  }
}
