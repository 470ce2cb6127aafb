import { describe, expect, it } from '@jest/globals';
import { Uploads } from './uploads.ts';

const BYTES = Uint8Array.from({ length: 50_000 }, (_, i) => i % 251);

function place(waiting: Map<string, Uint8Array<ArrayBuffer>>) {
  return {
    photos: async () => [...waiting.keys()],
    photo: async (id: string) => waiting.get(id) ?? null,
    dropPhoto: async (id: string) => void waiting.delete(id),
  };
}

describe('photos on their way', () => {
  it('go on where the line was cut, and are dropped once they are whole', async () => {
    const waiting = new Map([['a', BYTES]]);
    let there = new Uint8Array();
    let puts = 0;
    const uploads = new Uploads(place(waiting), async (_, offset, part) => {
      if (++puts % 3 === 0) return { ok: false, message: null, told: {} };
      if (offset === there.length) there = Uint8Array.from([...there, ...part]);
      return { ok: true, value: { has: there.length } };
    });
    for (let i = 0; i < 6; i++) await uploads.send(() => true);
    expect([waiting.size, Buffer.compare(there, BYTES)]).toEqual([0, 0]);
    expect(uploads.progress.read()).toEqual({ a: 1 });
  });

  it('wait until the server knows of them', async () => {
    const waiting = new Map([['a', BYTES]]);
    const uploads = new Uploads(place(waiting), async () => {
      throw new Error('too early');
    });
    await uploads.send(() => false);
    expect(waiting.size).toBe(1);
  });

  it('begin anew where something else has arrived', async () => {
    const waiting = new Map([['a', BYTES]]);
    let has = 0;
    let isBad = true;
    const uploads = new Uploads(place(waiting), async (_, offset, part) => {
      if (offset === has) has += part.length;
      if (has < BYTES.length || !isBad) return { ok: true, value: { has } };
      [has, isBad] = [0, false];
      return { ok: false, message: 'sha256', told: { reason: 'hash' } };
    });
    await uploads.send(() => true);
    expect([waiting.size, isBad, has]).toEqual([0, false, BYTES.length]);
  });
});
