import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AisMessage } from '../domain/ais/message.ts';
import { PictureService } from './picture.service.ts';
import { VesselSearch } from './vessel-search.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

describe('VesselSearch', () => {
  let picture: PictureService;
  let vessels: VesselSearch;
  beforeEach(() => {
    picture = new PictureService();
    vessels = new VesselSearch(picture);
    tell(431_000_001, 'SAKURA MARU', '7JAB', 9_074_729);
    tell(431_000_002, 'KISARAGI', 'JD2345', 9_111_111);
    tell(563_000_003, 'EVER GLORY', '9V1234', 9_222_222);
  });
  afterEach(() => vessels.onModuleDestroy());

  function tell(mmsi: number, name: string, callsign: string, imo: number, atMs = NOON): void {
    const message = Object.assign(new AisMessage(), { type: 5, mmsi, name, callsign, imo });
    picture.hear({ message, feed: 'north', station: '', receivedMs: atMs });
  }
  const names = (query: string): (string | null)[] => vessels.search(query, 10).map(({ name }) => name);

  it.each([
    ['the beginning of a word', 'saku'],
    ['the second word', 'maru'],
    ['a slip of the pen', 'sakira'],
    ['full width letters', 'ＳＡＫＵＲＡ'],
    ['a name cut elsewhere', 'sakuramaru'],
    ['the beginning of an MMSI', '431000001'],
    ['a call sign', '7jab'],
    ['an IMO number', '9074729'],
    ['an IMO number as it is written', 'IMO 9074729'],
  ])('finds by %s', (_, query) => {
    expect(names(query)).toEqual(['SAKURA MARU']);
  });

  it('finds all whose MMSI begins so, and takes numbers exactly', () => {
    expect(names('43100000').sort()).toEqual(['KISARAGI', 'SAKURA MARU']);
    expect(names('431000009')).toEqual([]);
  });

  it('follows a change of name', () => {
    names('sakura');
    tell(431_000_001, 'AKEBONO', '7JAB', 9_074_729, NOON + 10_000);
    expect(names('sakura')).toEqual([]);
    expect(names('akebono')).toEqual(['AKEBONO']);
  });

  it('forgets who is gone', () => {
    names('sakura');
    picture.tick(NOON + 24 * 3_600_000);
    expect(names('sakura')).toEqual([]);
  });

  it('gives no more hits than asked for', () => {
    expect(vessels.search('431', 1)).toHaveLength(1);
  });
});
