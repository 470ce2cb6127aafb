import { checksum } from '../../server/domain/ais/nmea.ts';

/** Fields of a TTM sentence as text, those that are left out as a shore radar sends them. */
export interface TtmInput {
  readonly talker?: string;
  readonly target?: string;
  readonly range?: string;
  readonly bearing?: string;
  readonly bearingReference?: string;
  readonly speed?: string;
  readonly course?: string;
  readonly courseReference?: string;
  readonly units?: string;
  readonly status?: string;
  /** `hhmmss.ss`; null: an older sentence, which ends before it. */
  readonly utc?: string | null;
}

/** A sentence with its `$` and checksum around `body`. */
export const sentence = (body: string): string => `$${body}*${checksum(body)}`;

/** A TAG block of these fields. */
export const tagBlock = (fields: string): string => `\\${fields}*${checksum(fields)}\\`;

/** A TTM sentence (IEC 61162-1). */
export function ttm(given: TtmInput = {}): string {
  const { talker = 'RA', target = '07', range = '2.00', bearing = '090.0', bearingReference = 'T' } = given;
  const { speed = '9.0', course = '180.0', courseReference = 'T', units = 'N', status = 'T', utc = '' } = given;
  const motion = [speed, course, courseReference, '0.1', '-2.0', units];
  const fields = [`${talker}TTM`, target, range, bearing, bearingReference, ...motion, '', status, ''];
  return sentence([...fields, ...(utc === null ? [] : [utc, 'A'])].join(','));
}

/** A TLL sentence (IEC 61162-1); latitude as `ddmm.mm,N`, longitude as `dddmm.mm,E`. */
export const tll = (target: string, lat: string, lon: string, { utc = '', status = 'T' } = {}): string =>
  sentence(['RATLL', target, lat, lon, '', utc, status, ''].join(','));

/** Time of day as sentences give it. */
export const utcOf = (tMs: number): string => new Date(tMs).toISOString().slice(11, 22).replaceAll(':', '');
