import type { MediaNews, MediaOrder, RecordedFragment } from '../../../server/platform/media/orders.ts';
import { Recorder } from './recorder.ts';
import { realDisk } from './recording-file.ts';
import { type Keep, Recordings } from './recordings.ts';

/** Rows of one message to the server. */
const MOST_ROWS = 2_000;
/** Without an order of what to keep for so long, the last one holds on, ms. */
const SILENT_MS = 180_000;

/** The recordings of this process: makes recorders, tells the server what there is, lets go of what may go. */
export class Archive {
  private readonly recordings: Recordings;
  private rows: RecordedFragment[] = [];
  private work: Promise<void> = Promise.resolve();
  private keeping: Keep | null = null;
  private kept = 0;

  constructor(
    private readonly dir: string,
    private readonly tell: (news: MediaNews) => void,
  ) {
    this.recordings = new Recordings(dir);
  }

  open(): Promise<void> {
    return this.recordings.open();
  }

  recorder(camera: string): Recorder {
    return new Recorder({
      ...{ camera, dir: this.dir, disk: realDisk },
      nowMs: () => performance.now(),
      recorded: (row) => {
        this.recordings.grew(row);
        this.rows.push(row);
      },
    });
  }

  /** To be called now and then: tells what was recorded since, and keeps in bounds what there is though the server is silent. */
  look(): void {
    if (this.rows.length > 0) this.tell({ kind: 'fragments', fragments: this.rows });
    this.rows = [];
    const { keeping } = this;
    const silentMs = performance.now() - this.kept;
    if (keeping === null || silentMs < SILENT_MS) return;
    this.kept = performance.now();
    void this.take({ ...keeping, nowMs: keeping.nowMs + silentMs });
  }

  /** One order after the other. */
  take(order: Exclude<MediaOrder, { kind: 'cameras' | 'revoke' }>): Promise<void> {
    this.work = this.work.then(() => this.answer(order)).catch((error: unknown) => console.error(`media: ${error}`));
    return this.work;
  }

  private async answer(order: Exclude<MediaOrder, { kind: 'cameras' | 'revoke' }>): Promise<void> {
    if (order.kind === 'list') this.tell({ kind: 'files', files: this.recordings.files() });
    else if (order.kind === 'rows') await this.tellAll(order.files);
    else await this.keep(order);
  }

  private async keep(order: Keep): Promise<void> {
    this.keeping = order;
    this.kept = performance.now();
    const files = await this.recordings.keep(order);
    if (files.length > 0) this.tell({ kind: 'dropped', files });
  }

  private async tellAll(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const rows = await this.recordings.rows(file);
      for (let at = 0; at < rows.length; at += MOST_ROWS)
        this.tell({ kind: 'fragments', fragments: rows.slice(at, at + MOST_ROWS) });
    }
  }
}
