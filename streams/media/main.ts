import { join, resolve } from 'node:path';
import { z } from 'zod';
import { mediaSockets, openMediaKey } from '../../server/platform/media/media-key.ts';
import { type Control, listenOn, parentControl, SocketControl } from './control.ts';
import { MediaProgram } from './program.ts';
import { PushDoor } from './source/push-door.ts';

const LOOK_MS = 250;
/** What was recorded gets so long to reach the disk when we end, ms. */
const END_WITHIN_MS = 1_500;
const optional = z.string().trim().min(1).optional().catch(undefined);
const settingsSchema = z.object({
  MEDIA_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  MEDIA_HOST: z.string().min(1).default('127.0.0.1'),
  /** Door for cameras that push (RTMP); left out: it is not open. */
  MEDIA_PUSH_PORT: z.preprocess((text) => text || undefined, z.coerce.number().int().min(1).max(65_535).optional()),
  MEDIA_PUSH_HOST: optional.transform((host) => host ?? '0.0.0.0'),
  /** Where recordings go when the server started us. */
  MEDIA_DIR: optional,
  /** Shared with the server where we run apart from it. */
  DATA_DIR: optional.transform((dir) => resolve(dir ?? './data')),
  MEDIA_KEY: optional,
});
type Settings = z.infer<typeof settingsSchema>;

/** The process of the cameras: started by the server, or by itself, when the server comes to its socket. */
async function run(): Promise<void> {
  const settings = settingsSchema.parse(process.env);
  const isApart = process.send === undefined;
  const parent = process.ppid;
  const { DATA_DIR, MEDIA_KEY, MEDIA_PUSH_PORT, MEDIA_PUSH_HOST } = settings;
  const sockets = mediaSockets(DATA_DIR);
  const control: Control = isApart
    ? new SocketControl(sockets.control, openMediaKey(DATA_DIR, MEDIA_KEY ?? null))
    : parentControl;
  const door = MEDIA_PUSH_PORT === undefined ? null : new PushDoor({ nowMs: () => performance.now() });
  const dir = isApart ? join(DATA_DIR, 'video') : (settings.MEDIA_DIR ?? null);
  const program = new MediaProgram({ control, dir, door });
  const end = endOf(program, control);
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.on('disconnect', end);
  await door?.listen(MEDIA_PUSH_PORT ?? 0, MEDIA_PUSH_HOST);
  const live = await openLive(program, settings, isApart ? sockets.live : null);
  await control.listen(
    (order) => program.take(order),
    // not before a server is there: another process of the cameras may be writing these files
    () => void program.open().then(() => control.tell({ kind: 'hello', door: live })),
  );
  if (isApart) console.error(`The cameras' process waits for the server at ${sockets.control}`);
  setInterval(() => {
    if (!isApart && process.ppid !== parent) end();
    program.look();
  }, LOOK_MS);
}

/** Opens the door for viewers: on a socket, or on loopback. */
async function openLive(program: MediaProgram, settings: Settings, path: string | null): Promise<string | number> {
  if (path === null) return program.gateway.listen(settings.MEDIA_PORT, settings.MEDIA_HOST);
  await listenOn(program.gateway.server, path);
  return path;
}

/** Ends the process, once what was recorded is on disk. */
function endOf(program: MediaProgram, control: Control): () => void {
  let isEnding = false;
  return () => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(0), END_WITHIN_MS).unref();
    control.stop();
    void program.stop().then(() => process.exit(0));
  };
}

try {
  await run();
} catch (error) {
  console.error(`media: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
