import { AisDecoder } from '../../../server/domain/ais/decoder.ts';
import { AisMessage } from '../../../server/domain/ais/message.ts';
import { Positions } from '../../../server/domain/history/positions.ts';
import { Fusion } from '../../../server/domain/track/fusion.ts';
import type { Batch, IdentityRow } from '../../../server/history/batch.ts';
import { Recorder } from '../../../server/history/recorder.ts';
import { Fleet } from '../../../streams/simulator/fleet.ts';
import { LineWriter, Traffic } from '../../../streams/simulator/traffic.ts';

export const HOUR_MS = 3_600_000;
/** A copy of a ship is another craft on its MMSI, as far as the key of its track goes. */
const FLEET_APART = 2 ** 32;

/** One hour of the bay as the picture heard it, through decoder, fusion and recorder, from `fromMs`. */
export function bayHour(fromMs: number): Batch {
  const recorder: { current: Recorder | null } = { current: null };
  let nowMs = fromMs;
  const fusion = new Fusion({ changed: (change) => recorder.current?.take(change, nowMs) });
  recorder.current = new Recorder({
    table: fusion.table,
    ordinalOf: (row) => fusion.memory.ordinal[row] ?? 1,
    radarNumberOf: (row) => fusion.memory.radarNumber[row] ?? 0,
    identity: (row) => fusion.identities[row] ?? null,
  });
  const observation = { message: new AisMessage(), feed: 'bay', station: '', receivedMs: 0 };
  const decoder = new AisDecoder((message) => {
    fusion.hear(Object.assign(observation, { message, station: message.station, receivedMs: nowMs }));
  });
  const lines = new LineWriter();
  for (const heard of new Traffic(new Fleet(7), fromMs).until(fromMs + HOUR_MS - 1)) {
    nowMs = heard.tMs;
    decoder.feed(Buffer.from(lines.write(heard)), nowMs);
  }
  const batch = recorder.current.batch(nowMs);
  if (batch === null) throw new Error('nothing was heard in the bay');
  return batch;
}

interface Repeat {
  readonly rows: number;
  /** Positions in a batch. */
  readonly atOnce: number;
  /** Where the hour is to begin, epoch ms. */
  readonly hourMs: number;
}

/** The hour in as many copies of the fleet, side by side, as make up the rows, in batches by time. */
export function repeated(hour: Batch, { rows, atOnce, hourMs }: Repeat): Batch[] {
  const { keys, positions, sources, identities } = hour;
  const order = Array.from({ length: positions.size }, (_, i) => i);
  order.sort((a, b) => (positions.atMs[a] ?? 0) - (positions.atMs[b] ?? 0));
  const firstMs = positions.atMs[order[0] ?? 0] ?? 0;
  const shiftMs = hourMs - (firstMs - (firstMs % HOUR_MS));
  const fleets = rows / positions.size;
  const batches: Batch[] = [];
  let part = new Positions(atOnce);
  let partKeys: number[] = [];
  const told = new Set<number>();
  const close = (): void => {
    const atMs = part.atMs[part.size - 1] ?? hourMs;
    const fresh = [...new Set(partKeys)].filter((key) => !told.has(key));
    for (const key of fresh) told.add(key);
    const rowsOf = (key: number): IdentityRow[] =>
      identities.filter((row) => row.key === key % FLEET_APART).map((row) => ({ ...row, key, atMs: hourMs }));
    batches.push({
      ...{ atMs, keys: Float64Array.from(partKeys), positions: part, sources, states: [], feeds: [] },
      identities: fresh.flatMap((key) => rowsOf(key).slice(-1)),
    });
    part = new Positions(atOnce);
    partKeys = [];
  };
  for (const i of order) {
    const position = positions.at(i);
    for (let fleet = 0; fleet < fleets; fleet++) {
      if (fleet >= Math.floor(fleets) && i / positions.size > fleets - Math.floor(fleets)) break;
      part.push({ ...position, atMs: position.atMs + shiftMs });
      partKeys.push((keys[i] ?? 0) + fleet * FLEET_APART);
      if (part.size === atOnce) close();
    }
  }
  if (part.size > 0) close();
  return batches;
}
