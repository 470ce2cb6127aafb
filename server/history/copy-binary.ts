/*
 * The binary format of PostgreSQL's COPY (manual, "COPY, Binary Format"): a signature, then for each row the number of fields and
 * each field with its length before it.
 */

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** PostgreSQL counts microseconds from 2000-01-01 UTC. */
const EPOCH_MS = 946_684_800_000;
const TWO_32 = 2 ** 32;

/** Rows to send by COPY. */
export class CopyRows {
  private bytes: Buffer;
  private at = SIGNATURE.length;
  rows = 0;

  constructor(capacity = 64 * 1024) {
    this.bytes = Buffer.allocUnsafe(Math.max(capacity, 64));
    SIGNATURE.copy(this.bytes);
  }

  row(fields: number): void {
    this.room(2);
    this.at = this.bytes.writeInt16BE(fields, this.at);
    this.rows++;
  }

  int2(value: number): void {
    this.room(6);
    this.at = this.bytes.writeInt32BE(2, this.at);
    this.at = this.bytes.writeInt16BE(value, this.at);
  }

  int4(value: number): void {
    this.room(8);
    this.at = this.bytes.writeInt32BE(4, this.at);
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  /** Whole, within 2^53. */
  int8(value: number): void {
    this.room(12);
    this.at = this.bytes.writeInt32BE(8, this.at);
    this.at = this.bytes.writeInt32BE(Math.floor(value / TWO_32), this.at);
    this.at = this.bytes.writeUInt32BE(value >>> 0, this.at);
  }

  /** timestamptz. `ms`: epoch ms, whole. */
  time(ms: number): void {
    this.int8((ms - EPOCH_MS) * 1_000);
  }

  raw(value: Uint8Array): void {
    this.room(4 + value.length);
    this.at = this.bytes.writeInt32BE(value.length, this.at);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** All of it, to be sent at once. */
  done(): Buffer {
    this.room(2);
    this.at = this.bytes.writeInt16BE(-1, this.at);
    return this.bytes.subarray(0, this.at);
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(wider, 0, 0, this.at);
    this.bytes = wider;
  }
}

/** Fields of one row that came by COPY, read in their order. A null is not expected anywhere. */
export class CopyFields {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;

  begin(bytes: Buffer, at: number): void {
    this.bytes = bytes;
    this.at = at;
  }

  int2(): number {
    this.at += 6;
    return this.bytes.readInt16BE(this.at - 2);
  }

  int4(): number {
    this.at += 8;
    return this.bytes.readInt32BE(this.at - 4);
  }

  int8(): number {
    this.at += 12;
    return this.bytes.readInt32BE(this.at - 8) * TWO_32 + this.bytes.readUInt32BE(this.at - 4);
  }

  /** Epoch ms. */
  time(): number {
    return this.int8() / 1_000 + EPOCH_MS;
  }
}

/** Cuts what comes by COPY, in pieces of any length, into rows. */
export class CopyParser {
  private rest: Buffer = Buffer.alloc(0);
  private isBegun = false;
  private readonly fields = new CopyFields();

  constructor(private readonly row: (fields: CopyFields) => void) {}

  take(piece: Buffer): void {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    let at = 0;
    if (!this.isBegun) {
      if (bytes.length < SIGNATURE.length) {
        this.rest = bytes;
        return;
      }
      this.isBegun = true;
      at = SIGNATURE.length;
    }
    for (;;) {
      const end = endOfRow(bytes, at);
      if (end < 0) break;
      this.fields.begin(bytes, at + 2);
      this.row(this.fields);
      at = end;
    }
    this.rest = bytes.subarray(at);
  }
}

/** Where the row that begins at `at` ends; -1: it is not whole, or it is the mark of the end. */
function endOfRow(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) return -1;
  const fields = bytes.readInt16BE(at);
  if (fields < 0) return -1;
  let end = at + 2;
  for (let i = 0; i < fields; i++) {
    if (end + 4 > bytes.length) return -1;
    end += 4 + Math.max(0, bytes.readInt32BE(end));
  }
  return end > bytes.length ? -1 : end;
}
