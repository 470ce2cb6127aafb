import type { FromWorker, ToWorker } from './live-messages.ts';
import { LiveSocket } from './live-socket.ts';

const BEAT_MS = 1_000;

/** The part of the worker's global scope that is used; the page's types have another one. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer: ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
const scope = globalThis as unknown as WorkerScope;

let socket: LiveSocket | null = null;

scope.onmessage = ({ data }) => {
  if (data.type === 'start') {
    socket ??= new LiveSocket({
      url: data.url,
      post: (message, transfer) => scope.postMessage(message, transfer),
      nowMs: () => performance.timeOrigin + performance.now(),
    });
    return;
  }
  if (data.type === 'view') socket?.view(data.view);
  else if (data.type === 'applied') socket?.applied();
  else socket?.resync();
};

setInterval(() => scope.postMessage({ type: 'beat' }, []), BEAT_MS);
