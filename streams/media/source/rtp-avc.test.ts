import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nalsOf, nalType } from '../../../server/domain/video/avc.ts';
import { fixtureFilm } from '../../simulator/camera/fixture.ts';
import { RtpWriter } from '../../simulator/camera/rtp.ts';
import { RtpAvc } from './rtp-avc.ts';
import type { Picture } from './source.ts';

const { config, frames } = fixtureFilm();
const FILM = frames.slice(0, 30);

/** Packets of the film, and the picture each is of. */
function packets(firstTicks = 0): { data: Buffer; picture: number }[] {
  const rtp = new RtpWriter(0x1234_fff0);
  return FILM.flatMap(({ nals, isKey }, i) => {
    const units = isKey ? [config.sps, config.pps, ...nals] : nals;
    const bytes = Buffer.from(rtp.picture(units, (firstTicks + i * 9000) % 2 ** 32));
    const out: { data: Buffer; picture: number }[] = [];
    for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt16BE(at + 2))
      out.push({ data: bytes.subarray(at + 4, at + 4 + bytes.readUInt16BE(at + 2)), picture: i });
    return out;
  });
}
function taken(data: readonly Buffer[]): { pictures: Picture[]; configs: number } {
  const pictures: Picture[] = [];
  let configs = 0;
  const picture = (one: Picture): void => void pictures.push(one);
  const reader = new RtpAvc({ clockRate: 90_000, parameterSets: '' }, { config: () => configs++, picture });
  for (const one of data) reader.packet(one);
  return { pictures, configs };
}
const unitsOf = ({ data }: { data: Uint8Array }): Buffer[] => nalsOf(data).map((nal) => Buffer.from(nal));

describe('H.264 in RTP', () => {
  it('is put together as it was sent, over timestamps and sequence numbers that wrap', () => {
    const { pictures, configs } = taken(packets(2 ** 32 - 90_000).map(({ data }) => data));
    expect(configs).toBe(1);
    expect(pictures.map(({ dtsMs }) => dtsMs)).toEqual(FILM.map((_, i) => i * 100));
    expect(pictures.map(({ isKey }) => isKey)).toEqual(FILM.map(({ isKey }) => isKey));
    pictures.forEach((one, i) => {
      const sent = (FILM[i]?.nals ?? []).filter((nal) => nalType(nal) !== 9).map((nal) => Buffer.from(nal));
      expect(unitsOf(one)).toEqual(sent);
    });
  });

  it('costs the picture of a packet that is lost, and none behind it', () => {
    const all = packets();
    fc.assert(
      fc.property(fc.nat(all.length - 1), (lost) => {
        const hit = all[lost]?.picture as number;
        const { pictures } = taken(all.filter((_, i) => i !== lost).map(({ data }) => data));
        const times = pictures.map(({ dtsMs }) => dtsMs);
        // its last packet ends it: then it is whole for all that can be known, and joined to none
        for (let i = 0; i < FILM.length; i++) if (i !== hit && hit !== 0) expect(times).toContain(i * 100);
        for (const { data } of pictures) expect(() => nalsOf(data)).not.toThrow();
      }),
    );
  });

  it('never throws but a RangeError, whatever comes, and makes nothing up', () => {
    const all = packets().map(({ data }) => data);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(all.length - 1), fc.uint8Array({ maxLength: 40 })), { maxLength: 40 }),
        (cuts) => {
          const mixed = cuts.map(([i, noise]) =>
            Buffer.concat([(all[i] as Buffer).subarray(0, 12 + (noise.length % 5)), noise]),
          );
          try {
            for (const { data } of taken([...all.slice(0, 20), ...mixed, ...all.slice(20)]).pictures) nalsOf(data);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            expect(String(error)).not.toContain('ERR_');
          }
        },
      ),
    );
  });

  it('ends a unit without end', () => {
    const head = Buffer.from([0x80, 96, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    const part = (i: number, flag: number): Buffer => {
      const packet = Buffer.concat([head, Buffer.of(0x7c, flag | 1), Buffer.alloc(60_000)]);
      packet.writeUInt16BE(i, 2);
      return packet;
    };
    const endless = Array.from({ length: 100 }, (_, i) => part(i, i === 0 ? 0x80 : 0));
    expect(() => taken(endless)).toThrow('a unit of more than');
  });
});
