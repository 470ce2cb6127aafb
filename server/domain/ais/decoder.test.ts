import { describe, expect, it } from '@jest/globals';
import { AisDecoder } from './decoder.ts';
import type { AisMessage } from './message.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function decoded(text: string): { messages: AisMessage[]; decoder: AisDecoder } {
  const messages: AisMessage[] = [];
  const decoder = new AisDecoder((message) => messages.push(message), { isFresh: true });
  decoder.feed(bytes(text));
  decoder.flush();
  return { messages, decoder };
}

const CLASS_A = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';

describe('AisDecoder', () => {
  it('decodes the same from chunks cut anywhere', () => {
    const stream = bytes(`${CLASS_A}\r\n\n${CLASS_A}\n`);
    for (let cut = 1; cut < stream.length; cut++) {
      const seen: number[] = [];
      const decoder = new AisDecoder((message) => seen.push(message.mmsi, message.lon, message.lat));
      for (let at = 0; at < stream.length; at += cut) decoder.feed(stream.subarray(at, at + cut));
      expect(seen).toEqual([371798000, -74037230, 29028980, 371798000, -74037230, 29028980]);
      expect(decoder.stats.lines).toBe(2);
    }
  });

  it('never accepts a sentence with a wrong checksum', () => {
    const { messages, decoder } = decoded(`${CLASS_A.replace('*4A', '*4B')}\n${CLASS_A.replace('*4A', '')}\n`);
    expect(messages).toEqual([]);
    expect(decoder.stats.rejected).toMatchObject({ checksum: 1, malformed: 1 });
  });
});
