import { checksum } from '../../server/domain/ais/nmea.ts';

/** A stream as an aggregator sends it. */
export interface TaggedTraffic {
  /** With TAG blocks, CRLF between the lines. */
  readonly text: string;
  /** The same sentences without. */
  readonly bare: readonly string[];
}

/** Ms between two messages of the stream. */
const STEP_MS = 45;
/** 2026-11-23 15:50 UTC. */
const START_MS = 1_795_449_000_000;

const block = (fields: string): string => `\\${fields}*${checksum(fields)}\\`;

/** Sentences of one message together, as they stand in a capture. */
function messagesOf(lines: readonly string[]): string[][] {
  const messages: string[][] = [];
  for (const line of lines) {
    const number = line.split(',')[2];
    if (number !== '1') messages.at(-1)?.push(line);
    else messages.push([line]);
  }
  return messages;
}

/** The capture `passes` times on, behind `round` such streams in time; each message heard by one station and two of three by another 300 ms later. */
export function taggedTraffic(lines: readonly string[], passes: number, round = 0): TaggedTraffic {
  const tagged: string[] = [];
  const bare: string[] = [];
  let group = 0;
  const say = (message: readonly string[], station: string, atMs: number): void => {
    group++;
    message.forEach((line, i) => {
      const id = message.length > 1 ? `g:${i + 1}-${message.length}-${group}` : '';
      const origin = i === 0 ? `s:${station},c:${Math.floor(atMs / 1000)}` : '';
      tagged.push(block([id, origin].filter(Boolean).join(',')) + line);
      bare.push(line);
    });
  };
  const messages = messagesOf(lines);
  const echoes: { message: readonly string[]; atMs: number }[] = [];
  const total = messages.length * passes;
  for (let i = 0; i < total; i++) {
    const atMs = START_MS + (round * total + i) * STEP_MS;
    const message = messages[i % messages.length] ?? [];
    say(message, 'r003669945', atMs);
    while (echoes[0] && echoes[0].atMs <= atMs) {
      const echo = echoes.shift();
      if (echo) say(echo.message, 'r003669712', echo.atMs);
    }
    if (i % 3 !== 0) echoes.push({ message, atMs: atMs + 300 });
  }
  return { text: `${tagged.join('\r\n')}\r\n`, bare };
}
