import { z } from 'zod';
import { CameraChannel, type ChannelStatus } from './camera-channel.ts';
import { ViewerGateway } from './viewer-gateway.ts';

const LOOK_MS = 250;
/** Told at least so often, so that our silence is known for what it is, ms. */
const TELL_MS = 1_000;
const settingsSchema = z.object({
  MEDIA_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  MEDIA_HOST: z.string().min(1).default('127.0.0.1'),
});
/** What the server that started us says. Cameras that are no longer in the list are let go. */
const orderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cameras'),
    /** Key of the tickets, base64. */
    secret: z.string().min(32),
    cameras: z
      .array(z.strictObject({ id: z.string().max(40), url: z.string().max(500), always: z.boolean() }))
      .max(200),
  }),
  z.strictObject({ kind: z.literal('revoke'), session: z.string().max(80) }),
]);

/** The process of the cameras: pulls them, judges them, gives them to viewers. It knows no database. */
async function run(): Promise<void> {
  const { MEDIA_PORT, MEDIA_HOST } = settingsSchema.parse(process.env);
  const parent = process.ppid;
  const channels = new Map<string, CameraChannel>();
  let secret: Buffer | null = null;
  const gateway = new ViewerGateway({
    secret: () => secret,
    channel: (id) => channels.get(id),
    nowMs: () => Date.now(),
  });
  const end = () => process.exit(0);
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.on('disconnect', end);
  process.on('message', (message) => {
    const order = orderSchema.safeParse(message).data;
    if (order?.kind === 'revoke') gateway.revoke(order.session);
    if (order?.kind !== 'cameras') return;
    secret = Buffer.from(order.secret, 'base64');
    const ids = new Set(order.cameras.map(({ id }) => id));
    for (const [id, channel] of channels) {
      if (ids.has(id)) continue;
      channel.stop();
      channels.delete(id);
    }
    for (const plan of order.cameras) {
      const known = channels.get(plan.id);
      if (known) known.change(plan);
      else channels.set(plan.id, new CameraChannel(plan, () => performance.now()));
    }
  });
  const port = await gateway.listen(MEDIA_PORT, MEDIA_HOST);
  process.send?.({ kind: 'hello', port });
  let told = '';
  let toldMs = 0;
  setInterval(() => {
    if (process.ppid !== parent) end();
    const statuses: ChannelStatus[] = [];
    for (const channel of channels.values()) {
      channel.look();
      statuses.push(channel.status);
    }
    const text = JSON.stringify(statuses);
    if (text === told && performance.now() - toldMs < TELL_MS) return;
    process.send?.({ kind: 'statuses', statuses });
    told = text;
    toldMs = performance.now();
  }, LOOK_MS);
}

try {
  await run();
} catch (error) {
  console.error(`media: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
