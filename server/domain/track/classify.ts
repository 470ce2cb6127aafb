import type { AisMessage } from '../ais/message.ts';
import { kindCode } from './kind.ts';

const VESSEL_A = kindCode('vessel-a');
const VESSEL_B = kindCode('vessel-b');
const BASE_STATION = kindCode('base-station');
const SAR_AIRCRAFT = kindCode('sar-aircraft');
const SART = kindCode('sart');
const MOB = kindCode('mob');
const EPIRB = kindCode('epirb');
const AUXILIARY = kindCode('auxiliary');
const ATON_VIRTUAL = kindCode('aton-virtual');
const ATON = kindCode('aton');

/** Kind by the form of the MMSI alone (ITU-R M.585-9), or -1 where it is a ship's or of no known form. */
function kindOfMmsi(mmsi: number): number {
  if (mmsi < 10_000_000) return BASE_STATION; // 00MIDxxxx
  const millions = Math.trunc(mmsi / 1_000_000);
  if (millions === 111) return SAR_AIRCRAFT;
  if (millions === 970) return SART;
  if (millions === 972) return MOB;
  if (millions === 974) return EPIRB;
  if (millions >= 980 && millions < 990) return AUXILIARY;
  if (millions >= 990) return ATON;
  return -1;
}

/**
 * Code of the kind of craft that sends this message. The form of the MMSI decides first (navigational status 14 alone is no proof
 * of a SART), then the type of message. `known`: the kind so far, -1: none; a type which both classes send changes nothing.
 */
export function kindOf(message: AisMessage, known: number): number {
  const { type, mmsi } = message;
  if (type === 21) return message.virtual === 1 ? ATON_VIRTUAL : ATON;
  if (type === 4) return BASE_STATION;
  const byMmsi = mmsi < 200_000_000 || mmsi >= 800_000_000 ? kindOfMmsi(mmsi) : -1;
  if (byMmsi >= 0) return known === ATON_VIRTUAL ? known : byMmsi;
  if (type === 9) return SAR_AIRCRAFT;
  if (type <= 3) return VESSEL_A;
  if (type === 18 || type === 19) return VESSEL_B;
  if (known >= 0) return known;
  return type === 24 ? VESSEL_B : VESSEL_A;
}
