/**
 * CPU time of our decoder and of ais-stream-decoder over the same messages, round about in one process.
 * ratioDecode: raw chunks to an object of its own per message, against its own lines to its own JSON text (already cut into
 * lines for it, and not parsed again, both in its favour).
 * radarLinesPerS: lines of a radar per CPU-second, to plots with their positions.
 * ratioPipeline: TAG blocks, de-duplication and the merge into the picture, against its decoding of the same sentences bare.
 */
import { existsSync, readFileSync } from 'node:fs';
import aisStreamDecoder from 'ais-stream-decoder';
import { AisDecoder } from '../../server/domain/ais/decoder.ts';
import { AisMessage } from '../../server/domain/ais/message.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { Fusion } from '../../server/domain/track/fusion.ts';
import { radarRound } from './radar-lines.ts';
import { type TaggedTraffic, taggedTraffic } from './tagged-traffic.ts';

const ROUNDS = 9;
const WARM_UP = 3;
const CHUNK_BYTES = 65_536;
const PLACES = [
  process.env['AIS_CAPTURE'],
  '../shared/data/ais/tokyo-bay.nmea',
  '../../shared/data/ais/tokyo-bay.nmea',
];
const CAPTURE = PLACES.find((path) => path !== undefined && existsSync(path));

interface Rate {
  readonly ours: number;
  readonly theirs: number;
}

/** Lines of some 300 ships under way, when there is no capture. */
function syntheticLines(): string[] {
  const lines: string[] = [];
  for (let i = 0; i < 12_000; i++) {
    const ship = (i * 7919) % 300;
    const mmsi = String(431_000_000 + ship);
    const lon = 139.6 + (ship % 20) * 0.02 + i * 1e-6;
    const lat = 35.1 + Math.floor(ship / 20) * 0.02;
    const fix = { lon, lat, accuracy: true, cogDeg: (ship * 13) % 360, headingDeg: ship, utcSecond: i % 60 };
    if (i % 20 !== 0) {
      lines.push(...encode({ type: 1, mmsi, navStatus: 0, rotDegPerMin: ship % 9, sogKn: ship % 22, ...fix }));
      continue;
    }
    const size = { toBowM: 100, toSternM: 30, toPortM: 8, toStarboardM: 12 };
    const eta = { etaMonth: 11, etaDay: 24, etaHour: 3, etaMinute: 30 };
    const ids = { imo: 9_000_000 + ship, callsign: `JD${ship}`, name: `SHIP ${ship}`, destination: 'JP TYO' };
    lines.push(
      ...encode({ type: 5, mmsi, shipType: 70, draughtM: 8.5, ...ids, ...size, ...eta }, { sequence: i % 10 }),
    );
  }
  return lines;
}

const cpuS = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

function chunksOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) chunks.push(bytes.subarray(at, at + CHUNK_BYTES));
  return chunks;
}

/** Decodes lines with ais-stream-decoder and returns lines per CPU-second; one decoder for all rounds, as in a server. */
function their(lines: readonly string[]): () => number {
  let last = '';
  const decoder = new aisStreamDecoder.default({ silent: true }, { highWaterMark: 1 << 30 });
  return () => {
    const spent = cpuS(() => {
      for (const line of lines) {
        decoder.write(line);
        const text: string | null = decoder.read();
        if (text !== null) last = text;
      }
    });
    if (last === '') throw new Error('ais-stream-decoder delivered nothing');
    return lines.length / spent;
  };
}

/** The same with our decoder, an object of its own for each message. */
function our(chunks: readonly Buffer[], lines: number, passes: number): () => number {
  let last = new AisMessage();
  const keep = (message: AisMessage): void => {
    last = message;
  };
  const decoder = new AisDecoder(keep, { isFresh: true });
  return () => {
    const spent = cpuS(() => {
      for (let pass = 0; pass < passes; pass++) for (const chunk of chunks) decoder.feed(chunk);
    });
    if (last.type === 0) throw new Error('our decoder delivered nothing');
    return (lines * passes) / spent;
  };
}

/** From TAG blocks to the picture: decode, drop what another station said before, merge. Each round goes on where the last ended. */
function pipeline(rounds: readonly TaggedTraffic[]): () => number {
  const picture = new Fusion();
  const observation = { message: new AisMessage(), feed: 'bench', station: '', receivedMs: 0 };
  let taken = 0;
  const decoder = new AisDecoder((message) => {
    observation.message = message;
    observation.station = message.station;
    if (!Number.isNaN(message.tagMs)) observation.receivedMs = message.tagMs;
    if (picture.hear(observation) === 'accepted') taken++;
  });
  let round = 0;
  return () => {
    const { text, bare } = rounds[round++ % rounds.length] ?? { text: '', bare: [] };
    const chunks = chunksOf(text);
    taken = 0;
    const spent = cpuS(() => {
      for (const chunk of chunks) decoder.feed(chunk);
    });
    // three of five lines are heard first from their station
    if (taken < 0.4 * bare.length || taken > 0.65 * bare.length) throw new Error(`${taken} of ${bare.length} taken`);
    return bare.length / spent;
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function measured(rate: { ours: () => number; theirs: () => number }): Rate[] {
  const rates: Rate[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const theirs = rate.theirs();
    const ours = rate.ours();
    if (round >= 0) rates.push({ ours, theirs });
  }
  return rates;
}

const ratioOf = (rates: readonly Rate[]): number =>
  Math.round(median(rates.map(({ ours, theirs }) => ours / theirs)) * 10) / 10;

function radarLinesPerS(): number {
  const { lines: count, run } = radarRound();
  const rates = Array.from({ length: WARM_UP + ROUNDS }, () => count / cpuS(run));
  return Math.round(median(rates.slice(WARM_UP)));
}

const lines = CAPTURE
  ? readFileSync(CAPTURE, 'latin1')
      .split(/\r?\n/)
      .filter((line) => line.startsWith('!'))
  : syntheticLines();
console.log(`${lines.length} lines of ${CAPTURE ?? 'made traffic'}, ${ROUNDS} rounds`);

const chunks = chunksOf(`${lines.join('\r\n')}\r\n`);
const passes = Math.ceil(400_000 / lines.length);
const decode = measured({ ours: our(chunks, lines.length, passes), theirs: their(lines) });

const perRound = Math.ceil(30_000 / lines.length);
const traffic = Array.from({ length: WARM_UP + ROUNDS }, (_, round) => taggedTraffic(lines, perRound, round));
const someBare = traffic[0]?.bare.slice(0, 8000) ?? [];
const merged = measured({ ours: pipeline(traffic), theirs: their(someBare) });

console.log(
  JSON.stringify({
    ratioDecode: ratioOf(decode),
    ratioPipeline: ratioOf(merged),
    linesPerCpuS: Math.round(median(decode.map(({ ours }) => ours))),
    pipelineLinesPerCpuS: Math.round(median(merged.map(({ ours }) => ours))),
    radarLinesPerS: radarLinesPerS(),
    baselineLinesPerCpuS: Math.round(median(decode.map(({ theirs }) => theirs))),
  }),
);
