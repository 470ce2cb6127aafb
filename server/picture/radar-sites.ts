import { Injectable } from '@nestjs/common';
import type { FeedStatus, RadarHealth } from '../contract/feeds.ts';
import type { Site } from '../domain/track/radar/site.ts';
import { FeedsService } from '../feeds/feeds.service.ts';
import { Clock } from '../platform/clock.ts';
import { PictureService } from './picture.service.ts';

/** What the picture has found out about the radars. */
@Injectable()
export class RadarSites {
  constructor(
    private readonly feeds: FeedsService,
    private readonly picture: PictureService,
    private readonly clock: Clock,
  ) {}

  all(): RadarHealth[] {
    const nowMs = this.clock.arrivedMs();
    return this.picture.radar.sites.map((site) => healthOf(site, nowMs));
  }

  /** The feeds, each radar with how well it measures. */
  status(): readonly FeedStatus[] {
    const sites = new Map(this.all().map((health) => [health.site, health]));
    return this.feeds.status().map((feed) => {
      if (feed.radar === null) return feed;
      return { ...feed, radar: { ...feed.radar, health: sites.get(feed.name) ?? null } };
    });
  }
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function healthOf(site: Site, nowMs: number): RadarHealth {
  const { bias, periodMs, share, lastMs } = site;
  return {
    site: site.site.name,
    lon: site.site.lon,
    lat: site.site.lat,
    state: site.stateAt(nowMs),
    bearingErrorDeg: bias.isKnown ? round(bias.bearingDeg, 2) : null,
    rangeErrorM: bias.isKnown ? round(bias.rangeM, 0) : null,
    scanMs: periodMs > 0 ? round(periodMs, 0) : null,
    seenPct: Number.isNaN(share) ? null : round(100 * share, 0),
    lastMs,
  };
}
