import type { Boat, BoatEntry } from '../../../server/contract/boat.ts';
import type { Key } from '../../i18n/translate.ts';

interface Field {
  readonly label: Extract<Key, `fleet.${string}` | `registry.${string}`>;
  readonly isNumber: boolean;
  /** May be left empty. */
  readonly isOptional: boolean;
}
const text = <L extends Field['label']>(label: L, isOptional = false) => ({ label, isNumber: false, isOptional });
const number = <L extends Field['label']>(label: L, isOptional = false) => ({ label, isNumber: true, isOptional });

export const FIELDS = {
  boatId: text('registry.id'),
  nameJa: text('registry.nameJa'),
  nameEn: text('registry.nameEn'),
  callSign: text('fleet.callSign'),
  lat: number('fleet.berthLat'),
  lon: number('fleet.berthLon'),
  maxKn: number('fleet.maxKn'),
  cruiseKn: number('fleet.cruiseKn'),
  draughtM: number('fleet.draught'),
  enduranceH: number('fleet.endurance'),
  crewSize: number('fleet.crewSize'),
  mmsi: text('fleet.mmsi', true),
  phone: text('fleet.phone', true),
  vhfChannel: number('fleet.vhf', true),
} as const satisfies Readonly<Record<string, Field>>;
type FieldName = keyof typeof FIELDS;
/** What is typed into the form; all text. */
export type Fields = Readonly<Record<FieldName, string>>;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

const EMPTY = Object.fromEntries(FIELD_NAMES.map((name) => [name, ''])) as Record<FieldName, string>;
export const NEW_BOAT: Fields = { ...EMPTY, vhfChannel: '16' };

/** A boat as the form shows her. */
export function fieldsOf({ name, berth, ...rest }: Boat): Fields {
  const flat: Record<string, unknown> = { ...rest, ...berth, nameJa: name.ja, nameEn: name.en };
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, `${flat[field] ?? ''}`])) as Record<FieldName, string>;
}

/** What the form orders. Numbers that are none are refused by the server, by name. */
export function entryOf(fields: Fields, { class: kind, office }: Pick<BoatEntry, 'class' | 'office'>): BoatEntry {
  const n = (name: FieldName): number => (fields[name].trim() === '' ? Number.NaN : Number(fields[name]));
  const given = (name: FieldName): string | null => fields[name].trim() || null;
  return {
    ...{ boatId: fields.boatId.trim(), name: { ja: fields.nameJa, en: fields.nameEn }, callSign: fields.callSign },
    ...{ class: kind, office, berth: { lon: n('lon'), lat: n('lat') }, maxKn: n('maxKn'), cruiseKn: n('cruiseKn') },
    ...{ draughtM: n('draughtM'), enduranceH: n('enduranceH'), crewSize: n('crewSize') },
    ...{ mmsi: given('mmsi'), phone: given('phone') },
    vhfChannel: given('vhfChannel') === null ? null : n('vhfChannel'),
  };
}
