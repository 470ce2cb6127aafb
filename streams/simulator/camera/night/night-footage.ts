import type { CameraView } from '../../../../server/domain/camera/view.ts';
import { type AvcConfig, configOf, NAL, nalType, stampNal } from '../../../../server/domain/video/avc.ts';
import type { Footage } from '../rtsp-server.ts';
import type { Encoder, MakeEncoder } from './encoder.ts';
import type { NightPicture, Sea } from './night-picture.ts';

export const WIDTH_PX = 640;
export const HEIGHT_PX = 360;
const PER_S = 10;
/** A key frame every so many pictures. */
const GOP = 10;
const NOT_PICTURE = new Set<number>([NAL.sei, NAL.sps, NAL.pps, NAL.delimiter]);

type Listener = Parameters<Footage['listen']>[0];

interface NightFootageOptions {
  readonly make: MakeEncoder;
  readonly picture: NightPicture;
  readonly view: () => CameraView;
  readonly sea: () => Sea;
  /** Time of the story, epoch ms. */
  readonly storyMs: () => number;
}

/** Films the simulated bay, while somebody watches: draws, encodes, stamps each picture with the time of the story. */
export class NightFootage implements Footage {
  private readonly listeners = new Map<Listener, { isBegun: boolean }>();
  private timer: NodeJS.Timeout | undefined;
  private pictures = 0;
  private wantsKey = true;
  private told: AvcConfig | null = null;
  private encoder: Encoder | null = null;

  constructor(private readonly options: NightFootageOptions) {}

  /** Known once `begin` is done. */
  get config(): AvcConfig {
    if (this.told === null) throw new Error('the camera has not begun');
    return this.told;
  }

  /** Resolves when the first picture is encoded. */
  begin(): Promise<void> {
    return new Promise((resolve) => {
      this.encoder = this.options.make({ widthPx: WIDTH_PX, heightPx: HEIGHT_PX, perS: PER_S }, (picture) => {
        this.encoded(picture);
        resolve();
      });
      this.film();
    });
  }

  listen(picture: Listener): () => void {
    this.listeners.set(picture, { isBegun: false });
    this.wantsKey = true;
    this.timer ??= setInterval(() => this.film(), 1000 / PER_S);
    return () => {
      this.listeners.delete(picture);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  private film(): void {
    const { picture, view, sea, storyMs } = this.options;
    const atMs = Math.round(storyMs());
    const isKey = this.wantsKey || this.pictures % GOP === 0;
    if (isKey) this.pictures = 0;
    this.pictures++;
    this.wantsKey = false;
    this.encoder?.encode(picture.draw(view(), sea(), atMs), atMs, isKey);
  }

  private encoded({ nals, isKey, atMs }: Parameters<Parameters<MakeEncoder>[1]>[0]): void {
    const [sps, pps] = [NAL.sps, NAL.pps].map((type) => nals.find((nal) => nalType(nal) === type));
    if (sps !== undefined && pps !== undefined) this.told ??= configOf(sps.slice(), pps.slice());
    const units = [stampNal(atMs), ...nals.filter((nal) => !NOT_PICTURE.has(nalType(nal)))];
    const nowMs = Date.now();
    for (const [listener, state] of this.listeners) {
      if (!state.isBegun && !isKey) continue;
      state.isBegun = true;
      listener(units, nowMs, isKey);
    }
  }
}
