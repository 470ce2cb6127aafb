import type { MediaOrder } from '../../server/platform/media/orders.ts';
import { CameraChannel } from './camera-channel.ts';
import type { Control } from './control.ts';
import { Archive } from './recorder/archive.ts';
import type { PushDoor } from './source/push-door.ts';
import { ViewerGateway } from './viewer-gateway.ts';

/** Told at least so often, so that our silence is known for what it is, ms. */
const TELL_MS = 1_000;

interface ProgramOptions {
  readonly control: Control;
  /** Where recordings go; null: nothing is recorded. */
  readonly dir: string | null;
  readonly door: PushDoor | null;
}

/** Pulls cameras, judges them, records them, gives them to viewers, as the server says. It knows no database. */
export class MediaProgram {
  readonly gateway: ViewerGateway;
  private readonly channels = new Map<string, CameraChannel>();
  private readonly archive: Archive | null;
  private secret: Buffer | null = null;
  private opened: Promise<void> | undefined;
  private told = '';
  private toldMs = 0;

  constructor(private readonly options: ProgramOptions) {
    const { dir, control } = options;
    this.archive = dir === null ? null : new Archive(dir, (news) => control.tell(news));
    this.gateway = new ViewerGateway({
      secret: () => this.secret,
      channel: (id) => this.channels.get(id),
      nowMs: () => Date.now(),
    });
  }

  /** Finds what earlier runs recorded; once. Without a place for recordings cameras are seen all the same; each recorder says its trouble. */
  open(): Promise<void> {
    const { archive, options } = this;
    this.opened ??= archive?.open().catch((error: unknown) => console.error(`media: ${options.dir}: ${error}`));
    return this.opened ?? Promise.resolve();
  }

  take(order: MediaOrder): void {
    if (order.kind === 'revoke') this.gateway.revoke(order.session);
    else if (order.kind === 'cameras') this.takeCameras(order);
    else void this.archive?.take(order);
  }

  /** To be called now and then. */
  look(): void {
    this.archive?.look();
    const statuses = [...this.channels.values()].map((channel) => {
      channel.look();
      return channel.status;
    });
    const text = JSON.stringify(statuses);
    if (text === this.told && performance.now() - this.toldMs < TELL_MS) return;
    this.options.control.tell({ kind: 'statuses', statuses });
    this.told = text;
    this.toldMs = performance.now();
  }

  /** Resolves once what was recorded is on disk. */
  async stop(): Promise<void> {
    await Promise.all([...this.channels.values()].map((channel) => channel.stop()));
  }

  /** Cameras that are not named any more are let go, others changed, new ones begun. */
  private takeCameras({ cameras, secret }: Extract<MediaOrder, { kind: 'cameras' }>): void {
    const key = Buffer.from(secret, 'base64');
    // tickets of a server that is gone: who ended their session since, nobody knows
    if (this.secret !== null && !this.secret.equals(key)) this.gateway.revokeAll();
    this.secret = key;
    const ids = new Set(cameras.map(({ id }) => id));
    for (const [id, channel] of this.channels) {
      if (ids.has(id)) continue;
      void channel.stop();
      this.channels.delete(id);
    }
    const { archive } = this;
    const recorder = archive === null ? null : (camera: string) => archive.recorder(camera);
    const { door } = this.options;
    for (const plan of cameras) {
      const known = this.channels.get(plan.id);
      if (known) known.change(plan);
      else this.channels.set(plan.id, new CameraChannel(plan, { nowMs: () => performance.now(), recorder, door }));
    }
  }
}
