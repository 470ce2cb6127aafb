/** A fragment as the index has it; epoch ms. */
export interface IndexRow {
  /** Path of the file, as the playlist names it. */
  readonly file: string;
  readonly initLength: number;
  readonly offset: number;
  readonly length: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Two fragments further apart than this do not follow each other, ms. */
const GAP_MS = 250;

/** Spans of [fromMs, toMs] without a fragment, in order; rows in order of time. */
export function gapsOf(rows: readonly IndexRow[], fromMs: number, toMs: number): { fromMs: number; toMs: number }[] {
  const gaps: { fromMs: number; toMs: number }[] = [];
  let atMs = fromMs;
  for (const row of within(rows, fromMs, toMs)) {
    if (row.fromMs - atMs > GAP_MS) gaps.push({ fromMs: atMs, toMs: row.fromMs });
    atMs = Math.max(atMs, row.toMs);
  }
  if (toMs - atMs > GAP_MS) gaps.push({ fromMs: atMs, toMs });
  return gaps;
}

/** HLS of byte ranges (RFC 8216) over a span: an ended list, each fragment with its wall-clock time, a break at each gap. */
export function playlistOf(rows: readonly IndexRow[], fromMs: number, toMs: number): string {
  const shown = within(rows, fromMs, toMs);
  const longestS = Math.max(1, ...shown.map((row) => Math.ceil((row.toMs - row.fromMs) / 1000)));
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-TARGETDURATION:${longestS}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  let before: IndexRow | undefined;
  for (const row of shown) {
    const follows = before !== undefined && row.file === before.file && Math.abs(row.fromMs - before.toMs) <= GAP_MS;
    if (before !== undefined && !follows) lines.push('#EXT-X-DISCONTINUITY');
    if (!follows) lines.push(`#EXT-X-MAP:URI="${row.file}",BYTERANGE="${row.initLength}@0"`);
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(row.fromMs).toISOString()}`,
      `#EXTINF:${((row.toMs - row.fromMs) / 1000).toFixed(3)},`,
      `#EXT-X-BYTERANGE:${row.length}@${row.offset}`,
      row.file,
    );
    before = row;
  }
  return `${[...lines, '#EXT-X-ENDLIST'].join('\n')}\n`;
}

const within = (rows: readonly IndexRow[], fromMs: number, toMs: number): IndexRow[] =>
  rows.filter((row) => row.toMs > fromMs && row.fromMs < toMs);
