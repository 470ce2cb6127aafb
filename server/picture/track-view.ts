import type { TrackDetail, TrackProperties, TrackSource, VesselHit } from '../contract/picture.ts';
import { latDeg, lonDeg, mmsiText, rotDegPerMin } from '../domain/ais/report.ts';
import { cellOf } from '../domain/track/coverage.ts';
import type { Fusion } from '../domain/track/fusion.ts';
import { FLAG, KINDS, STATES } from '../domain/track/kind.ts';
import { flagOf } from '../domain/track/mid.ts';
import type { RadarFusion } from '../domain/track/radar/radar-fusion.ts';
import { courseSpreadDeg, speedSpreadKn } from '../domain/track/radar/radar-rows.ts';
import { SOURCES_PER_TRACK } from '../domain/track/track-memory.ts';
import { NO_POSITION, NONE_16 } from '../domain/track/track-table.ts';

/** Rows of the picture as the contract shows them. */
export class TrackView {
  constructor(
    private readonly fusion: Fusion,
    private readonly radar: RadarFusion,
  ) {}

  /** Degrees, or null without a position. */
  position(row: number): { lon: number; lat: number } | null {
    const { table } = this.fusion;
    const lon = lonDeg(table.lon[row] ?? NO_POSITION);
    const lat = latDeg(table.lat[row] ?? NO_POSITION);
    return lon === null || lat === null ? null : { lon, lat };
  }

  properties(row: number): TrackProperties {
    const { table, identities } = this.fusion;
    const identity = identities[row];
    const flags = table.flags[row] ?? 0;
    const mmsi = table.mmsi[row] ?? 0;
    return {
      trackId: this.fusion.roster.trackIdOf(row),
      mmsi: (this.fusion.memory.radarNumber[row] ?? 0) > 0 ? null : mmsiText(mmsi),
      name: identity?.name ?? null,
      callsign: identity?.callsign ?? null,
      kind: KINDS[table.kind[row] ?? 0] ?? 'vessel-a',
      state: STATES[table.state[row] ?? 0] ?? 'lost',
      sogKn: tenths(table.sog[row]),
      cogDeg: tenths(table.cog[row]),
      headingDeg: known(table.heading[row]),
      shipType: table.shipType[row] || null,
      navStatus: table.navStatus[row] === 15 ? null : (table.navStatus[row] ?? null),
      lengthM: sum(table.toBow[row], table.toStern[row]),
      beamM: sum(table.toPort[row], table.toStarboard[row]),
      fixMs: Math.round(table.fixMs[row] || (table.lastSeenMs[row] ?? 0)),
      lastSeenMs: Math.round(table.lastSeenMs[row] ?? 0),
      suspect: (flags & FLAG.suspect) !== 0,
      sharedMmsi: (flags & FLAG.sharedMmsi) !== 0,
      restored: (flags & FLAG.restored) !== 0,
      noReceptionSinceMs: (flags & FLAG.noReception) !== 0 ? this.noReceptionSinceMs(row) : null,
      radar: (flags & FLAG.radar) !== 0,
      byRadar: (flags & FLAG.byRadar) !== 0,
      possibleSwap: (flags & FLAG.possibleSwap) !== 0,
    };
  }

  detail(row: number): TrackDetail {
    const { table, memory, identities } = this.fusion;
    const identity = identities[row];
    const position = this.position(row);
    const sized =
      identity !== undefined && identity.toBow + identity.toStern + identity.toPort + identity.toStarboard > 0;
    return {
      ...this.properties(row),
      lon: position?.lon ?? null,
      lat: position?.lat ?? null,
      imo: identity?.imo ?? null,
      destination: identity?.destination ?? null,
      eta: identity?.eta ?? null,
      draughtM: identity?.draughtM ?? null,
      toBowM: sized ? identity.toBow : null,
      toSternM: sized ? identity.toStern : null,
      toPortM: sized ? identity.toPort : null,
      toStarboardM: sized ? identity.toStarboard : null,
      rotDegPerMin: rotDegPerMin(table.rot[row] ?? -128),
      flag: flagOf(table.mmsi[row] ?? 0),
      intervalMs: table.intervalMs[row] ?? 0,
      ...this.spread(row),
      aidType: identity?.aidType ?? null,
      text: identity?.text ?? null,
      mothershipMmsi: identity?.mothershipMmsi == null ? null : mmsiText(identity.mothershipMmsi),
      firstSeenMs: Math.round(memory.firstSeenMs[row] ?? 0),
      changes: identity === undefined ? [] : [...identity.changes],
      sources: this.sources(row),
    };
  }

  /** How sure speed and course are that radar tells. */
  private spread(row: number): { sogSpreadKn: number | null; cogSpreadDeg: number | null } {
    const target = this.radar.targets.of(row);
    const isByRadar =
      target !== undefined && (!target.isAis || ((this.fusion.table.flags[row] ?? 0) & FLAG.byRadar) !== 0);
    if (!isByRadar) return { sogSpreadKn: null, cogSpreadDeg: null };
    return { sogSpreadKn: round(speedSpreadKn(target)), cogSpreadDeg: round(courseSpreadDeg(target)) };
  }

  hit(row: number): VesselHit {
    const { trackId, mmsi, name, callsign, kind, state, shipType } = this.properties(row);
    const position = this.position(row);
    const imo = this.fusion.identities[row]?.imo ?? null;
    const lon = position?.lon ?? null;
    return { trackId, mmsi, name, callsign, imo, kind, state, shipType, lon, lat: position?.lat ?? null };
  }

  private sources(row: number): TrackSource[] {
    const { memory, sources } = this.fusion;
    const list: TrackSource[] = [];
    for (let i = row * SOURCES_PER_TRACK; i < (row + 1) * SOURCES_PER_TRACK; i++) {
      const source = sources.list[(memory.heardBy[i] ?? 0) - 1];
      if (source === undefined) continue;
      const { errorMs } = source.clock;
      list.push({
        feed: source.feed,
        station: source.station || null,
        firstMs: Math.round(memory.heardFirstMs[i] ?? 0),
        lastMs: Math.round(memory.heardLastMs[i] ?? 0),
        messages: memory.heardCount[i] ?? 0,
        clockErrorMs: Number.isNaN(errorMs) ? null : Math.round(errorMs),
      });
    }
    return list.sort((a, b) => b.lastMs - a.lastMs);
  }

  private noReceptionSinceMs(row: number): number | null {
    const { table, coverage } = this.fusion;
    return coverage.noReceptionSinceMs(cellOf(table.lon[row] ?? 0, table.lat[row] ?? 0));
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;
const known = (value: number | undefined): number | null => (value === undefined || value === NONE_16 ? null : value);
const tenths = (value: number | undefined): number | null => {
  const whole = known(value);
  return whole === null ? null : whole / 10;
};
const sum = (a = 0, b = 0): number | null => (a + b > 0 ? a + b : null);
