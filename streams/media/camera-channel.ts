import { readAvcC } from '../../server/domain/video/avc.ts';
import { type CameraState, Freshness } from './freshness.ts';
import { Hub, type ViewerSink } from './hub.ts';
import { RtspSource } from './rtsp-source.ts';

/** Nobody watches any more: the camera is let go after this, ms. */
const LET_GO_MS = 10_000;

export interface CameraPlan {
  readonly id: string;
  /** With user and password; told to nobody. */
  readonly url: string;
  /** Pulled also while nobody watches, so that its state is known. */
  readonly always: boolean;
}

/** idle: nobody watches and nothing is recorded, so it is not pulled and not judged. */
export interface ChannelStatus {
  readonly id: string;
  readonly state: CameraState | 'idle';
  /** Why it is offline; null: it is not. */
  readonly reason: string | null;
  readonly viewers: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One camera: pulled while it is wanted, judged, given to viewers. */
export class CameraChannel {
  private readonly hub = new Hub();
  private readonly freshness = new Freshness();
  private source: RtspSource | null = null;
  private isConnected = false;
  private reason: string | null = null;
  private size = { widthPx: 0, heightPx: 0 };
  private lastWantedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private plan: CameraPlan,
    private readonly nowMs: () => number,
  ) {
    this.look();
  }

  /** Other settings of the same camera. */
  change(plan: CameraPlan): void {
    if (plan.url !== this.plan.url) this.letGo();
    this.plan = plan;
    this.look();
  }

  add(sink: ViewerSink): void {
    this.hub.add(sink);
    this.look();
  }

  remove(sink: ViewerSink): void {
    this.hub.remove(sink);
    this.lastWantedMs = this.nowMs();
  }

  /** Pulls the camera or lets it go, as it is wanted; to be called now and then. */
  look(): void {
    const isWanted = this.plan.always || this.hub.count > 0;
    if (isWanted) this.lastWantedMs = this.nowMs();
    if (isWanted && this.source === null) this.pull();
    else if (!isWanted && this.nowMs() - this.lastWantedMs > LET_GO_MS) this.letGo();
  }

  stop(): void {
    this.letGo();
  }

  get status(): ChannelStatus {
    const state = this.source === null ? 'idle' : this.freshness.stateAt(this.nowMs(), this.isConnected);
    const reason = state === 'offline' ? (this.reason ?? 'not connected yet') : null;
    return { id: this.plan.id, state, reason, viewers: this.hub.count, ...this.size };
  }

  private pull(): void {
    this.source = new RtspSource(this.plan.url, {
      config: (avcC) => {
        const { widthPx, heightPx } = readAvcC(avcC);
        this.size = { widthPx, heightPx };
        this.hub.setConfig(avcC);
      },
      picture: (picture) => {
        this.isConnected = true;
        this.freshness.picture(picture, this.nowMs(), this.size.widthPx * this.size.heightPx);
        this.hub.picture(picture);
      },
      down: (reason) => {
        this.isConnected = false;
        this.reason = reason;
        this.freshness.forget();
        this.hub.forget();
      },
    });
    this.source.start();
  }

  private letGo(): void {
    this.source?.stop();
    this.source = null;
    this.isConnected = false;
    this.freshness.forget();
    this.hub.forget();
  }
}
