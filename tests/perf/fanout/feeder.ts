// The feeder's own process: 20,000 moving vessels as AIVDM over one TCP connection, paced; tells when it sent each probe.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from '../../../server/domain/ais/nmea.ts';
import { FIRST_MMSI, PROBE_EVERY, placeOf, seeded } from './views.ts';

const [port, vessels, perSecond] = process.argv.slice(2).map(Number) as [number, number, number];
const STEP_MS = 20;
const KNOT_DEG_PER_S = 1 / 60 / 3600;

const random = seeded(7);
const socket = connect(port, '127.0.0.1');
await once(socket, 'connect');
const lon = new Float64Array(vessels);
const lat = new Float64Array(vessels);
const sentMs = new Float64Array(vessels);
const reports = new Uint32Array(vessels);
for (let v = 0; v < vessels; v++) [lon[v], lat[v]] = placeOf(random) as [number, number];

const mmsiOf = (v: number): string => String(FIRST_MMSI + v);

/** The vessel's next report, moved as far as its speed says: north at 12 knots, so that no report is implausible. */
function report(v: number, nowMs: number): string {
  const elapsedS = sentMs[v] ? (nowMs - (sentMs[v] as number)) / 1000 : 0;
  lat[v] = Math.min(45, (lat[v] as number) + 12 * KNOT_DEG_PER_S * elapsedS);
  sentMs[v] = nowMs;
  reports[v] = ((reports[v] as number) + 1) % 3600;
  const lines = encode({
    type: 1,
    mmsi: mmsiOf(v),
    lon: lon[v] as number,
    lat: lat[v] as number,
    accuracy: true,
    sogKn: 12,
    cogDeg: v % PROBE_EVERY === 0 ? (reports[v] as number) / 10 : 0,
    headingDeg: 0,
    utcSecond: null,
    navStatus: 0,
    rotDegPerMin: 0,
  });
  return `${lines[0]}\r\n`;
}

const clockMs = (): number => performance.timeOrigin + performance.now();

async function introduce(): Promise<void> {
  for (let from = 0; from < vessels; from += 500) {
    let text = '';
    for (let v = from; v < Math.min(vessels, from + 500); v++) {
      const [name] = encode({ type: 24, part: 'A', mmsi: mmsiOf(v), name: `VESSEL ${v}` });
      text += `${name}\r\n${report(v, clockMs())}`;
    }
    if (!socket.write(text)) await once(socket, 'drain');
    await sleep(50);
  }
}

await introduce();
process.send?.({ type: 'introduced' });

const beganMs = clockMs();
let sent = 0;
let next = 0;
setInterval(() => {
  const nowMs = clockMs();
  const due = Math.floor(((nowMs - beganMs) / 1000) * perSecond);
  const probes: number[] = [];
  let text = '';
  for (; sent < due; sent++) {
    text += report(next, nowMs);
    if (next % PROBE_EVERY === 0) probes.push(next, reports[next] as number);
    next = (next + 1) % vessels;
  }
  if (text) socket.write(text);
  if (probes.length > 0) process.send?.({ type: 'probes', atMs: nowMs, probes });
}, STEP_MS);
process.on('disconnect', () => process.exit(0));
