import { stampNal } from '../../../server/domain/video/avc.ts';
import type { Film, FilmFrame } from './fixture.ts';
import type { Footage } from './rtsp-server.ts';

/** Clock and timers, so that a test can run them. */
export interface Pace {
  nowMs(): number;
  /** Calls back once after some ms; gives back how to call it off. */
  after(ms: number, call: () => void): () => void;
}

export const realPace: Pace = {
  nowMs: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** What goes wrong with a camera: its pictures stop, or are the same again and again while packets go on. */
export type CameraFault = 'stall' | 'freeze' | null;

/** A film as a camera's footage: stamped with the time each picture is told at, from the key frame before. */
export class FilmFootage implements Footage {
  fault: CameraFault = null;

  constructor(
    private readonly film: Film,
    private readonly pace: Pace,
    /** Ms into the film at which this camera begins, so that cameras differ. */
    private readonly offsetMs = 0,
    /** The time a picture shows, epoch ms; left out: that of the pace. */
    private readonly stampMs = () => pace.nowMs(),
  ) {}

  get config(): Film['config'] {
    return this.film.config;
  }

  listen(picture: (nals: readonly Uint8Array[], atMs: number, isKey: boolean) => void): () => void {
    const { frames, lengthMs } = this.film;
    const beganMs = this.pace.nowMs();
    let at = frames.findLastIndex(({ isKey, atMs }) => isKey && atMs <= this.offsetMs % lengthMs);
    const filmMs = frames[at]?.atMs ?? 0;
    let rounds = 0;
    let stop: () => void;
    const due = () => beganMs + rounds * lengthMs + (frames[at] as FilmFrame).atMs - filmMs;
    const tell = (): void => {
      const frame = this.fault === 'freeze' ? this.frozen() : (frames[at] as FilmFrame);
      const atMs = this.pace.nowMs();
      if (this.fault !== 'stall') picture([stampNal(Math.round(this.stampMs())), ...frame.nals], atMs, frame.isKey);
      at++;
      if (at === frames.length) {
        at = 0;
        rounds++;
      }
      stop = this.pace.after(Math.max(0, due() - this.pace.nowMs()), tell);
    };
    stop = this.pace.after(0, tell);
    return () => stop();
  }

  private frozen(): FilmFrame {
    return this.film.frames[0] as FilmFrame;
  }
}
