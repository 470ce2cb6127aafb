import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BoatsService } from '../../server/boats/boats.service.ts';
import type { TabletPicture } from '../../server/contract/tablet.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { boatEntry } from '../support/boat-entry.ts';
import { enrol } from '../support/enrol.ts';
import { hearShip } from '../support/heard-ship.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { signIn } from '../support/sign-in.ts';
import { Tablet } from '../support/tablet.ts';

const OWN = 431_000_099;
const HERE = { lon: 139.7, lat: 35.3 };
const MILE = 1 / 60;

describe('what a tablet is told of its surroundings', () => {
  let app: RunningApp;
  let tablet: Tablet;
  beforeAll(async () => {
    app = await runApp();
    const admin = await signIn(app, 'admin');
    await admin.send('PUT', '/api/v1/boats/shiosai', { ...boatEntry('shiosai'), mmsi: String(OWN) });
    await admin.send('PUT', '/api/v1/boats/akebono', boatEntry('akebono'));
    tablet = new Tablet(app, await enrol(app, admin, 'shiosai'));
  });
  afterAll(async () => {
    tablet?.close();
    await app?.stop();
  });

  it('is own force and the ships near, without herself but with who has borrowed her MMSI', async () => {
    const picture = app.app.get(PictureService);
    const boats = app.app.get(BoatsService);
    const nowMs = app.clock.nowMs();
    const hear = (mmsi: number, lonDeg: number, latDeg: number): void =>
      void hearShip(picture, { mmsi, lonDeg, latDeg, sogKn: 9, cogDeg: 45 }, nowMs);
    hear(431_000_001, HERE.lon, HERE.lat + MILE);
    hear(431_000_002, HERE.lon, HERE.lat + 4 * MILE);
    hear(OWN, HERE.lon, HERE.lat + 2 * MILE);
    const at = (boatId: string, lat: number): unknown =>
      boats.report(boatId, 'gps', {
        positions: [{ lon: HERE.lon, lat, sogKn: 20, cogDeg: 90, headingDeg: null, fixMs: nowMs }],
      });
    at('shiosai', HERE.lat);
    at('akebono', HERE.lat + 10 * MILE);
    const told = new Promise<TabletPicture>((tell) => tablet.socket.once('tablet:picture', tell));
    await tablet.hello();
    const { boats: near, ships } = await told;
    expect(near.map(({ boatId }) => boatId)).toEqual(['akebono']);
    expect(ships.map(({ lat }) => Math.round((lat - HERE.lat) / MILE))).toEqual([1, 2]);
  });
});
