const LF = 10;
const CR = 13;

/** Told of each line that is not empty: its bytes from `start` to `end`, without the line end. They are used again. */
export type TakeLine = (bytes: Uint8Array, start: number, end: number) => void;

/** Cuts a byte stream, whose chunks end anywhere, into lines (LF or CRLF). Never holds more than one longest line. */
export class LineCutter {
  /** Lines longer than the longest, which were dropped. */
  tooLong = 0;
  private readonly held: Uint8Array;
  private heldBytes = 0;
  private isSkipping = false;

  constructor(
    /** Bytes. */
    private readonly longest: number,
    private readonly take: TakeLine,
  ) {
    this.held = new Uint8Array(longest);
  }

  /** Takes the next bytes of the stream. */
  push(bytes: Uint8Array): void {
    let start = this.heldBytes > 0 || this.isSkipping ? this.endHeld(bytes) : 0;
    for (let end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
      if (end - start > this.longest) this.tooLong++;
      else this.tell(bytes, start, end);
      start = end + 1;
    }
    if (start < bytes.length) this.hold(bytes, start, bytes.length);
  }

  /** Takes what is held as a whole line: the end of a file, of a connection or of a datagram. */
  flush(): void {
    if (this.isSkipping) this.isSkipping = false;
    else if (this.heldBytes > 0) this.tell(this.held, 0, this.heldBytes);
    this.heldBytes = 0;
  }

  private tell(bytes: Uint8Array, start: number, lineEnd: number): void {
    let end = lineEnd;
    while (end > start && bytes[end - 1] === CR) end--;
    if (end > start) this.take(bytes, start, end);
  }

  private hold(bytes: Uint8Array, start: number, end: number): void {
    if (this.isSkipping) return;
    if (this.heldBytes + end - start > this.longest) {
      this.tooLong++;
      this.isSkipping = true;
      this.heldBytes = 0;
      return;
    }
    this.held.set(bytes.subarray(start, end), this.heldBytes);
    this.heldBytes += end - start;
  }

  /** Ends the line that is held; returns where the next one begins. */
  private endHeld(bytes: Uint8Array): number {
    const lineEnd = bytes.indexOf(LF);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    this.hold(bytes, 0, end);
    if (lineEnd < 0) return end;
    this.flush();
    return lineEnd + 1;
  }
}
