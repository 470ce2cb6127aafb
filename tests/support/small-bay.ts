import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { encode } from '../../server/domain/ais/nmea.ts';

export interface SmallShip {
  readonly mmsi: string;
  readonly name: string;
  readonly callsign: string;
  readonly shipType: number;
  readonly lon: number;
  readonly lat: number;
  readonly sogKn: number;
  readonly cogDeg: number;
}

export interface SmallBay {
  /** For AIS_FEEDS. */
  readonly feed: string;
  /** Sends no more, as a receiver that has fallen silent. */
  hush(): void;
  stop(): Promise<void>;
}

const EVERY_MS = 1000;

const positionOf = (ship: SmallShip, afterMs: number): string[] => {
  const miles = (ship.sogKn * afterMs) / 3_600_000;
  const course = (ship.cogDeg * Math.PI) / 180;
  return encode({
    type: 1,
    mmsi: ship.mmsi,
    navStatus: ship.sogKn < 0.5 ? 1 : 0,
    rotDegPerMin: 0,
    lon: ship.lon + (miles * Math.sin(course)) / 60 / Math.cos((ship.lat * Math.PI) / 180),
    lat: ship.lat + (miles * Math.cos(course)) / 60,
    accuracy: true,
    sogKn: ship.sogKn,
    cogDeg: ship.cogDeg,
    headingDeg: ship.cogDeg,
    utcSecond: null,
  });
};

const identityOf = (ship: SmallShip): string[] =>
  encode({
    type: 5,
    mmsi: ship.mmsi,
    imo: 9_074_729,
    callsign: ship.callsign,
    name: ship.name,
    shipType: ship.shipType,
    toBowM: 120,
    toSternM: 22,
    toPortM: 10,
    toStarboardM: 13,
    draughtM: 7.2,
    destination: 'YOKOHAMA',
    etaMonth: 11,
    etaDay: 24,
    etaHour: 18,
    etaMinute: 0,
  });

/** A receiver of a few ships: everything at once on connect, then positions every second. */
export async function openSmallBay(ships: readonly SmallShip[]): Promise<SmallBay> {
  const began = performance.now();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    for (const ship of ships) socket.write(`${[...positionOf(ship, 0), ...identityOf(ship)].join('\r\n')}\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timer = setInterval(() => {
    const afterMs = performance.now() - began;
    const lines = `${ships.flatMap((ship) => positionOf(ship, afterMs)).join('\r\n')}\r\n`;
    for (const socket of sockets) socket.write(lines);
  }, EVERY_MS);
  return {
    feed: `bay=tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hush: () => clearInterval(timer),
    async stop() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
