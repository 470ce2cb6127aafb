import type { PhotoPartTaken } from '../../../server/contract/boarding.ts';
import { type Answer, ask } from '../../net/ask.ts';
import { Signal } from '../../net/signal.ts';
import type { Keep } from '../keep/keep.ts';

/** Two seconds of a narrow line: what is more urgent waits no longer. */
const PART_BYTES = 16 * 1024;
const WITHIN_MS = 30_000;

/** How far a photo is on its way, 0-1. */
export type Progress = Readonly<Record<string, number>>;

type PutPart = (messageId: string, offset: number, part: Uint8Array<ArrayBuffer>) => Promise<Answer<PhotoPartTaken>>;

const putPart: PutPart = (messageId, offset, part) =>
  ask(
    `/api/v1/dispatch/photos/${messageId}/${offset}`,
    {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: part,
      signal: AbortSignal.timeout(WITHIN_MS),
    },
    (told) => told.json() as Promise<PhotoPartTaken>,
  );

/** Brings photos to the server in parts, one after the other; goes on where the line was cut, also after a start. */
export class Uploads {
  readonly progress = new Signal<Progress>({});
  /** Photos that the server has not got whole. */
  readonly waiting = new Signal(0);
  private isBusy = false;

  constructor(
    private readonly keep: Pick<Keep, 'photos' | 'photo' | 'dropPhoto'>,
    private readonly put: PutPart = putPart,
  ) {}

  /** To be called when a photo was kept. */
  async count(): Promise<void> {
    this.waiting.set((await this.keep.photos()).length);
  }

  /** Resolves when all are there, or the line has failed. `isAnnounced`: the server knows of the photo. */
  async send(isAnnounced: (messageId: string) => boolean): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      for (const messageId of await this.keep.photos()) {
        if (!isAnnounced(messageId)) continue;
        const bytes = await this.keep.photo(messageId);
        if (bytes !== null && !(await this.bring(messageId, bytes))) return;
        await this.keep.dropPhoto(messageId);
        await this.count();
      }
    } finally {
      this.isBusy = false;
    }
  }

  /** False: the line has failed. */
  private async bring(messageId: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    // an empty part tells how much is there
    let [has, size] = [0, 0];
    for (;;) {
      const answer = await this.put(messageId, has, bytes.slice(has, has + size));
      if (!answer.ok && answer.told['reason'] !== 'hash') return false;
      // what has come was not what was sent: once more from the beginning
      has = answer.ok ? answer.value.has : 0;
      size = PART_BYTES;
      this.progress.set({ ...this.progress.read(), [messageId]: has / bytes.length });
      if (has >= bytes.length) return true;
    }
  }
}
