/** Receivers remembered of each track: the latest. */
export const SOURCES_PER_TRACK = 6;

/** The first messages may be without position. */
const OFTEN_AT_FIRST = 4;

type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

function wider<T extends Column>(old: T, length: number): T {
  const column = new (old.constructor as new (length: number) => T)(length);
  column.set(old);
  return column;
}

/** What the fusion remembers of a track beside the table: same rows, nothing that a console sees. */
export class TrackMemory {
  /** Next row under the same MMSI; -1: none. */
  next = new Int32Array(0);
  /** 1 for the first craft on its MMSI, 2 for the second, ... */
  ordinal = new Uint8Array(0);
  /** Our time of the first report, epoch ms. */
  firstSeenMs = new Float64Array(0);
  /** Reports of any type, duplicates not counted. */
  messages = new Uint32Array(0);
  /** Number of a radar-only track; 0: it is on AIS. */
  radarNumber = new Float64Array(0);
  /** Of the last AIS fix: its time, our time of receipt, TAG time as sent (NaN: none), UTC second, number of its source. */
  fixMs = new Float64Array(0);
  receivedMs = new Float64Array(0);
  tagMs = new Float64Array(0);
  utcSecond = new Uint8Array(0);
  source = new Uint16Array(0);
  /** By row * SOURCES_PER_TRACK: number of the source + 1 (0: free), messages, first and last time. */
  heardBy = new Uint16Array(0);
  heardCount = new Uint32Array(0);
  heardFirstMs = new Float64Array(0);
  heardLastMs = new Float64Array(0);
  private capacity = 0;

  /** Makes this row that of a new track, first heard at `nowMs`; `capacity`: that of the table. */
  begin(row: number, capacity: number, nowMs: number): void {
    if (capacity > this.capacity) this.grow(capacity);
    this.next[row] = -1;
    this.ordinal[row] = 1;
    this.firstSeenMs[row] = nowMs;
    this.messages[row] = 0;
    this.radarNumber[row] = 0;
    this.fixMs[row] = 0;
    this.receivedMs[row] = 0;
    this.tagMs[row] = Number.NaN;
    this.utcSecond[row] = 60;
    this.source[row] = 0;
    const at = row * SOURCES_PER_TRACK;
    this.heardBy.fill(0, at, at + SOURCES_PER_TRACK);
  }

  /**
   * The receiver with this number heard the track at this time; of too many the one silent longest is forgotten. True: the
   * first times, and every sixteenth again.
   */
  heard(row: number, source: number, atMs: number): boolean {
    const from = row * SOURCES_PER_TRACK;
    let slot = from;
    for (let i = from; i < from + SOURCES_PER_TRACK; i++) {
      const by = this.heardBy[i];
      if (by === source + 1) {
        const count = (this.heardCount[i] ?? 0) + 1;
        this.heardCount[i] = count;
        this.heardLastMs[i] = atMs;
        return count <= OFTEN_AT_FIRST || (count & 15) === 0;
      }
      if (by === 0) {
        slot = i;
        break;
      }
      if ((this.heardLastMs[i] ?? 0) < (this.heardLastMs[slot] ?? 0)) slot = i;
    }
    this.heardBy[slot] = source + 1;
    this.heardCount[slot] = 1;
    this.heardFirstMs[slot] = atMs;
    this.heardLastMs[slot] = atMs;
    return true;
  }

  private grow(capacity: number): void {
    this.capacity = capacity;
    this.next = wider(this.next, capacity);
    this.ordinal = wider(this.ordinal, capacity);
    this.firstSeenMs = wider(this.firstSeenMs, capacity);
    this.messages = wider(this.messages, capacity);
    this.radarNumber = wider(this.radarNumber, capacity);
    this.fixMs = wider(this.fixMs, capacity);
    this.receivedMs = wider(this.receivedMs, capacity);
    this.tagMs = wider(this.tagMs, capacity);
    this.utcSecond = wider(this.utcSecond, capacity);
    this.source = wider(this.source, capacity);
    this.heardBy = wider(this.heardBy, capacity * SOURCES_PER_TRACK);
    this.heardCount = wider(this.heardCount, capacity * SOURCES_PER_TRACK);
    this.heardFirstMs = wider(this.heardFirstMs, capacity * SOURCES_PER_TRACK);
    this.heardLastMs = wider(this.heardLastMs, capacity * SOURCES_PER_TRACK);
  }
}
