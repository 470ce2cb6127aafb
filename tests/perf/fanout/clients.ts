// The consoles' own process: they take every frame; some decode it and say when they first saw each probe.
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../../server/contract/constants.ts';
import type { ClientToServer, ServerToClient } from '../../../server/contract/events.ts';
import { decodeFrame } from '../../../server/domain/frame/decode-frame.ts';
import { FIRST_MMSI, PROBE_EVERY, viewOf } from './views.ts';

interface BenchEvents extends ServerToClient {
  'bench:json': (tracks: readonly unknown[]) => void;
}
type Client = Socket<BenchEvents, ClientToServer>;

const [port, count] = process.argv.slice(2).map(Number) as [number, number];
/** One in so many decodes: of every kind of view some. */
const DECODES_EVERY = 11;

let bytes = 0;
let frames = 0;
let jsons = 0;
/** Of probes: client, vessel, course, time of arrival. */
let seen: number[] = [];
const clients: Client[] = [];

function decodes(client: Client, no: number): void {
  const vesselOf = new Map<number, number>();
  const last = new Map<number, number>();
  client.on('live:frame', (data) => {
    const atMs = performance.timeOrigin + performance.now();
    const { rows, identities } = decodeFrame(new Uint8Array(data));
    for (const { key, mmsi } of identities) {
      if ((mmsi - FIRST_MMSI) % PROBE_EVERY === 0) vesselOf.set(key, mmsi - FIRST_MMSI);
    }
    for (let i = 0; i < rows.count; i++) {
      const vessel = vesselOf.get(rows.key[i] as number);
      if (vessel === undefined || last.get(vessel) === rows.cog[i]) continue;
      last.set(vessel, rows.cog[i] as number);
      seen.push(no, vessel, rows.cog[i] as number, atMs);
    }
  });
}

async function join(no: number): Promise<void> {
  const client: Client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
  clients.push(client);
  client.on('live:frame', (data) => {
    frames++;
    bytes += data.byteLength;
  });
  client.on('bench:json', () => {
    jsons++;
  });
  if (no % DECODES_EVERY === 0) decodes(client, no);
  await client.emitWithAck('live:hello', { protocol: PROTOCOL_VERSION });
  await client.emitWithAck('live:view', viewOf(no));
}

process.on('message', (message: { type: string; clients?: number }) => {
  if (message.type === 'reset') {
    bytes = frames = jsons = 0;
    seen = [];
  } else if (message.type === 'report') process.send?.({ type: 'report', bytes, frames, jsons, seen });
  else if (message.type === 'stall') {
    for (const client of clients.slice(0, message.clients)) {
      (client.io.engine.transport as unknown as { ws: { pause(): void } }).ws.pause();
    }
    process.send?.({ type: 'stalled' });
  }
});
process.on('disconnect', () => process.exit(0));

for (let no = 0; no < count; no++) await join(no);
process.send?.({ type: 'joined' });
