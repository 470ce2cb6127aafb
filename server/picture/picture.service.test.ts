import { beforeEach, describe, expect, it } from '@jest/globals';
import { AisMessage } from '../domain/ais/message.ts';
import { coverageGeoJson } from './geojson.ts';
import { PictureService } from './picture.service.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('PictureService', () => {
  let picture: PictureService;
  beforeEach(() => {
    picture = new PictureService();
  });
  const hear = (fields: Partial<AisMessage>, atMs = NOON, station = 'north'): void => {
    const message = Object.assign(
      new AisMessage(),
      { type: 1, mmsi: 431_000_001, lon: 83_790_000, lat: 21_180_000 },
      fields,
    );
    picture.hear({ message, feed: 'bay', station, receivedMs: atMs });
  };

  it('says since when a ship cannot be heard, in its track and on the map of coverage', () => {
    hear({ navStatus: 1 });
    picture.tick(NOON + 29_000);
    expect(picture.detail(0).noReceptionSinceMs).toBeNull();
    picture.tick(NOON + 31_000);
    expect(picture.detail(0).noReceptionSinceMs).toBe(NOON);
    expect(coverageGeoJson(picture).features[0]?.properties).toEqual({
      receivers: ['bay/north'],
      noReceptionSinceMs: NOON,
    });
    hear({ navStatus: 1, lat: 21_180_001 }, NOON + 40_000);
    picture.tick(NOON + 41_000);
    expect(picture.detail(0).noReceptionSinceMs).toBeNull();
  });

  it('tells the stages below what changed while the row is still there', () => {
    const told: string[] = [];
    picture.changes$.subscribe(({ row, what }) =>
      told.push(`${what} ${picture.trackIdOf(row)} ${picture.nameOf(row)}`),
    );
    hear({ type: 5, name: 'SAKURA' });
    hear({}, NOON + 5_000);
    picture.tick(NOON + 24 * 3_600_000);
    expect(told).toEqual([
      'appeared a-431000001 null',
      'identity a-431000001 SAKURA',
      'fix a-431000001 SAKURA',
      'state a-431000001 SAKURA',
      'state a-431000001 SAKURA',
      'gone a-431000001 SAKURA',
    ]);
    expect(picture.rowOf('a-431000001')).toBe(-1);
    expect(picture.table.count).toBe(0);
  });

  it('says what is not known with null', () => {
    hear({ type: 24, part: 0, name: 'KAMOME', lon: 108_600_000, lat: 54_600_000 });
    expect(picture.detail(0)).toMatchObject({
      mmsi: '431000001',
      name: 'KAMOME',
      callsign: null,
      lon: null,
      lat: null,
      sogKn: null,
      cogDeg: null,
      headingDeg: null,
      shipType: null,
      navStatus: null,
      lengthM: null,
      toBowM: null,
      rotDegPerMin: null,
      imo: null,
      eta: null,
      draughtM: null,
      text: null,
      flag: 'JP',
    });
  });

  it('keeps the clock error of each receiver', () => {
    hear({ tagMs: NOON - 86_400_000 });
    expect(picture.clockErrorMs('bay', 'north')).toBe(-86_400_000);
    expect(picture.clockErrorMs('bay', 'south')).toBeNull();
  });
});
