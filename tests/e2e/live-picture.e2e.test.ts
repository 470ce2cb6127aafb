import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PictureGeoJson } from '../../server/contract/picture.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import { KINDS, STATES } from '../../server/domain/track/kind.ts';
import { NONE_16, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import type { FromWorker } from '../../web/net/live-messages.ts';
import { LiveSocket } from '../../web/net/live-socket.ts';
import { PictureStore } from '../../web/net/picture-store.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type SignedIn, signIn } from '../support/sign-in.ts';

const SHIPS = 60;
const JAPAN = { west: 120, south: 20, east: 155, north: 50, trackId: null };

const mmsiOf = (ship: number): string => String(431_000_000 + ship);

/** Position and name of a ship; every third has no heading. */
function linesOf(ship: number): string {
  const position = encode({
    type: 1,
    mmsi: mmsiOf(ship),
    lon: 130 + ship / 7,
    lat: 30 + ship / 11,
    accuracy: ship % 2 === 0,
    sogKn: ship / 3,
    cogDeg: ship * 5,
    headingDeg: ship % 3 === 0 ? null : ship * 5,
    utcSecond: null,
    navStatus: ship % 15,
    rotDegPerMin: null,
  });
  const name = encode({ type: 24, part: 'A', mmsi: mmsiOf(ship), name: `SHIP ${ship}` });
  return `${[...position, ...name].join('\r\n')}\r\n`;
}

describe('from a sentence on a socket to the table in the browser', () => {
  let receiver: Server;
  let app: RunningApp;
  let operator: SignedIn;
  let wire: Socket;
  const heard: FromWorker[] = [];
  const store = new PictureStore();
  let page: LiveSocket;
  let wake = (): void => {};

  beforeAll(async () => {
    receiver = createServer().listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const connected = once(receiver, 'connection');
    app = await runApp({ feeds: `bay=tcp://127.0.0.1:${(receiver.address() as AddressInfo).port}` });
    [wire] = (await connected) as [Socket];
    operator = await signIn(app, 'operator');
    page = new LiveSocket({
      url: app.url,
      handshake: { extraHeaders: { cookie: operator.cookie } },
      nowMs: () => performance.now(),
      post(message) {
        heard.push(message);
        if (message.type === 'frame') {
          store.apply(message.frame);
          page.applied();
        }
        wake();
      },
    });
    page.view(JAPAN);
  });
  afterAll(async () => {
    page?.close();
    await app?.stop();
    wire?.destroy();
    receiver?.close();
  });

  /** Resolves as soon as it is so, looked at after each message. */
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      wake = () => {
        if (isSo()) resolve();
      };
      wake();
    });

  it('shows in the browser what picture.geojson shows', async () => {
    for (let ship = 0; ship < SHIPS; ship++) wire.write(linesOf(ship));
    await until(() => store.count === SHIPS && store.names.filter(Boolean).length === SHIPS);
    const { features } = (await (await operator.fetch('/api/v1/picture.geojson')).json()) as PictureGeoJson;
    expect(features).toHaveLength(SHIPS);
    const known = (value: number, scale: number): number | null => (value === NONE_16 ? null : value / scale);
    for (const { geometry, properties } of features) {
      const row = store.rowOfTrack(properties.trackId);
      expect({
        mmsi: String(store.mmsi[row]),
        name: store.names[row],
        kind: KINDS[store.kind[row] as number],
        state: STATES[store.state[row] as number],
        sogKn: known(store.sog[row] as number, 10),
        cogDeg: known(store.cog[row] as number, 10),
        headingDeg: known(store.heading[row] as number, 1),
        navStatus: store.navStatus[row] === 15 ? null : store.navStatus[row],
        lastSeenMs: store.lastSeenMs[row],
      }).toEqual({
        mmsi: properties.mmsi,
        name: properties.name,
        kind: properties.kind,
        state: properties.state,
        sogKn: properties.sogKn,
        cogDeg: properties.cogDeg,
        headingDeg: properties.headingDeg,
        navStatus: properties.navStatus,
        lastSeenMs: properties.lastSeenMs,
      });
      const [lon, lat] = geometry.coordinates;
      expect((store.lon[row] as number) / UNITS_PER_DEGREE).toBeCloseTo(lon as number, 5);
      expect((store.lat[row] as number) / UNITS_PER_DEGREE).toBeCloseTo(lat as number, 5);
    }
    expect([store.inView, store.total]).toEqual([SHIPS, SHIPS]);
  });

  it('knows within 5 s that the feed is lost', async () => {
    await until(() => heard.some((m) => m.type === 'health' && m.health.feeds.state === 'ok'));
    const lostMs = performance.now();
    receiver.close();
    wire.destroy();
    await until(() => heard.findLast((m) => m.type === 'health')?.health.feeds.state === 'down');
    await until(() => heard.findLast((m) => m.type === 'feeds')?.feeds[0]?.state === 'down');
    expect(performance.now() - lostMs).toBeLessThan(5_000);
  });

  it('is refused within a second when the session ends', async () => {
    const endedMs = performance.now();
    await operator.send('DELETE', '/api/v1/session');
    await until(() => heard.some((m) => m.type === 'phase' && m.phase === 'refused'));
    expect(performance.now() - endedMs).toBeLessThan(1_000);
  });
});
