import { beforeEach, describe, expect, it } from '@jest/globals';
import { BEGIN_MS, RadarScene, straight } from '../../../tests/support/radar-scene.ts';
import { AisMessage } from '../ais/message.ts';
import { Ageing } from './ageing.ts';
import { Fusion } from './fusion.ts';
import { FLAG, stateCode } from './kind.ts';
import { dropUnheard, leap } from './leap.ts';
import { RadarFusion } from './radar/radar-fusion.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from './track-table.ts';

const NOON = Date.UTC(2026, 5, 1, 12);
const LATER = NOON + 41 * 60_000;
const STAYS = 431_000_001;
const LEAVES = 431_000_002;

describe('a clock that is set forward', () => {
  let fusion: Fusion;
  let radar: RadarFusion;
  let ageing: Ageing;
  let told: string[];
  beforeEach(() => {
    told = [];
    fusion = new Fusion({ changed: ({ row, what }) => told.push(`${what} ${fusion.roster.trackIdOf(row)}`) });
    radar = new RadarFusion(fusion);
    ageing = new Ageing(fusion);
  });

  function hear(mmsi: number, atMs: number, latDeg: number, fields: Partial<AisMessage> = {}) {
    const place = { lon: 139.7 * UNITS_PER_DEGREE, lat: Math.round(latDeg * UNITS_PER_DEGREE), sog: 100, cog: 0 };
    const message = Object.assign(new AisMessage(), { type: 1, mmsi, tagMs: atMs, ...place, ...fields });
    return fusion.hear({ message, feed: 'bay', station: 'north', receivedMs: atMs });
  }
  const row = (mmsi: number): number => fusion.roster.rowOf(`a-${mmsi}`);
  /** The whole bay for a minute. */
  function sail(fromMs: number, ships: readonly number[], latDeg: number): void {
    for (let s = 0; s < 60; s += 10) {
      for (const mmsi of ships) hear(mmsi, fromMs + s * 1000, latDeg + s * 0.00004 + (mmsi % 10) * 0.1);
      ageing.tick(fromMs + s * 1000);
    }
  }

  it('leaves nobody where she was, and has each again where she is: the same track, no jump, no receiver fallen silent', () => {
    hear(STAYS, NOON - 10_000, 35.1, { type: 5, name: 'SEA LANTERN' });
    sail(NOON, [STAYS, LEAVES], 35.1);
    const key = fusion.table.key[row(STAYS)];
    told.length = 0;
    leap(fusion, radar, { fromMs: NOON + 60_000, toMs: LATER });
    expect(told).toEqual([]);
    for (const mmsi of [STAYS, LEAVES]) expect(fusion.table.lon[row(mmsi)]).toBe(NO_POSITION);

    // two degrees away at once: in truth she could not have come there, but nobody was listening
    expect(hear(STAYS, LATER + 500, 37.5)).toBe('accepted');
    sail(LATER + 1_000, [STAYS], 37.5);
    dropUnheard(fusion, LATER);
    expect(told.filter((word) => word.startsWith('gone'))).toEqual([`gone a-${LEAVES}`]);
    expect(fusion.table.key[row(STAYS)]).toBe(key);
    expect(fusion.identities[row(STAYS)]?.name).toBe('SEA LANTERN');
    expect([fusion.table.state[row(STAYS)], fusion.table.flags[row(STAYS)]]).toEqual([stateCode('live'), 0]);
    ageing.tick(LATER + 80_000);
    const [source] = fusion.sources.list;
    expect([source?.isSilent(LATER + 75_000), source?.clock.errorMs]).toEqual([false, 0]);
    // and it is still noticed when it does fall silent
    expect(source?.isSilent(LATER + 120_000)).toBe(true);
  });

  it('does not make a receiver heard that was silent', () => {
    hear(STAYS, NOON, 35.1);
    leap(fusion, radar, { fromMs: NOON + 600_000, toMs: LATER });
    expect(fusion.sources.list[0]?.isSilent(LATER)).toBe(true);
  });

  it('makes one of two craft on an MMSI, until both are heard again', () => {
    for (let i = 0; i < 8; i++) hear(STAYS, NOON + i * 10_000, i % 2 === 0 ? 35.1 : 36.4);
    expect(fusion.roster.rowsOf(STAYS)).toHaveLength(2);
    leap(fusion, radar, { fromMs: NOON + 80_000, toMs: LATER });
    expect(fusion.roster.rowsOf(STAYS)).toHaveLength(1);
    for (let i = 0; i < 8; i++) hear(STAYS, LATER + i * 10_000, i % 2 === 0 ? 35.1 : 36.4);
    expect(fusion.roster.rowsOf(STAYS)).toHaveLength(2);
    for (const each of fusion.roster.rowsOf(STAYS))
      expect((fusion.table.flags[each] ?? 0) & FLAG.sharedMmsi).not.toBe(0);
  });

  it('begins anew with what radar alone sees, but for what an operator has named', () => {
    const boat = (lat: number, number: string) => ({
      at: straight({ lon: 139.8, lat }, 9, 90),
      number: () => number,
    });
    const scene = new RadarScene([boat(35.17, '7'), boat(35.22, '8')]);
    scene.play(60);
    const [named = '', other = ''] = scene.tracks().map(({ id }) => id);
    scene.radar.acts.name(named, 'K-17');
    const fromMs = BEGIN_MS + 60_000;
    leap(scene.fusion, scene.radar, { fromMs, toMs: fromMs + 1_800_000 });
    expect(scene.gone).toEqual([other]);
    scene.s += 1_800;
    scene.play(40);
    const tracks = scene.tracks();
    expect(tracks.find(({ id }) => id === named)).toMatchObject({ state: 'lost' });
    expect(tracks.filter(({ state }) => state === 'live')).toHaveLength(2);
    expect(tracks.map(({ id }) => id)).not.toContain(other);
  });
});
