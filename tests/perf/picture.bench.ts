/**
 * The way from lines with TAG blocks to the picture: decode, duplicates of a second station, merge. Then one hundred thousand
 * tracks: what `hear` and the tick of a second cost, and the memory.
 */
import { AisDecoder } from '../../server/domain/ais/decoder.ts';
import { AisMessage } from '../../server/domain/ais/message.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { Ageing } from '../../server/domain/track/ageing.ts';
import { Fusion } from '../../server/domain/track/fusion.ts';

const START_MS = Date.UTC(2026, 5, 1, 12);
const SHIPS = 2_000;
const SECONDS = 500;
const ROUNDS = 7;
const MANY = 100_000;
const CHUNK_BYTES = 65_536;

const cpuS = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** A second of traffic each: every ship once in ten seconds, a third of them heard by a second station too. */
function traffic(): Buffer[] {
  return Array.from({ length: SECONDS }, (_, second) => {
    const lines: string[] = [];
    for (let ship = second % 10; ship < SHIPS; ship += 10) {
      const mmsi = String(431_000_000 + ship);
      const fix = { lon: 139 + (ship % 50) * 0.02, lat: 34 + ship * 4e-4 + second * 5e-5, utcSecond: second % 60 };
      const motion = { sogKn: 12, cogDeg: 0, headingDeg: 1, rotDegPerMin: 0, accuracy: true, navStatus: 0 };
      const timeMs = START_MS + second * 1000;
      lines.push(...encode({ type: 1, mmsi, ...motion, ...fix }, { tag: { station: 'north', timeMs } }));
      if (ship % 3 === 0)
        lines.push(...encode({ type: 1, mmsi, ...motion, ...fix }, { tag: { station: 'south', timeMs } }));
    }
    return Buffer.from(`${lines.join('\r\n')}\r\n`);
  });
}

function pipelineLinesPerCpuS(seconds: readonly Buffer[]): number {
  const fusion = new Fusion();
  const observation = { message: new AisMessage(), feed: 'bench', station: '', receivedMs: START_MS };
  const decoder = new AisDecoder((message) => {
    observation.message = message;
    observation.station = message.station;
    fusion.hear(observation);
  });
  const spentS = cpuS(() => {
    for (const [second, chunk] of seconds.entries()) {
      observation.receivedMs = START_MS + second * 1000 + 400;
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES) decoder.feed(chunk.subarray(at, at + CHUNK_BYTES));
    }
  });
  return decoder.stats.lines / spentS;
}

function manyTracks(): { hearNs: number; tickMs: number; bytesPerTrack: number } {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const fusion = new Fusion();
  const message = Object.assign(new AisMessage(), { type: 1, sog: 100, cog: 0, heading: 1 });
  const round = (second: number): void => {
    for (let ship = 0; ship < MANY; ship++) {
      message.mmsi = 201_000_000 + ship * 31;
      message.lon = 80_000_000 + ship * 100 + second;
      message.lat = 20_000_000 + (ship % 1000) * 1000;
      message.utcSecond = second % 60;
      fusion.hear({ message, feed: 'bench', station: '', receivedMs: START_MS + second * 1000 });
    }
  };
  round(0);
  globalThis.gc?.();
  const after = process.memoryUsage();
  const used = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  const ageing = new Ageing(fusion);
  const hearNs =
    (cpuS(() => {
      for (const second of [10, 20, 30]) round(second);
    }) *
      1e9) /
    (3 * MANY);
  const tickMs = cpuS(() => ageing.tick(START_MS + 31_000)) * 1000;
  return { hearNs: Math.round(hearNs), tickMs: Math.round(tickMs * 10) / 10, bytesPerTrack: Math.round(used / MANY) };
}

const seconds = traffic();
const rates: number[] = [];
for (let round = -1; round < ROUNDS; round++) {
  const rate = pipelineLinesPerCpuS(seconds);
  if (round >= 0) rates.push(rate);
}
console.log(JSON.stringify({ pipelineLinesPerCpuS: Math.round(median(rates)), tracks: MANY, ...manyTracks() }));
