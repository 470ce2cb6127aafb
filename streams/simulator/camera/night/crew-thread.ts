import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { StoryAnchor } from '../../traffic-server.ts';
import type { Vessel } from '../../vessel.ts';
import type { CrewMessage } from './crew-worker.ts';
import type { CrewMember, CrewOrder } from './film-crew.ts';
import type { SeenVessel } from './hull.ts';

const LADEN = new Set<string>(['container', 'feeder']);
/** The same program, as it is run here: built, or its source. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './crew-worker.ts' : './crew-worker.js', import.meta.url);

/** The thread in which the pictures of cameras are drawn and encoded, so that they never hold up the traffic. */
export class CrewThread {
  private constructor(
    private readonly worker: Worker,
    readonly members: readonly CrewMember[],
  ) {}

  /** null: no pictures can be drawn on this machine. */
  static async begin(order: CrewOrder, anchor: StoryAnchor): Promise<CrewThread | null> {
    const worker = new Worker(PROGRAM, { workerData: { order, anchor } });
    const [members] = (await once(worker, 'message')) as [CrewMember[] | null];
    if (members !== null) return new CrewThread(worker, members);
    await worker.terminate();
    return null;
  }

  follow(anchor: StoryAnchor): void {
    this.tell({ kind: 'clock', anchor });
  }

  /** Who is on the water at a story time (epoch ms); `dark`: slots that show no light. */
  look(atMs: number, vessels: readonly Vessel[], dark: ReadonlySet<number>): void {
    const seen = vessels.map((vessel) => seenOf(vessel, dark.has(vessel.slot)));
    this.tell({ kind: 'sea', sea: { atMs, vessels: seen } });
  }

  private tell(message: CrewMessage): void {
    this.worker.postMessage(message);
  }
}

function seenOf({ pose, craft, navStatus, group }: Vessel, isDark: boolean): SeenVessel {
  const { lon, lat, headingDeg, cogDeg, sogKn } = pose;
  const { toBowM, toSternM, toPortM, toStarboardM } = craft;
  const body = { toBowM, toSternM, toPortM, toStarboardM };
  return { lon, lat, headingDeg, cogDeg, sogKn, ...body, navStatus, isLaden: LADEN.has(group), isDark };
}
