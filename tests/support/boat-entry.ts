import type { BoatEntry } from '../../server/contract/boat.ts';

/** A patrol boat off Yokosuka, but for what is given. */
export const boatEntry = (boatId: string, more: Partial<BoatEntry> = {}): BoatEntry => ({
  ...{ boatId, name: { ja: 'しおさい', en: boatId }, callSign: 'JXSI', class: 'wide', office: 'yokohama' },
  ...{ berth: { lon: 139.666, lat: 35.287 }, maxKn: 33, cruiseKn: 28, draughtM: 1.4, enduranceH: 12, crewSize: 6 },
  ...{ mmsi: null, phone: '045-000-0001', vhfChannel: 16 },
  ...more,
});
