import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { PhotoPartTaken } from '../../server/contract/boarding.ts';
import { MessagesService } from '../../server/dispatch/messages/messages.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { type EnrolledDevice, enrol } from '../support/enrol.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';
import { Tablet } from '../support/tablet.ts';

const PART = 16_384;
const GPS = { IFD0: { Copyright: 'crew of shiosai' } };

describe('photos and boarding reports of a boat', () => {
  let app: RunningApp;
  let operator: SignedIn;
  let device: EnrolledDevice;
  let other: EnrolledDevice;
  let tablet: Tablet;
  let original: Buffer;
  beforeAll(async () => {
    app = await runApp();
    const admin = await signIn(app, 'admin');
    operator = await signIn(app, 'operator');
    for (const boatId of ['shiosai', 'minato-1']) await admin.send('PUT', `/api/v1/boats/${boatId}`, boatEntry(boatId));
    device = await enrol(app, admin, 'shiosai');
    other = await enrol(app, admin, 'minato-1');
    const noise = { create: { width: 2400, height: 1200, channels: 3, background: '#204060', noise: { type: 'gaussian', mean: 90, sigma: 40 } } } as const; // biome-ignore format: one line
    original = await sharp(noise).withExif(GPS).jpeg({ quality: 40 }).toBuffer();
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    tablet = new Tablet(app, device);
    await tablet.hello();
  });
  afterEach(() => tablet.close());
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const announce = async (bytes: Buffer, more: Record<string, unknown> = {}): Promise<string> => {
    const requestId = randomUUID();
    const photo = { sha256: sha256(bytes), bytes: bytes.length, type: 'image/jpeg', ...more };
    const said = { requestId, kind: 'photo', photo, lon: 139.72, lat: 35.3, deviceMs: 5 };
    expect(await tablet.ask('dispatch:say', said)).toMatchObject({ ok: true });
    return requestId;
  };
  const put = (id: string, offset: number, part: Buffer, by = device): Promise<Response> =>
    fetch(`${app.url}/api/v1/dispatch/photos/${id}/${offset}`, {
      method: 'PUT',
      headers: { ...by.headers, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(part),
    });
  const upload = async (id: string, bytes: Buffer): Promise<Response> => {
    let answer = await put(id, 0, Buffer.alloc(0));
    for (let { has } = (await answer.json()) as PhotoPartTaken; has < bytes.length; ) {
      answer = await put(id, has, bytes.subarray(has, has + PART));
      if (!answer.ok) return answer;
      ({ has } = (await answer.clone().json()) as PhotoPartTaken);
    }
    return answer;
  };
  const photoOf = (id: string) =>
    app.app
      .get(MessagesService)
      .all()
      .find(({ messageId }) => messageId === id)?.photo;

  it('come in parts, in any order and more than once, and are kept as they were at the shutter', async () => {
    const id = await announce(original);
    expect(await (await put(id, 0, original.subarray(0, PART))).json()).toEqual({ has: PART });
    expect(await (await put(id, 0, original.subarray(0, PART))).json()).toEqual({ has: PART });
    expect(await (await put(id, 9 * PART, original.subarray(9 * PART, 10 * PART))).json()).toEqual({ has: PART });
    expect(photoOf(id)?.wholeMs).toBeNull();
    expect((await operator.fetch(`/api/v1/dispatch/photos/${id}`)).status).toBe(404);
    expect((await upload(id, original)).status).toBe(200);
    expect(photoOf(id)?.wholeMs).toEqual(expect.any(Number));
    const kept = Buffer.from(await (await operator.fetch(`/api/v1/dispatch/photos/${id}/original`)).arrayBuffer());
    expect(sha256(kept)).toBe(sha256(original));
  });

  it('are shown drawn anew: smaller, and without what the camera wrote beside the pixels', async () => {
    const id = await announce(original);
    await upload(id, original);
    const answer = await operator.fetch(`/api/v1/dispatch/photos/${id}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const copy = Buffer.from(await answer.arrayBuffer());
    const { width, height, exif } = await sharp(copy).metadata();
    expect([width, height, exif]).toEqual([1600, 800, undefined]);
    expect(original.includes('crew of shiosai') && !copy.includes('crew of shiosai')).toBe(true);
  });

  it('are refused where the bytes are not those announced, too many, or another boat’s', async () => {
    const id = await announce(original, { sha256: '0'.repeat(64) });
    const answer = await upload(id, original);
    expect([answer.status, await answer.json()]).toEqual([409, expect.objectContaining({ reason: 'hash' })]);
    const small = await announce(original.subarray(0, 10));
    expect((await put(small, 0, original.subarray(0, 11))).status).toBe(400);
    expect((await put(small, 0, original.subarray(0, 5), other)).status).toBe(403);
    expect((await put(randomUUID(), 0, original.subarray(0, 5))).status).toBe(404);
    expect((await put(small, 0, Buffer.alloc(70_000))).status).toBe(400);
    const said = { requestId: randomUUID(), kind: 'photo', deviceMs: 5, photo: { sha256: 'x', bytes: 99_999_999, type: 'image/svg+xml' } }; // biome-ignore format: one line
    expect(await tablet.ask('dispatch:say', said)).toMatchObject({ ok: false, error: 'invalid' });
  });

  it('that are no picture are kept and not shown', async () => {
    const bytes = Buffer.from('<svg onload="alert(1)"/>');
    const id = await announce(bytes);
    await upload(id, bytes);
    expect((await operator.fetch(`/api/v1/dispatch/photos/${id}`)).status).toBe(404);
    expect(readFileSync(join(app.config.dataDir, 'photos', `${id}.original`))).toEqual(bytes);
    expect(readdirSync(join(app.config.dataDir, 'photos')).filter((name) => /\.(new|part)$/.test(name) && name.startsWith(id))).toEqual([]); // biome-ignore format: one line
  });

  it('reports come once, with all that the crew wrote', async () => {
    const boarding = { boardedMs: 7, vessel: 'K-17', persons: 3, swab: 'positive', found: '防水袋 6', referrals: ['x-ray', 'forensics'], photoIds: [randomUUID()] }; // biome-ignore format: one line
    const said = { requestId: randomUUID(), kind: 'boarding', boarding, deviceMs: 8 };
    for (let i = 0; i < 2; i++)
      expect(await tablet.ask('dispatch:say', said)).toMatchObject({ ok: true, message: { boarding } });
    const all = app.app.get(MessagesService).all();
    expect(all.filter(({ kind }) => kind === 'boarding')).toHaveLength(1);
    const bad = { ...said, requestId: randomUUID(), boarding: { ...boarding, persons: -1 } };
    const refused = await tablet.ask('dispatch:say', bad);
    expect(refused).toMatchObject({
      ok: false,
      error: 'invalid',
      message: expect.stringContaining('boarding.persons'),
    });
  });
});
