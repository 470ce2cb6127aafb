import { Injectable } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import type { TrackDetail } from '../contract/picture.ts';
import type { RadarPlot } from '../domain/radar/plot.ts';
import { Ageing } from '../domain/track/ageing.ts';
import { Fusion, type Outcome } from '../domain/track/fusion.ts';
import type { Identity } from '../domain/track/identity.ts';
import { dropUnheard, type Leap, leap } from '../domain/track/leap.ts';
import type { Observation } from '../domain/track/observation.ts';
import { RadarFusion } from '../domain/track/radar/radar-fusion.ts';
import { type KnownTrack, refill } from '../domain/track/refill.ts';
import type { TrackTable } from '../domain/track/track-table.ts';
import type { PictureChange } from './picture-change.ts';
import { TrackView } from './track-view.ts';

/** The live picture: one track a craft, whatever the number of receivers. */
@Injectable()
export class PictureService {
  private readonly subject = new Subject<PictureChange>();
  readonly fusion = new Fusion({ changed: (change) => this.subject.next(change) });
  readonly radar = new RadarFusion(this.fusion);
  readonly view = new TrackView(this.fusion, this.radar);
  private readonly ageing = new Ageing(this.fusion);
  /** Epoch ms that the clock was set forward to, while the picture is told anew; null: it is not. */
  private leaptToMs: number | null = null;

  /** All tracks, a column a property. Read only below this stage. */
  get table(): TrackTable {
    return this.fusion.table;
  }

  /** Every change as it happens. The object is used again: copy what you keep. */
  get changes$(): Observable<PictureChange> {
    return this.subject;
  }

  /** Takes in one decoded message and says what became of it. */
  hear(observation: Observation): Outcome {
    return this.fusion.hear(observation);
  }

  /** Takes in one plot of a radar. */
  see(plot: RadarPlot): void {
    this.radar.hear(plot);
  }

  /** Moves states on; about once a second, by our clock (epoch ms). */
  tick(nowMs: number): void {
    this.radar.tick(nowMs);
    if (this.leaptToMs === null) this.ageing.tick(nowMs);
  }

  /** Our clock was set forward: until `settle` nobody grows old, so that all who are there can be heard again. */
  leap(over: Leap): void {
    this.leaptToMs = over.toMs;
    leap(this.fusion, this.radar, over);
  }

  /** All had the time: who was not heard again is gone. */
  settle(): void {
    if (this.leaptToMs !== null) dropUnheard(this.fusion, this.leaptToMs);
    this.leaptToMs = null;
  }

  /** Puts tracks into the empty picture as they were last heard; none is live. Returns how many came in. */
  refill(tracks: readonly KnownTrack[], nowMs: number): number {
    return refill(this.fusion, tracks, nowMs);
  }

  /** 1 for the first craft on its MMSI, 2 for the second, ... */
  ordinalOf(row: number): number {
    return this.fusion.memory.ordinal[row] ?? 1;
  }

  /** Number of a track that radar alone sees; 0: it is on AIS. */
  radarNumberOf(row: number): number {
    return this.fusion.memory.radarNumber[row] ?? 0;
  }

  trackIdOf(row: number): string {
    return this.fusion.roster.trackIdOf(row);
  }

  /** Row of the track; -1: there is none. */
  rowOf(trackId: string): number {
    return this.fusion.roster.rowOf(trackId);
  }

  /** All rows of the craft on this MMSI. */
  rowsOf(mmsi: number): number[] {
    return this.fusion.roster.rowsOf(mmsi);
  }

  nameOf(row: number): string | null {
    return this.fusion.identities[row]?.name ?? null;
  }

  /** Who it says it is; null: it has not said. */
  identity(row: number): Identity | null {
    return this.fusion.identities[row] ?? null;
  }

  detail(row: number): TrackDetail {
    return this.view.detail(row);
  }

  /** Receiver's clock minus ours in ms; null: it has sent no time. */
  clockErrorMs(feed: string, station: string): number | null {
    const source = this.fusion.sources.find(feed, station);
    const errorMs = source?.clock.errorMs ?? Number.NaN;
    return Number.isNaN(errorMs) ? null : errorMs;
  }
}
