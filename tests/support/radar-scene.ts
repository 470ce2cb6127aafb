import { AisMessage } from '../../server/domain/ais/message.ts';
import { destination, distanceM, initialBearingDeg, type LonLat } from '../../server/domain/geo/geodesy.ts';
import type { RadarSite } from '../../server/domain/radar/plot.ts';
import { Ageing } from '../../server/domain/track/ageing.ts';
import { Fusion } from '../../server/domain/track/fusion.ts';
import { FLAG, KINDS, STATES } from '../../server/domain/track/kind.ts';
import { RadarFusion } from '../../server/domain/track/radar/radar-fusion.ts';
import { knotsToMps } from '../../server/domain/units.ts';

export const POINT: RadarSite = { name: 'point', lon: 139.75, lat: 35.25, rangeErrorM: 20, bearingErrorDeg: 0.35 };
export const CAPE: RadarSite = { name: 'cape', lon: 139.83, lat: 35.2, rangeErrorM: 20, bearingErrorDeg: 0.35 };
export const BEGIN_MS = Date.UTC(2026, 10, 23, 16, 0);
const SCAN_MS = 3_000;

/** A craft of a scene: where it is at a time, and how it is seen and heard. */
export interface Actor {
  /** Seconds since the beginning -> place. */
  readonly at: (s: number) => LonLat;
  /** Number each site gives it. */
  readonly number: (s: number) => string;
  /** Left out: radar sees it always. */
  readonly seen?: (s: number) => boolean;
  /** 0 or left out: sends no AIS. */
  readonly mmsi?: number;
  /** Seconds between AIS reports; left out: 10. */
  readonly everyS?: number;
  /** Left out: AIS is heard always. */
  readonly heard?: (s: number) => boolean;
  /** What AIS says where it is; left out: the truth. */
  readonly says?: (s: number) => LonLat;
}

/** A way from a place at a speed (knots) and course (degrees). */
export const straight =
  (from: LonLat, speedKn: number, courseDeg: number) =>
  (s: number): LonLat =>
    destination(from, courseDeg, knotsToMps(speedKn) * s);

/** Plays actors to the fusion: scans of sites, AIS reports, ticks. The noise is the same each time. */
export class RadarScene {
  readonly fusion: Fusion;
  readonly radar: RadarFusion;
  /** Degrees that a site adds to its bearings, from a second on. */
  turn: { site: string; fromS: number; deg: number } | null = null;
  gone: string[] = [];
  private readonly ageing: Ageing;
  private random = 12_345;
  s = 0;

  constructor(
    readonly actors: Actor[],
    readonly sites: readonly RadarSite[] = [POINT],
  ) {
    this.fusion = new Fusion({
      changed: ({ row, what }) => {
        if (what === 'gone') this.gone.push(this.fusion.roster.trackIdOf(row));
      },
    });
    this.radar = new RadarFusion(this.fusion);
    this.ageing = new Ageing(this.fusion);
  }

  /** Plays on for so many seconds. */
  play(seconds: number): void {
    for (const end = this.s + seconds; this.s < end; this.s++) {
      const nowMs = BEGIN_MS + this.s * 1000;
      for (const actor of this.actors) this.hear(actor, nowMs);
      this.sites.forEach((site, i) => {
        if ((this.s + i) % (SCAN_MS / 1000) === 0) this.scan(site, nowMs);
      });
      this.radar.tick(nowMs);
      this.ageing.tick(nowMs);
    }
  }

  /** All tracks shown, told as a person would. */
  tracks() {
    const { table, roster } = this.fusion;
    const shown = [];
    for (let row = 0; row < table.size; row++) {
      if (table.key[row] === 0) continue;
      const flags = table.flags[row] ?? 0;
      shown.push({
        id: roster.trackIdOf(row),
        kind: KINDS[table.kind[row] ?? 0],
        state: STATES[table.state[row] ?? 0],
        sogKn: (table.sog[row] ?? 0) / 10,
        cogDeg: (table.cog[row] ?? 0) / 10,
        lon: (table.lon[row] ?? 0) / 600_000,
        lat: (table.lat[row] ?? 0) / 600_000,
        radar: (flags & FLAG.radar) !== 0,
        byRadar: (flags & FLAG.byRadar) !== 0,
        suspect: (flags & FLAG.suspect) !== 0,
        possibleSwap: (flags & FLAG.possibleSwap) !== 0,
      });
    }
    return shown;
  }

  private hear(actor: Actor, nowMs: number): void {
    const { mmsi = 0, everyS = 10, heard } = actor;
    if (mmsi === 0 || this.s % everyS !== 0 || heard?.(this.s) === false) return;
    const place = (actor.says ?? actor.at)(this.s);
    const next = actor.at(this.s + 1);
    const message = new AisMessage();
    message.type = 1;
    message.mmsi = mmsi;
    message.lon = Math.round(place.lon * 600_000);
    message.lat = Math.round(place.lat * 600_000);
    message.accuracy = 1;
    message.sog = Math.round((distanceM(actor.at(this.s), next) * 36_000) / 1852);
    message.cog = Math.round(initialBearingDeg(actor.at(this.s), next) * 10) % 3600;
    message.heading = 511;
    message.navStatus = 0;
    message.tagMs = nowMs;
    message.utcSecond = Math.floor(nowMs / 1000) % 60;
    this.fusion.hear({ message, feed: 'ais', station: '', receivedMs: nowMs });
  }

  private scan(site: RadarSite, nowMs: number): void {
    for (const actor of this.actors) {
      if (actor.seen?.(this.s) === false) continue;
      this.plot(site, actor.at(this.s), actor.number(this.s), nowMs);
    }
  }

  /** One echo at a place, measured. */
  plot(site: RadarSite, place: LonLat, target: string, nowMs: number): void {
    const turned = this.turn?.site === site.name && this.s >= this.turn.fromS ? this.turn.deg : 0;
    const rangeM = distanceM(site, place) + site.rangeErrorM * this.gaussian();
    const bearingDeg = initialBearingDeg(site, place) + turned + site.bearingErrorDeg * this.gaussian();
    const { lon, lat } = destination(site, bearingDeg, rangeM);
    const when = { tMs: nowMs, receivedMs: nowMs };
    const motion = { sogKn: Number.NaN, cogDeg: Number.NaN, quality: Number.NaN };
    this.radar.hear({
      site,
      feed: site.name,
      target,
      lon,
      lat,
      rangeM,
      bearingDeg,
      status: 'tracking',
      ...when,
      ...motion,
    });
  }

  /** Evenly distributed 0-1 (mulberry32). */
  chance(): number {
    this.random = (this.random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.random ^ (this.random >>> 15), 1 | this.random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  private gaussian(): number {
    return Math.sqrt(-2 * Math.log(1 - this.chance())) * Math.cos(2 * Math.PI * this.chance());
  }
}
