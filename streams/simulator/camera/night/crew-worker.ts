import { parentPort, workerData } from 'node:worker_threads';
import { type StoryAnchor, storyMsAt } from '../../traffic-server.ts';
import type { CrewOrder } from './film-crew.ts';
import { FilmCrew } from './film-crew.ts';
import type { Sea } from './night-picture.ts';

/** What the thread of the traffic tells that of the cameras. */
export type CrewMessage =
  | { readonly kind: 'clock'; readonly anchor: StoryAnchor }
  | { readonly kind: 'sea'; readonly sea: Sea };

const { order, anchor } = workerData as { order: CrewOrder; anchor: StoryAnchor };
let now = anchor;
const crew = new FilmCrew(() => storyMsAt(now, Date.now()));
parentPort?.on('message', (message: CrewMessage) => {
  if (message.kind === 'clock') now = message.anchor;
  else crew.sea = message.sea;
});
parentPort?.postMessage(await crew.open(order));
