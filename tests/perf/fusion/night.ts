import { AisDecoder } from '../../../server/domain/ais/decoder.ts';
import { destination } from '../../../server/domain/geo/geodesy.ts';
import type { RadarPlot } from '../../../server/domain/radar/plot.ts';
import { Ageing } from '../../../server/domain/track/ageing.ts';
import { Fusion } from '../../../server/domain/track/fusion.ts';
import { stateCode } from '../../../server/domain/track/kind.ts';
import { RadarFusion } from '../../../server/domain/track/radar/radar-fusion.ts';
import { Fleet } from '../../../streams/simulator/fleet.ts';
import { type Radar, radarsOf } from '../../../streams/simulator/radar/radar.ts';
import type { RadarEcho } from '../../../streams/simulator/radar/tracker.ts';
import { LineWriter, Traffic } from '../../../streams/simulator/traffic.ts';
import { FusionScore, type Truth } from './fusion-score.ts';
import { Nearest } from './nearest.ts';

const LIVE = stateCode('live');
const STATUS = { T: 'tracking', Q: 'acquiring', L: 'lost' } as const;
const text = new TextEncoder();

/** A night of the simulated bay, heard and seen, made one picture of, and scored. */
export class Night {
  readonly fusion = new Fusion();
  readonly radar: RadarFusion;
  readonly score: FusionScore;
  /** The same for the nearest neighbour. */
  readonly baseline: FusionScore;
  cpuMs = 0;
  plots = 0;
  private readonly ageing = new Ageing(this.fusion);
  private readonly lines = new LineWriter();
  private readonly traffic: Traffic;
  private readonly radars: Radar[];
  private readonly fleet: Fleet;
  private readonly truths = new Map<string, Truth>();
  private readonly slots = new Map<number, number>();
  private readonly decoder: AisDecoder;
  private readonly nearest: Nearest;
  private truth: Truth = [];
  private nowMs = 0;

  constructor(
    seed: number,
    private readonly fromMs: number,
  ) {
    this.fleet = new Fleet(seed);
    this.traffic = new Traffic(this.fleet, fromMs);
    this.radars = radarsOf(this.fleet, { fromMs });
    this.radar = new RadarFusion(this.fusion, {
      paired: (target, site, plot) => this.paired(target.row, `${site}|${plot.target}|${plot.tMs}`),
    });
    const known = {
      slotOf: (trackId: string) =>
        trackId.startsWith('a-') ? (this.slots.get(Number(trackId.slice(2, 11))) ?? -2) : -1,
      isHeard: (slot: number) => this.isHeard(slot),
    };
    this.score = new FusionScore(known);
    this.baseline = new FusionScore(known);
    this.nearest = new Nearest(this.fusion, (trackId, { tMs }) => this.baseline.took(trackId, this.truth, tMs));
    this.decoder = new AisDecoder((message) => {
      this.fusion.hear({ message, feed: 'demo', station: message.station, receivedMs: this.nowMs });
    });
  }

  run(hours: number): void {
    const endMs = this.fromMs + hours * 3_600_000;
    this.learnSlots(this.fromMs);
    for (const heard of this.traffic.snapshot(this.fromMs)) this.hear(this.lines.write(heard), this.fromMs);
    for (let tMs = this.fromMs + 1000; tMs <= endMs; tMs += 1000) {
      for (const heard of this.traffic.until(tMs)) this.hear(this.lines.write(heard), heard.tMs);
      for (const echoes of this.radars.map((radar) => [...radar.until(tMs)]))
        for (const echo of echoes) this.see(echo, tMs);
      this.nowMs = tMs;
      const before = performance.now();
      this.radar.tick(tMs);
      this.cpuMs += performance.now() - before;
      this.ageing.tick(tMs);
      if (tMs % 60_000 === 0) {
        this.learnSlots(tMs);
        this.score.close(tMs);
        this.baseline.close(tMs);
      }
    }
  }

  private hear(lines: string, tMs: number): void {
    this.nowMs = tMs;
    this.decoder.feed(text.encode(lines), tMs);
  }

  private see(echo: RadarEcho, nowMs: number): void {
    const site = this.radars.find((radar) => radar.site.name === echo.siteName)?.site;
    if (site === undefined || echo.status === 'L') return;
    const target = String(echo.targetNumber).padStart(2, '0');
    this.truths.set(`${echo.siteName}|${target}|${echo.tMs}`, echo.slots);
    this.truth = echo.slots;
    this.score.echo(echo.slots);
    this.baseline.echo(echo.slots);
    const { lon, lat } = destination(site, echo.bearingDeg, echo.rangeM);
    const { tMs, rangeM, bearingDeg, sogKn, cogDeg } = echo;
    const plot: RadarPlot = {
      site,
      feed: echo.siteName,
      target,
      tMs,
      receivedMs: nowMs,
      lon,
      lat,
      rangeM,
      bearingDeg,
      sogKn,
      cogDeg,
      quality: Number.NaN,
      status: STATUS[echo.status],
    };
    this.plots++;
    const before = performance.now();
    this.radar.hear(plot);
    this.cpuMs += performance.now() - before;
    this.nearest.hear(plot);
  }

  private paired(row: number, key: string): void {
    const truth = this.truths.get(key);
    this.truths.delete(key);
    if (row < 0 || truth === undefined) return;
    this.score.took(this.fusion.roster.trackIdOf(row), truth, this.nowMs);
  }

  private isHeard(slot: number): boolean {
    const { craft, transmits } = this.fleet.vessel(slot, this.nowMs);
    // whose AIS is silent in a shadow or switched off is a silent craft, though her last place is still shown
    if (!transmits) return false;
    const { mmsi } = craft;
    const head = this.fusion.roster.head(mmsi);
    const { table, memory } = this.fusion;
    return head >= 0 && table.state[head] === LIVE && this.nowMs - (memory.receivedMs[head] ?? 0) < 3 * 180_000;
  }

  private learnSlots(tMs: number): void {
    if (this.truths.size > 200_000) this.truths.clear();
    for (const { slot, craft } of this.fleet.at(tMs)) this.slots.set(craft.mmsi, slot);
  }
}
