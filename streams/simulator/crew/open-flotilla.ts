import { readFileSync } from 'node:fs';
import type { Ring } from '../../../server/domain/geo/land.ts';
import { RouteChart } from '../../../server/domain/route/route-chart.ts';
import { WaterRouter } from '../../../server/domain/route/water-route.ts';
import { storyScript } from '../../../server/domain/story/script.ts';
import { readTablets } from '../anchor.ts';
import { Flotilla, type Silence } from './flotilla.ts';

const TICK_MS = 1_000;
const COAST = new URL('../../../server/domain/geo/data/japan-coast.json', import.meta.url);

/** When the boats of a night have no reception. */
export function silencesOf(seed: number): Silence[] {
  const events = storyScript(seed).flatMap((event) => (event.kind === 'boat' ? [event] : []));
  return events.flatMap(({ boat: boatId, move, atMs: fromMs }) => {
    if (move !== 'unheard') return [];
    const back = events.find((event) => event.boat === boatId && event.move === 'heard-again' && event.atMs > fromMs);
    return [{ boatId, fromMs, toMs: back?.atMs ?? fromMs }];
  });
}

/** Opens the boats of the simulated bay; their tablets come on board when the server says so by a message. */
export async function openFlotilla(
  ports: readonly number[] | null,
  seed: number,
  nowMs: () => number,
): Promise<{ readonly boatId: string; readonly port: number }[]> {
  if (ports === null) return [];
  const coast = JSON.parse(readFileSync(COAST, 'utf8')) as { geometry: { coordinates: Ring[][] } };
  const router = new WaterRouter(new RouteChart(coast.geometry.coordinates.flat()));
  const flotilla = new Flotilla(router, silencesOf(seed), nowMs);
  process.on('message', (message) => {
    const order = readTablets(message);
    if (order === null) return;
    flotilla.enrol(order.url, order.codes).catch((error: unknown) => console.error(`tablets: ${String(error)}`));
  });
  setInterval(() => void flotilla.tick(), TICK_MS);
  return flotilla.listen(ports);
}
