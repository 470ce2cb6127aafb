import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import onvif from 'onvif/promises/index.js';
import { OnvifServer } from './onvif-server.ts';
import { PtzHead } from './ptz-head.ts';

const ACCOUNT = { user: 'admin', password: 'p@ss <word> & "more"' };

describe('the head of a simulated camera', () => {
  it('turns at its speed to where it was told, and no further than its ends', () => {
    const head = new PtzHead({ x: 0, y: 0, zoom: 0 }, 0);
    head.moveTo({ x: 0.5, zoom: 1 }, 1000);
    expect(head.at(1000)).toEqual({ x: 0, y: 0, zoom: 0 });
    expect(head.at(1750).x).toBeCloseTo(0.25, 9);
    expect([head.isMoving(2400), head.isMoving(2500)]).toEqual([true, false]);
    expect(head.at(9000)).toEqual({ x: 0.5, y: 0, zoom: 1 });
    head.turn({ x: -0.5 }, 10_000);
    head.stop(11_000);
    expect(head.at(99_000).x).toBeCloseTo(0.5 - 1 / 6, 9);
    head.moveBy({ y: 7 }, 100_000);
    expect(head.at(109_000).y).toBe(1);
  });
});

describe('the ONVIF door of a simulated camera', () => {
  let nowMs = Date.now();
  const head = new PtzHead({ x: 0, y: 0, zoom: 0 }, nowMs);
  const server = new OnvifServer({ account: ACCOUNT, head, rtspPort: () => 8554, nowMs: () => nowMs });
  let port = 0;
  beforeAll(async () => {
    port = await server.listen(0);
  });
  afterAll(() => server.stop());
  const dial = (password = ACCOUNT.password) =>
    new onvif.Cam({
      ...{ hostname: '127.0.0.1', port, timeout: 3000 },
      username: 'admin',
      password,
      autoconnect: false,
    });

  it('is turned, asked and stopped by an ordinary client, and keeps presets', async () => {
    const cam = dial();
    await cam.connect();
    await cam.absoluteMove({ x: 0.4, y: -0.1, zoom: 0.5 });
    expect(head.isMoving(nowMs)).toBe(true);
    nowMs += 5000;
    expect(await cam.getStatus()).toMatchObject({ position: { x: 0.4, y: -0.1, zoom: 0.5 } });
    await cam.setPreset({ presetName: 'gate' });
    await cam.continuousMove({ x: 1, y: 0, zoom: 0 });
    nowMs += 300;
    await cam.stop();
    expect(head.at(nowMs).x).toBeCloseTo(0.5, 9);
    const presets = (await cam.getPresets()) as unknown as Record<string, { $: { token: string } }>;
    await cam.gotoPreset({ preset: presets['gate']?.$.token ?? '' });
    nowMs += 5000;
    expect(head.at(nowMs).x).toBeCloseTo(0.4, 9);
    await cam.relativeMove({ x: -0.2 });
    nowMs += 5000;
    expect(head.at(nowMs).x).toBeCloseTo(0.2, 9);
    expect((await cam.getStreamUri()).uri).toContain(':8554/');
  });

  it('refuses a wrong password, what it does not know, and what is too long or no HTTP, and lives', async () => {
    await expect(dial('nope').connect()).rejects.toThrow(/NotAuthorized/);
    const post = async (body: string): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}/onvif/ptz`, { method: 'POST', body })).status;
    expect(await post('<Body><Reboot/></Body>')).toBe(500);
    expect(await post('garbage')).toBe(500);
    await expect(post(`<Body><Stop>${'x'.repeat(100_000)}</Stop></Body>`)).rejects.toThrow();
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) =>
      socket
        .on('close', resolve)
        .on('error', () => undefined)
        .end('\x16\x03garbage\r\n\r\n'),
    );
    await dial().connect();
  });
});
