/** Bit that marks a character outside the six-bit armour in `ARMOUR`. */
export const NOT_ARMOUR = 0x80;

function armourTable(): Uint8Array {
  const table = new Uint8Array(256).fill(NOT_ARMOUR);
  for (let code = 48; code < 88; code++) table[code] = code - 48;
  for (let code = 96; code < 120; code++) table[code] = code - 56;
  return table;
}

function hexTable(): Int16Array {
  // -256 keeps a sum of two digits negative whatever the other one is
  const table = new Int16Array(256).fill(-256);
  for (let digit = 0; digit < 10; digit++) table[48 + digit] = digit;
  for (let digit = 0; digit < 6; digit++) table[65 + digit] = table[97 + digit] = 10 + digit;
  return table;
}

/** Character code of a payload to its six bits, 0-63; `NOT_ARMOUR` where it is none (IEC 61162-1, six-bit field). */
export const ARMOUR = armourTable();

const HEX = hexTable();

/** Byte of a typed array; 0 beyond its end. */
export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** Value 0-255 of two hex digits, either case; negative where they are none. */
export const hexByte = (bytes: Uint8Array, at: number): number =>
  (HEX[byteAt(bytes, at)] ?? -256) * 16 + (HEX[byteAt(bytes, at + 1)] ?? -256);

/** Six bits to the character that carries them in a payload. */
export const armourCode = (sextet: number): number => (sextet < 40 ? sextet + 48 : sextet + 56);
