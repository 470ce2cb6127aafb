import { connect, type Socket } from 'node:net';
import { filter, firstValueFrom, map } from 'rxjs';
import type { FeedStatus } from '../../server/contract/feeds.ts';
import type { RadarPlot } from '../../server/domain/radar/plot.ts';
import { parseFeeds } from '../../server/feeds/feed-url.ts';
import { FeedsService } from '../../server/feeds/feeds.service.ts';
import { Clock } from '../../server/platform/clock.ts';
import { ReadinessRegistry } from '../../server/platform/health/readiness.ts';

/** What a test has opened and is to be closed behind it. */
export const endings: (() => Promise<unknown> | unknown)[] = [];

/** Closes all, the newest first. */
export async function endFeeds(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}

/** Feeds as `AIS_FEEDS` gives them, open, with everything that they say. */
export async function openFeeds(feeds: string) {
  const service = new FeedsService(parseFeeds(feeds), new Clock(), new ReadinessRegistry());
  const arrivals: { connection: number; address: string; what: string; text: string }[] = [];
  service.received$.subscribe(({ connection, address, what, chunk }) => {
    arrivals.push({ connection, address, what, text: Buffer.from(chunk).toString('latin1') });
  });
  const heard: { feed: string; mmsi: number; station: string }[] = [];
  const plots: RadarPlot[] = [];
  service.plots$.subscribe((plot) => plots.push({ ...plot }));
  const waiting: { count: number; resolve: () => void }[] = [];
  service.observations$.subscribe(({ feed, message, station }) => {
    heard.push({ feed, mmsi: message.mmsi, station });
    for (const w of waiting.splice(0)) heard.length >= w.count ? w.resolve() : waiting.push(w);
  });
  endings.push(() => service.onModuleDestroy());
  await service.onApplicationBootstrap();
  return {
    service,
    heard,
    plots,
    arrivals,
    port: (name: string) => service.portOf(name) ?? 0,
    hearing: (count: number) =>
      heard.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve })),
    becomes: (name: string, test: (status: FeedStatus) => boolean) => {
      const now = service.status().find((status) => status.name === name);
      if (now && test(now)) return Promise.resolve(now);
      return firstValueFrom(
        service.status$.pipe(
          map((all) => all.find((status) => status.name === name)),
          filter((status): status is FeedStatus => status !== undefined && test(status)),
        ),
      );
    },
  };
}

/** A receiver that has connected. */
export async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  endings.push(() => socket.destroy());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}
