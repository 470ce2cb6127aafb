import type { AisMessage } from '../ais/message.ts';
import { blankFix, type FixBuffer, type TrackChange, type What } from './change.ts';
import { kindOf } from './classify.ts';
import { Coverage, cellOf } from './coverage.ts';
import { Duplicates } from './duplicates.ts';
import { Identity } from './identity.ts';
import { expectedIntervalMs, SLOWEST_INTERVAL_MS } from './interval.ts';
import { isJump, isNear, type Sighting, sightingOf, unitsDistanceM } from './jump.ts';
import { FLAG, kindCode, stateCode } from './kind.ts';
import { isLate, lastSighting } from './last-report.ts';
import type { Observation } from './observation.ts';
import { carriesIdentity, carriesPosition, fillFix, hasPosition } from './report.ts';
import { Roster } from './roster.ts';
import { type Source, Sources } from './source.ts';
import { learnTime, stampMs } from './stamp.ts';
import { Suspicion } from './suspicion.ts';
import { TrackMemory } from './track-memory.ts';
import { NO_POSITION, TrackTable } from './track-table.ts';

/**
 * accepted: it is in the picture. duplicate: another station (or a repeater) was first. held: an implausible jump, not shown.
 * late: older than what is shown. ignored: nothing in it for the picture. full: no room for another track.
 */
export type Outcome = 'accepted' | 'duplicate' | 'held' | 'late' | 'ignored' | 'full';

/** Whether radar sees the craft there, elsewhere, or not. */
export type RadarSays = 'there' | 'elsewhere' | 'nothing';

export interface FusionOptions {
  /** MMSIs of our own boats. */
  readonly own?: ReadonlySet<number>;
  /** Tracks at most: invented MMSIs must not fill the memory. */
  readonly maxTracks?: number;
  /** Told of every change, in order. The object is used again. */
  readonly changed?: (change: TrackChange) => void;
}

const LIVE = stateCode('live');
/** Marks that a new AIS position does not take away. */
const KEPT = FLAG.sharedMmsi | FLAG.radar | FLAG.possibleSwap;
const OWN = kindCode('own');
/** A position that comes later than this counts as heard at its own time, ms. */
const BACKLOG_MS = 60_000;
/** Tracks at most, unless told otherwise. */
const MAX_TRACKS = 200_000;

const BLANK = blankFix();

/** Makes one picture of the reports of all receivers: one track a craft. Hot path: `hear`. */
export class Fusion {
  readonly table = new TrackTable();
  readonly memory = new TrackMemory();
  readonly roster = new Roster(this.table, this.memory);
  readonly sources = new Sources();
  readonly coverage = new Coverage();
  readonly suspicion = new Suspicion();
  readonly identities: (Identity | undefined)[] = [];
  /** What radar says of a report from this place (1/600,000 degree): no far jump is believed while it sees the craft elsewhere. */
  radarSays: (row: number, atMs: number, lon: number, lat: number) => RadarSays = () => 'nothing';
  private readonly duplicates = new Duplicates();
  private readonly fix = blankFix();
  private readonly change: { row: number; what: What; fix: TrackChange['fix'] } = { row: 0, what: 'fix', fix: null };
  private readonly own: ReadonlySet<number>;
  private readonly maxTracks: number;
  private readonly changed: (change: TrackChange) => void;

  constructor({ own, maxTracks, changed }: FusionOptions = {}) {
    this.own = own ?? new Set();
    this.maxTracks = maxTracks ?? MAX_TRACKS;
    this.changed = changed ?? (() => undefined);
  }

  /** Takes in one decoded message. */
  hear({ message, feed, station, receivedMs }: Observation): Outcome {
    const source = this.sources.of(feed, station);
    source.hear(receivedMs);
    learnTime(message, source, receivedMs);
    const novelty = this.duplicates.novelty(message, source.index, receivedMs, source.clock.aligned(message.tagMs));
    if (novelty !== 'new') {
      this.hearAgain(message, source, receivedMs);
      return novelty === 'copy' ? 'late' : 'duplicate';
    }
    const { type } = message;
    const positional = carriesPosition(type);
    const telling = carriesIdentity(type);
    if (!positional && !telling) return 'ignored';
    const head = this.roster.head(message.mmsi);
    if (head < 0 && this.table.count >= this.maxTracks) return 'full';
    const first = head < 0 ? this.appear(message, receivedMs) : head;
    if (!positional) return this.tell(this.ownerOf(first, message), message, source, receivedMs);
    const outcome = this.place(first, message, source, receivedMs);
    if (telling && outcome !== 'held') this.tell(this.ownerOf(first, message), message, source, receivedMs);
    return outcome;
  }

  /** True: there is room for another track. */
  get hasRoom(): boolean {
    return this.table.count < this.maxTracks;
  }

  /** The fix that `emit` tells, to be filled by whoever has another than AIS. */
  blank(): FixBuffer {
    return Object.assign(this.fix, BLANK);
  }

  /** Tells all listeners. `fix`: with `fix` and `late` only. */
  emit(row: number, what: What, withFix = false): void {
    this.change.row = row;
    this.change.what = what;
    this.change.fix = withFix ? this.fix : null;
    this.changed(this.change);
  }

  /** Raises the revision: a console must see the row anew. */
  revise(row: number): void {
    this.table.revision[row] = (this.table.revision[row] ?? 0) + 1;
  }

  private appear(message: AisMessage, receivedMs: number): number {
    const { table } = this;
    const row = this.roster.add(message.mmsi, receivedMs);
    this.identities[row] = undefined;
    table.kind[row] = this.kindOf(message, -1);
    table.lastSeenMs[row] = receivedMs;
    table.intervalMs[row] = SLOWEST_INTERVAL_MS;
    this.emit(row, 'appeared');
    return row;
  }

  private kindOf(message: AisMessage, known: number): number {
    return this.own.has(message.mmsi) ? OWN : kindOf(message, known);
  }

  private seen(row: number, source: Source, receivedMs: number): void {
    const { table, memory } = this;
    table.lastSeenMs[row] = receivedMs;
    if (!memory.heard(row, source.index, receivedMs)) return;
    const lon = table.lon[row] ?? NO_POSITION;
    if (lon !== NO_POSITION) this.coverage.heard(cellOf(lon, table.lat[row] ?? 0), source.index, receivedMs);
  }

  /** Another receiver was first: only who heard it is new. */
  private hearAgain(message: AisMessage, source: Source, receivedMs: number): void {
    const head = this.roster.head(message.mmsi);
    if (head >= 0) this.seen(this.ownerOf(head, message), source, receivedMs);
  }

  /** Row of the craft that a message without (new) position is from, of all on its MMSI. */
  private ownerOf(head: number, message: AisMessage): number {
    const { table, memory } = this;
    if (memory.next[head] === -1) return head;
    let claimed = -1;
    let nameless = -1;
    for (let row = head; row >= 0; row = memory.next[row] ?? -1) {
      if (table.lon[row] === message.lon && table.lat[row] === message.lat) return row;
      const identity = this.identities[row];
      if (identity === undefined) nameless = nameless < 0 ? row : nameless;
      else if (claimed < 0 && identity.claims(message)) claimed = row;
    }
    if (claimed >= 0) return claimed;
    return nameless >= 0 ? nameless : head;
  }

  private tell(row: number, message: AisMessage, source: Source, receivedMs: number): Outcome {
    const { table } = this;
    this.memory.messages[row] = (this.memory.messages[row] ?? 0) + 1;
    this.seen(row, source, receivedMs);
    this.identities[row] ??= new Identity();
    const identity = this.identities[row];
    if (!identity.merge(message, receivedMs)) return 'accepted';
    table.shipType[row] = identity.shipType ?? 0;
    table.toBow[row] = identity.toBow;
    table.toStern[row] = identity.toStern;
    table.toPort[row] = identity.toPort;
    table.toStarboard[row] = identity.toStarboard;
    this.revise(row);
    this.emit(row, 'identity');
    return 'accepted';
  }

  private place(head: number, message: AisMessage, source: Source, receivedMs: number): Outcome {
    if (!hasPosition(message)) {
      this.memory.messages[head] = (this.memory.messages[head] ?? 0) + 1;
      this.seen(head, source, receivedMs);
      return 'accepted';
    }
    const row = this.rowAt(head, message, source, receivedMs);
    if (row < 0) return this.doubt(head, message, source, receivedMs);
    if (this.suspicion.any) this.suspicion.confirm(head);
    this.memory.messages[row] = (this.memory.messages[row] ?? 0) + 1;
    const fixMs = stampMs(message, source, receivedMs);
    if (isLate(this, row, { message, source, receivedMs, fixMs })) {
      this.seen(row, source, receivedMs);
      if (message.type === 27 || fixMs === this.memory.fixMs[row]) return 'late';
      fillFix(this.fix, message, source, receivedMs, fixMs);
      this.fix.late = true;
      this.emit(row, 'late', true);
      return 'late';
    }
    this.accept(row, message, source, receivedMs, Math.max(fixMs, this.memory.fixMs[row] ?? 0));
    return 'accepted';
  }

  /** Row of the craft which can be there now, the nearest of several; -1: none can. */
  private rowAt(head: number, message: AisMessage, source: Source, receivedMs: number): number {
    const { table, memory } = this;
    const { lon, lat } = message;
    const alone = memory.next[head] === -1;
    const headLon = table.lon[head] ?? NO_POSITION;
    if (alone && (headLon === NO_POSITION || isNear(lon - headLon, lat - (table.lat[head] ?? 0)))) return head;
    const now = sightingOf(message, source, receivedMs);
    let nearest = -1;
    let nearestM = Number.POSITIVE_INFINITY;
    for (let row = head; row >= 0; row = memory.next[row] ?? -1) {
      const rowLon = table.lon[row] ?? NO_POSITION;
      const rowLat = table.lat[row] ?? 0;
      if (rowLon === NO_POSITION) continue;
      const near = isNear(lon - rowLon, lat - rowLat);
      if (!near && this.cannotBe(row, now)) continue;
      const distanceM = unitsDistanceM(rowLon, rowLat, lon, lat);
      if (distanceM < nearestM) {
        nearest = row;
        nearestM = distanceM;
      }
    }
    return nearest;
  }

  /** True: the craft of this row is not where this report says. */
  private cannotBe(row: number, now: Sighting): boolean {
    const said = this.radarSays(row, now.receivedMs, now.lon, now.lat);
    if (said !== 'nothing') return said === 'elsewhere';
    return isJump(lastSighting(this, row), now, this.table.kind[row] ?? 0, this.table.intervalMs[row] ?? 0);
  }

  private doubt(head: number, message: AisMessage, source: Source, receivedMs: number): Outcome {
    const { table, memory } = this;
    const now = sightingOf(message, source, receivedMs);
    const judged = this.suspicion.doubt(head, now, table.kind[head] ?? 0, table.intervalMs[head] ?? 0);
    const isElsewhere = this.radarSays(head, receivedMs, message.lon, message.lat) === 'elsewhere';
    const verdict = judged === 'moved' && isElsewhere ? 'hold' : judged;
    const fixMs = stampMs(message, source, receivedMs);
    if (verdict === 'hold') {
      memory.messages[head] = (memory.messages[head] ?? 0) + 1;
      this.seen(head, source, receivedMs);
      fillFix(this.fix, message, source, receivedMs, fixMs);
      this.fix.suspect = true;
      table.flags[head] = (table.flags[head] ?? 0) | FLAG.suspect;
      this.revise(head);
      this.emit(head, 'fix', true);
      return 'held';
    }
    const apart = verdict === 'two' && !this.roster.isFull(message.mmsi) && table.count < this.maxTracks;
    const row = apart ? this.appear(message, receivedMs) : this.roster.quietest(message.mmsi);
    table.flags[head] = (table.flags[head] ?? 0) & ~FLAG.suspect;
    this.accept(row, message, source, receivedMs, fixMs);
    return 'accepted';
  }

  private accept(row: number, message: AisMessage, source: Source, receivedMs: number, fixMs: number): void {
    const { table, memory } = this;
    fillFix(this.fix, message, source, receivedMs, fixMs);
    const fix = this.fix;
    table.lon[row] = fix.lon;
    table.lat[row] = fix.lat;
    table.sog[row] = fix.sog;
    table.cog[row] = fix.cog;
    table.heading[row] = fix.heading;
    table.rot[row] = fix.rot;
    table.navStatus[row] = fix.navStatus;
    table.fixMs[row] = memory.fixMs[row] = fixMs;
    table.heardMs[row] = receivedMs - fixMs > BACKLOG_MS ? fixMs : receivedMs;
    const kind = this.kindOf(message, table.kind[row] ?? -1);
    table.kind[row] = kind;
    const { navStatus, sog, rot } = fix;
    const intervalMs = expectedIntervalMs({ kind, navStatus, sog, rot });
    table.intervalMs[row] = fix.coarse ? Math.max(intervalMs, SLOWEST_INTERVAL_MS) : intervalMs;
    table.flags[row] =
      ((table.flags[row] ?? 0) & KEPT) |
      (fix.accurate ? FLAG.accurate : 0) |
      (fix.coarse ? FLAG.coarse : 0) |
      (message.offPosition === 1 ? FLAG.offPosition : 0);
    memory.tagMs[row] = message.tagMs;
    memory.utcSecond[row] = message.utcSecond;
    memory.source[row] = source.index;
    memory.receivedMs[row] = receivedMs;
    this.seen(row, source, receivedMs);
    this.revise(row);
    if (table.state[row] !== LIVE && table.heardMs[row] === receivedMs) {
      table.state[row] = LIVE;
      this.emit(row, 'state');
    }
    this.emit(row, 'fix', true);
  }
}
