import { nalsOf, stampOf } from '../../server/domain/video/avc.ts';
import { readConfig } from '../../server/domain/video/read-config.ts';
import type { VideoConfig } from '../../server/domain/video/video-config.ts';
import type { CameraPlan, MediaStatus } from '../../server/platform/media/orders.ts';
import { Freshness } from './freshness.ts';
import { Hub, type ViewerSink } from './hub.ts';
import type { Recorder } from './recorder/recorder.ts';
import { WallClock } from './recorder/wall-clock.ts';
import { FfmpegSource } from './source/ffmpeg-source.ts';
import type { PushDoor } from './source/push-door.ts';
import { PushSource } from './source/push-source.ts';
import { RtspSource } from './source/rtsp-source.ts';
import type { CameraSource, Picture, SourceEvents } from './source/source.ts';

/** Nobody watches any more: the camera is let go after this, ms. */
const LET_GO_MS = 10_000;

/** What a channel needs around it. */
export interface ChannelOptions {
  /** Of a clock that only goes forward, ms. */
  readonly nowMs: () => number;
  /** Records a camera; null: nothing is recorded here. */
  readonly recorder: ((camera: string) => Recorder) | null;
  /** Of cameras that push; null: it is not open. */
  readonly door: PushDoor | null;
}

/** A channel's state; idle: nobody watches and nothing is recorded, so it is not pulled and not judged. */
export interface ChannelStatus extends MediaStatus {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One camera: pulled while it is wanted, judged, given to viewers. */
export class CameraChannel {
  private readonly hub = new Hub();
  private readonly freshness = new Freshness();
  private source: CameraSource | null = null;
  private isConnected = false;
  private reason: string | null = null;
  private size = { widthPx: 0, heightPx: 0 };
  private config: VideoConfig | null = null;
  private lastWantedMs = Number.NEGATIVE_INFINITY;

  private recorder: Recorder | null = null;
  private wall = new WallClock();

  constructor(
    private plan: CameraPlan,
    private readonly options: ChannelOptions,
  ) {
    this.look();
  }

  /** Other settings of the same camera. */
  change(plan: CameraPlan): void {
    if (plan.url !== this.plan.url || plan.reader !== this.plan.reader) this.letGo();
    this.plan = plan;
    this.look();
  }

  add(sink: ViewerSink): void {
    this.hub.add(sink);
    this.look();
  }

  remove(sink: ViewerSink): void {
    this.hub.remove(sink);
    this.lastWantedMs = this.options.nowMs();
  }

  /** Pulls the camera or lets it go, as it is wanted; to be called now and then. */
  look(): void {
    this.takeRecorder();
    const isWanted = this.plan.always || this.recorder !== null || this.hub.count > 0;
    if (isWanted) this.lastWantedMs = this.options.nowMs();
    if (isWanted && this.source === null) this.pull();
    else if (!isWanted && this.options.nowMs() - this.lastWantedMs > LET_GO_MS) this.letGo();
  }

  /** Resolves when what was recorded is on disk. */
  async stop(): Promise<void> {
    this.letGo();
    await this.recorder?.stop();
  }

  get status(): ChannelStatus {
    const state = this.source === null ? 'idle' : this.freshness.stateAt(this.options.nowMs(), this.isConnected);
    const reason = state === 'offline' ? (this.reason ?? 'not connected yet') : null;
    const recordingTrouble = this.recorder?.trouble ?? null;
    return { id: this.plan.id, state, reason, viewers: this.hub.count, recordingTrouble, ...this.size };
  }

  private pull(): void {
    this.source = this.sourceOf({
      config: (given) => {
        const config = readConfig(given);
        this.size = { widthPx: config.widthPx, heightPx: config.heightPx };
        this.hub.setConfig(given);
        this.recorder?.configure(config);
        this.config = config;
      },
      picture: (picture) => {
        this.isConnected = true;
        this.record(picture);
        this.freshness.picture(picture, this.options.nowMs(), this.size.widthPx * this.size.heightPx);
        this.hub.picture(picture);
      },
      down: (reason) => {
        this.isConnected = false;
        this.reason = reason;
        this.forget();
      },
    });
    this.source.start();
  }

  private sourceOf(events: SourceEvents): CameraSource {
    const { id, reader, url } = this.plan;
    if (reader === 'push') return new PushSource(this.options.door, id, url, events);
    return reader === 'ffmpeg' ? new FfmpegSource(url, events) : new RtspSource(url, events);
  }

  private letGo(): void {
    this.source?.stop();
    this.source = null;
    this.isConnected = false;
    this.forget();
  }

  private forget(): void {
    this.freshness.forget();
    this.hub.forget();
    this.recorder?.end();
    this.wall = new WallClock();
  }

  private takeRecorder(): void {
    const { recorder } = this.options;
    if (this.plan.isRecorded === (this.recorder !== null) || recorder === null) return;
    void this.recorder?.stop();
    this.recorder = this.plan.isRecorded ? recorder(this.plan.id) : null;
    if (this.config !== null) this.recorder?.configure(this.config);
  }

  private record({ isKey, dtsMs, ctsMs, data }: Picture): void {
    if (this.recorder === null) return;
    const stampMs = this.plan.isStamped ? stampOf(nalsOf(data)) : null;
    const atMs = stampMs ?? this.wall.wallOf(dtsMs, Date.now());
    this.recorder.picture({ isKey, atMs, ctsMs, data });
  }
}
