import Hls, { type Fragment } from 'hls.js';
import { type Piece, secondsAt, wallAt } from './playback-clock.ts';

const LOOK_MS = 100;
/** Before two pictures were seen one after the other, seconds. */
const USUAL_FRAME_S = 0.1;

export interface PlaybackEvents {
  /** Time of the picture shown, epoch ms. */
  at(atMs: number): void;
  /** Nothing can be played: what the server or the browser says. */
  failed(message: string): void;
  /** It can be played and sought; the playlist as it came. */
  ready(playlist: string): void;
}

/** Plays a span of a recording in a video element by wall-clock time. */
export class PlaybackPlayer {
  private readonly hls = new Hls({ enableWorker: false, maxBufferLength: 20, backBufferLength: 20 });
  private pieces: Piece[] = [];
  private frameS = USUAL_FRAME_S;
  private lastS = Number.NaN;
  private readonly timer: number;

  constructor(
    private readonly video: HTMLVideoElement,
    path: string,
    private readonly beginMs: number,
    private readonly events: PlaybackEvents,
  ) {
    const { hls } = this;
    hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => this.learn(details.fragments, details.m3u8));
    hls.on(Hls.Events.ERROR, (_, { fatal, details, response }) => {
      if (fatal) events.failed(response?.text ?? details);
    });
    hls.loadSource(path);
    hls.attachMedia(video);
    this.watchFrames();
    this.timer = window.setInterval(() => {
      const atMs = wallAt(this.pieces, video.currentTime);
      if (atMs !== null) events.at(atMs);
    }, LOOK_MS);
  }

  close(): void {
    window.clearInterval(this.timer);
    this.hls.destroy();
  }

  /** Shows the picture of `atMs` (epoch ms), or of what comes after a gap. */
  seek(atMs: number): void {
    const s = secondsAt(this.pieces, atMs);
    if (s !== null) this.video.currentTime = s;
  }

  /** One picture on (1) or back (-1). */
  step(by: 1 | -1): void {
    this.video.pause();
    this.video.currentTime = Math.max(0, this.video.currentTime + by * this.frameS);
  }

  private learn(fragments: readonly Fragment[], playlist: string): void {
    const isFirst = this.pieces.length === 0;
    this.pieces = fragments.map(({ start, duration, programDateTime }) => ({
      startS: start,
      durationS: duration,
      atMs: programDateTime ?? 0,
    }));
    if (!isFirst) return;
    this.seek(this.beginMs);
    this.events.ready(playlist);
  }

  /** How long one picture is shown, as far as it is seen. */
  private watchFrames(): void {
    this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      const stepS = mediaTime - this.lastS;
      if (stepS > 0.005 && stepS < 0.5) this.frameS = Math.min(stepS, this.frameS * 1.05);
      this.lastS = mediaTime;
      this.watchFrames();
    });
  }
}
