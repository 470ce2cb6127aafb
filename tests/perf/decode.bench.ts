/**
 * CPU time of our decoder and of ais-stream-decoder over the same messages, round about in one process.
 * ratioDecode: raw chunks to an object of its own per message, against its own lines to its own JSON text (already cut into
 * lines for it, and not parsed again, both in its favour).
 * ratioPipeline: TAG blocks, de-duplication and the merge into the picture, against its decoding of the same sentences bare.
 */
import { existsSync, readFileSync } from 'node:fs';
import aisStreamDecoder from 'ais-stream-decoder';
import { AisDecoder } from '../../server/domain/ais/decoder.ts';
import { AisMessage } from '../../server/domain/ais/message.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { Fusion } from '../../server/domain/track/fusion.ts';
import { taggedTraffic } from './tagged-traffic.ts';

const ROUNDS = 9;
const WARM_UP = 2;
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

/** Lines per CPU-second of ais-stream-decoder. */
function theirRate(lines: readonly string[]): number {
  let last = '';
  let delivered = 0;
  const decoder = new aisStreamDecoder.default({ silent: true }, { highWaterMark: 1 << 30 });
  const spent = cpuS(() => {
    for (const line of lines) {
      decoder.write(line);
      const text: string | null = decoder.read();
      if (text === null) continue;
      delivered++;
      last = text;
    }
  });
  if (delivered === 0 || last === '') throw new Error('ais-stream-decoder delivered nothing');
  return lines.length / spent;
}

/** Lines per CPU-second of our decoder, a fresh object for each message. */
function ourRate(chunks: readonly Buffer[], lines: number, passes: number): number {
  let last = new AisMessage();
  let delivered = 0;
  const decoder = new AisDecoder(
    (message) => {
      delivered++;
      last = message;
    },
    { isFresh: true },
  );
  const spent = cpuS(() => {
    for (let pass = 0; pass < passes; pass++) for (const chunk of chunks) decoder.feed(chunk);
  });
  if (delivered === 0 || last.type === 0) throw new Error('our decoder delivered nothing');
  return (lines * passes) / spent;
}

/** Lines per CPU-second from TAG blocks to the picture: decode, drop what another station said before, merge. */
function pipelineRate(chunks: readonly Buffer[], lines: number): number {
  const picture = new Fusion();
  const observation = { message: new AisMessage(), feed: 'bench', station: '', receivedMs: 0 };
  const outcomes: Record<string, number> = {};
  const decoder = new AisDecoder((message) => {
    observation.message = message;
    observation.station = message.station;
    // a line without a time comes right behind one that has it
    if (!Number.isNaN(message.tagMs)) observation.receivedMs = message.tagMs;
    const outcome = picture.hear(observation);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  });
  const spent = cpuS(() => {
    for (const chunk of chunks) decoder.feed(chunk);
  });
  const { accepted = 0, duplicate = 0 } = outcomes;
  if (accepted < 0.4 * lines || duplicate < 0.2 * lines) {
    throw new Error(
      `the picture took ${accepted} and knew ${duplicate} of ${lines} lines: not the traffic that was meant`,
    );
  }
  return lines / spent;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function measured(rate: { ours: () => number; theirs: () => number }): Rate[] {
  const rates: Rate[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    globalThis.gc?.();
    const theirs = rate.theirs();
    globalThis.gc?.();
    const ours = rate.ours();
    if (round >= 0) rates.push({ ours, theirs });
  }
  return rates;
}

const ratioOf = (rates: readonly Rate[]): number =>
  Math.round(median(rates.map(({ ours, theirs }) => ours / theirs)) * 10) / 10;

const lines = CAPTURE
  ? readFileSync(CAPTURE, 'latin1')
      .split(/\r?\n/)
      .filter((line) => line.startsWith('!'))
  : syntheticLines();
console.log(`${lines.length} lines of ${CAPTURE ?? 'made traffic'}, ${ROUNDS} rounds`);

const chunks = chunksOf(`${lines.join('\r\n')}\r\n`);
const passes = Math.ceil(400_000 / lines.length);
const decode = measured({ ours: () => ourRate(chunks, lines.length, passes), theirs: () => theirRate(lines) });

const tagged = taggedTraffic(lines, Math.ceil(60_000 / lines.length));
const taggedChunks = chunksOf(tagged.text);
const someBare = tagged.bare.slice(0, 8000);
const pipeline = measured({
  ours: () => pipelineRate(taggedChunks, tagged.bare.length),
  theirs: () => theirRate(someBare),
});

console.log(
  JSON.stringify({
    ratioDecode: ratioOf(decode),
    ratioPipeline: ratioOf(pipeline),
    linesPerCpuS: Math.round(median(decode.map(({ ours }) => ours))),
    pipelineLinesPerCpuS: Math.round(median(pipeline.map(({ ours }) => ours))),
    baselineLinesPerCpuS: Math.round(median(decode.map(({ theirs }) => theirs))),
  }),
);
