import { fork } from 'node:child_process';
import { connect } from 'node:net';
import type { Logger } from 'pino';
import { MediaLine } from '../platform/media/media-line.ts';
import { type MediaNews, type MediaOrder, mediaNewsSchema } from '../platform/media/orders.ts';

/** The process of the cameras as it is reached: our child, or one that runs apart. */
export interface MediaPeer {
  /** null: it is not our child. */
  readonly pid: number | null;
  /** Lost where it does not listen. */
  send(order: MediaOrder): void;
  /** Lets it end by itself, or leaves it. */
  stop(): void;
  /** It hangs. */
  kill(): void;
  /** Resolves with why, when it is gone. */
  readonly gone: Promise<unknown>;
}

type Hear = (news: MediaNews) => void;

function hearing(hear: Hear): (message: unknown) => void {
  return (message) => {
    const news = mediaNewsSchema.safeParse(message).data;
    if (news !== undefined) hear(news);
  };
}

/** Starts it as our child. */
export function forkPeer(entry: string, videoDir: string, log: Logger, hear: Hear): MediaPeer {
  const child = fork(entry, [], {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, MEDIA_DIR: videoDir },
  });
  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log.warn({ text: text.trim() }, 'cameras'));
  child.on('message', hearing(hear));
  return {
    pid: child.pid ?? null,
    send: (order) => void child.send(order, () => undefined),
    stop: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
    gone: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? code));
      child.once('error', resolve);
    }),
  };
}

/** Goes to the one that runs apart, at its socket. */
export function connectPeer(path: string, key: Buffer, hear: Hear): MediaPeer {
  const socket = connect(path);
  let why: unknown = 'the connection ended';
  socket.once('error', (error) => {
    why = error.message;
  });
  const gone = new Promise((resolve) => socket.once('close', () => resolve(why)));
  const line = new MediaLine(socket, { key, role: 'server', known: () => undefined, message: hearing(hear) });
  const end = (): void => line.end();
  return { pid: null, send: (order) => line.send(order), stop: end, kill: end, gone };
}
