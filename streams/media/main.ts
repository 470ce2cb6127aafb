import { z } from 'zod';
import { type MediaNews, type MediaOrder, mediaOrderSchema } from '../../server/platform/media/orders.ts';
import { CameraChannel } from './camera-channel.ts';
import { Archive } from './recorder/archive.ts';
import { PushDoor } from './source/push-door.ts';
import { ViewerGateway } from './viewer-gateway.ts';

const LOOK_MS = 250;
/** Told at least so often, so that our silence is known for what it is, ms. */
const TELL_MS = 1_000;
/** What was recorded gets so long to reach the disk when we end, ms. */
const END_WITHIN_MS = 1_500;
const settingsSchema = z.object({
  MEDIA_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  MEDIA_HOST: z.string().min(1).default('127.0.0.1'),
  /** Door for cameras that push (RTMP); left out: it is not open. */
  MEDIA_PUSH_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  MEDIA_PUSH_HOST: z.string().min(1).default('0.0.0.0'),
  /** Where recordings go; left out: nothing is recorded. */
  MEDIA_DIR: z.string().min(1).optional(),
});
const tell = (news: MediaNews): void => {
  process.send?.(news);
};

/** The process of the cameras: pulls them, judges them, records them, gives them to viewers. It knows no database. */
async function run(): Promise<void> {
  const { MEDIA_PORT, MEDIA_HOST, MEDIA_DIR, MEDIA_PUSH_PORT, MEDIA_PUSH_HOST } = settingsSchema.parse(process.env);
  const parent = process.ppid;
  const channels = new Map<string, CameraChannel>();
  let secret: Buffer | null = null;
  const archive = MEDIA_DIR === undefined ? null : new Archive(MEDIA_DIR, tell);
  const gateway = new ViewerGateway({
    secret: () => secret,
    channel: (id) => channels.get(id),
    nowMs: () => Date.now(),
  });
  const door = MEDIA_PUSH_PORT === undefined ? null : new PushDoor({ nowMs: () => performance.now() });
  const end = endOf(channels);
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.on('disconnect', end);
  // without a place for recordings cameras are seen all the same; each recorder says its trouble
  await archive?.open().catch((error: unknown) => console.error(`media: ${MEDIA_DIR}: ${error}`));
  process.on('message', (message) => {
    const order = mediaOrderSchema.safeParse(message).data;
    if (order?.kind === 'revoke') gateway.revoke(order.session);
    else if (order?.kind === 'cameras') {
      secret = Buffer.from(order.secret, 'base64');
      take(order, channels, { archive, door });
    } else if (order !== undefined) void archive?.take(order);
  });
  await door?.listen(MEDIA_PUSH_PORT ?? 0, MEDIA_PUSH_HOST);
  const port = await gateway.listen(MEDIA_PORT, MEDIA_HOST);
  tell({ kind: 'hello', port });
  let told = '';
  let toldMs = 0;
  setInterval(() => {
    if (process.ppid !== parent) end();
    archive?.tellRows();
    const statuses = [...channels.values()].map((channel) => {
      channel.look();
      return channel.status;
    });
    const text = JSON.stringify(statuses);
    if (text === told && performance.now() - toldMs < TELL_MS) return;
    tell({ kind: 'statuses', statuses });
    told = text;
    toldMs = performance.now();
  }, LOOK_MS);
}

/** Ends the process, once what was recorded is on disk. */
function endOf(channels: ReadonlyMap<string, CameraChannel>): () => void {
  let isEnding = false;
  return () => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(0), END_WITHIN_MS).unref();
    void Promise.all([...channels.values()].map((channel) => channel.stop())).then(() => process.exit(0));
  };
}

/** Cameras that are not named any more are let go, others changed, new ones begun. */
function take(
  { cameras }: Extract<MediaOrder, { kind: 'cameras' }>,
  channels: Map<string, CameraChannel>,
  { archive, door }: { archive: Archive | null; door: PushDoor | null },
): void {
  const ids = new Set(cameras.map(({ id }) => id));
  for (const [id, channel] of channels) {
    if (ids.has(id)) continue;
    void channel.stop();
    channels.delete(id);
  }
  const recorder = archive === null ? null : (camera: string) => archive.recorder(camera);
  for (const plan of cameras) {
    const known = channels.get(plan.id);
    if (known) known.change(plan);
    else channels.set(plan.id, new CameraChannel(plan, { nowMs: () => performance.now(), recorder, door }));
  }
}

try {
  await run();
} catch (error) {
  console.error(`media: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
