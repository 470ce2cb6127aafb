import type { CameraEntry, CameraEntryOrder } from '../../../server/contract/camera-registry.ts';
import type { Key } from '../../i18n/translate.ts';

/** Direction that was compared with the chart longer ago than this is not trusted, ms. */
const ALIGNED_MS = 180 * 86_400_000;

/** What is typed into the form; all text. */
export type Fields = Readonly<Record<FieldName, string>>;

interface Field {
  readonly label: Exclude<Extract<Key, `registry.${string}`>, 'registry.noJson' | 'registry.pushHint'>;
  readonly isNumber: boolean;
  /** May be left empty. */
  readonly isOptional: boolean;
}
const text = (label: Field['label'], isOptional = false): Field => ({ label, isNumber: false, isOptional });
const number = (label: Field['label'], isOptional = false): Field => ({ label, isNumber: true, isOptional });

export const FIELDS = {
  cameraId: text('registry.id'),
  nameJa: text('registry.nameJa'),
  nameEn: text('registry.nameEn'),
  lat: number('registry.lat'),
  lon: number('registry.lon'),
  heightM: number('registry.height'),
  panDeg: number('registry.pan'),
  tiltDeg: number('registry.tilt'),
  fovDeg: number('registry.fov'),
  dayRangeM: number('registry.dayRange'),
  nightRangeM: number('registry.nightRange'),
  url: text('registry.url', true),
  user: text('registry.user', true),
  password: text('registry.password', true),
  keepDays: number('registry.keepDays', true),
  onvifUrl: text('registry.onvif', true),
  northDeg: number('registry.north', true),
  panFromDeg: number('registry.panFrom', true),
  panToDeg: number('registry.panTo', true),
  tiltFromDeg: number('registry.tiltFrom', true),
  tiltToDeg: number('registry.tiltTo', true),
  fovWideDeg: number('registry.fovWide', true),
  fovTeleDeg: number('registry.fovTele', true),
  alignedOn: text('registry.alignedOn', true),
} as const satisfies Readonly<Record<string, Field>>;
export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

const EMPTY = Object.fromEntries(FIELD_NAMES.map((name) => [name, ''])) as Record<FieldName, string>;
export const NEW_CAMERA: Fields = { ...EMPTY, tiltDeg: '-2', url: 'rtsp://', user: '' };

/** A camera as the form shows it; its password is never known. */
export function fieldsOf(entry: CameraEntry): Fields {
  const { name, ptz, ...rest } = entry;
  const flat: Record<string, unknown> = { ...rest, ...ptz, nameJa: name.ja, nameEn: name.en };
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, `${flat[field] ?? ''}`])) as Record<FieldName, string>;
}

interface Ticks {
  readonly reader: CameraEntryOrder['reader'];
  readonly office: CameraEntryOrder['office'];
  readonly isThermal: boolean;
  readonly isRecorded: boolean;
  /** Its direction was compared just now. */
  readonly isAligned: boolean;
}

/** What the form orders. A password left empty stays as it was; numbers that are none are refused by the server, by name. */
export function orderOf(fields: Fields, ticks: Ticks, before: CameraEntry | null, nowMs: number): CameraEntryOrder {
  const n = (name: FieldName): number => (fields[name].trim() === '' ? Number.NaN : Number(fields[name]));
  const isTurning = fields.onvifUrl.trim() !== '';
  return {
    ...{ cameraId: fields.cameraId.trim(), name: { ja: fields.nameJa, en: fields.nameEn }, office: ticks.office },
    ...{ lon: n('lon'), lat: n('lat'), heightM: n('heightM'), panDeg: n('panDeg'), tiltDeg: n('tiltDeg') },
    ...{ fovDeg: n('fovDeg'), dayRangeM: n('dayRangeM'), nightRangeM: n('nightRangeM'), isThermal: ticks.isThermal },
    ...{
      reader: ticks.reader,
      url: ticks.reader === 'push' ? '' : fields.url.trim(),
      user: fields.user,
      isRecorded: ticks.isRecorded,
    },
    onvifUrl: isTurning ? fields.onvifUrl.trim() : null,
    ptz: isTurning
      ? {
          ...{ northDeg: n('northDeg'), panFromDeg: n('panFromDeg'), panToDeg: n('panToDeg') },
          ...{ tiltFromDeg: n('tiltFromDeg'), tiltToDeg: n('tiltToDeg') },
          ...{ fovWideDeg: n('fovWideDeg'), fovTeleDeg: n('fovTeleDeg') },
        }
      : null,
    keepDays: fields.keepDays.trim() === '' ? null : n('keepDays'),
    alignedMs: ticks.isAligned ? nowMs : (before?.alignedMs ?? null),
    alignedOn: fields.alignedOn.trim() || null,
    ...(fields.password !== '' && { password: fields.password }),
  };
}

/** How far the direction of a camera can be trusted. */
export function alignmentOf(alignedMs: number | null, nowMs: number): 'never' | 'old' | 'fresh' {
  if (alignedMs === null) return 'never';
  return nowMs - alignedMs > ALIGNED_MS ? 'old' : 'fresh';
}
