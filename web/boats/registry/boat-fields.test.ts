import { describe, expect, it } from '@jest/globals';
import { type BoatEntry, boatEntrySchema } from '../../../server/contract/boat.ts';
import { entryOf, fieldsOf, NEW_BOAT } from './boat-fields.ts';

const BOAT: BoatEntry = {
  ...{
    boatId: 'shiosai',
    name: { ja: 'しおさい', en: 'Shiosai' },
    callSign: 'JXSI',
    class: 'wide',
    office: 'yokohama',
  },
  ...{ berth: { lon: 139.666, lat: 35.287 }, maxKn: 33, cruiseKn: 28, draughtM: 1.4, enduranceH: 12, crewSize: 6 },
  ...{ mmsi: null, phone: '045-000-0001', vhfChannel: 16 },
};

describe('the form of a boat', () => {
  it('gives a boat back as she was, and what the server takes', () => {
    const entry = entryOf(fieldsOf(BOAT as never), BOAT);
    expect(entry).toEqual(BOAT);
    expect(boatEntrySchema.parse(entry)).toEqual(BOAT);
  });

  it('takes nothing for zero: an empty number is refused by its name', () => {
    const { error } = boatEntrySchema.safeParse(entryOf({ ...fieldsOf(BOAT as never), draughtM: ' ' }, BOAT));
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['draughtM']);
    expect(entryOf({ ...NEW_BOAT, vhfChannel: '' }, BOAT)).toMatchObject({ mmsi: null, phone: null, vhfChannel: null });
  });
});
