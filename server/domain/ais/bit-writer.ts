import { armourCode } from './armour.ts';

/** Writes a message bit by bit, most significant first; the mirror of `bits.ts`. */
export class BitWriter {
  private payload = '';
  private sextet = 0;
  private taken = 0;

  /** `value` as `bits` bits, two's complement where negative; a value that does not fit is an error that names `field`. */
  number(field: string, value: number, bits: number): this {
    if (!Number.isInteger(value) || value < -(2 ** (bits - 1)) || value >= 2 ** bits) {
      throw new RangeError(`${field} ${value}: does not fit ${bits} bits`);
    }
    const whole = value < 0 ? 2 ** bits + value : value;
    for (let left = bits; left > 0; ) {
      const bitsNow = Math.min(left, 6 - this.taken);
      left -= bitsNow;
      this.push(Math.floor(whole / 2 ** left) % 2 ** bitsNow, bitsNow);
    }
    return this;
  }

  /** `text` in six-bit ASCII, filled up with `@`; null: all `@`, not available. */
  text(field: string, text: string | null, chars: number): this {
    const value = text ?? '';
    if (value.length > chars) throw new RangeError(`${field} "${value}": longer than ${chars} characters`);
    for (let i = 0; i < chars; i++) this.number(field, i < value.length ? sixBit(field, value, i) : 0, 6);
    return this;
  }

  /** Payload in armour and how many bits of its last character are filling. */
  armoured(): { payload: string; fill: number } {
    const fill = (6 - this.taken) % 6;
    if (fill > 0) this.push(0, fill);
    return { payload: this.payload, fill };
  }

  private push(value: number, bits: number): void {
    this.sextet = this.sextet * 2 ** bits + value;
    this.taken += bits;
    if (this.taken < 6) return;
    this.payload += String.fromCharCode(armourCode(this.sextet));
    this.sextet = 0;
    this.taken = 0;
  }
}

function sixBit(field: string, text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 32 && code < 64) return code;
  // `@` would end the text
  if (code > 64 && code < 96) return code - 64;
  throw new RangeError(
    `${field} "${text}": has a character outside six-bit ASCII (capitals, digits, space, signs but @)`,
  );
}
