import { destination, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import type { Craft } from '../craft.ts';

/** From `fromMs` up to but without `toMs`, epoch ms. */
interface Span {
  readonly slot: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A time in which a vessel's AIS is not received: she switched it off, or stands in a shadow with her neighbours. */
export interface Silence extends Span {
  readonly why: 'switched-off' | 'shadow';
}

/** A time in which her AIS puts her elsewhere, and always as far off: metres, degrees true. */
export interface Jump extends Span {
  readonly lengthM: number;
  readonly bearingDeg: number;
}

/** A time in which her static data has another name. */
export interface Misnomer extends Span {
  readonly name: string;
}

/** Where what is heard is not what is. */
export interface Faults {
  readonly silences: readonly Silence[];
  readonly jumps: readonly Jump[];
  readonly misnomers: readonly Misnomer[];
}

/** What AIS lets know of a vessel at a moment. */
export interface Said {
  /** False: nothing, whatever she has on board. */
  readonly transmits: boolean;
  /** The place she gives: where she is, but for a fault. */
  readonly heardAt: LonLat;
  readonly heardName: string;
}

/** What is heard of every vessel, as a pure function of slot and time. */
export class Hearing {
  private readonly silences: ReadonlyMap<number, readonly Silence[]>;
  private readonly jumps: ReadonlyMap<number, readonly Jump[]>;
  private readonly misnomers: ReadonlyMap<number, readonly Misnomer[]>;

  constructor(readonly faults: Faults) {
    this.silences = bySlot(faults.silences);
    this.jumps = bySlot(faults.jumps);
    this.misnomers = bySlot(faults.misnomers);
  }

  /** `at`: where she is. */
  said(slot: number, tMs: number, { at, craft, hasAis }: { at: LonLat; craft: Craft; hasAis: boolean }): Said {
    const jump = now(this.jumps.get(slot), tMs);
    return {
      transmits: hasAis && !now(this.silences.get(slot), tMs),
      heardAt: jump ? destination(at, jump.bearingDeg, jump.lengthM) : at,
      heardName: now(this.misnomers.get(slot), tMs)?.name ?? craft.name,
    };
  }
}

function bySlot<T extends Span>(spans: readonly T[]): Map<number, T[]> {
  const map = new Map<number, T[]>();
  for (const span of spans) map.set(span.slot, [...(map.get(span.slot) ?? []), span]);
  return map;
}
const now = <T extends Span>(spans: readonly T[] | undefined, tMs: number): T | undefined =>
  spans?.find(({ fromMs, toMs }) => tMs >= fromMs && tMs < toMs);
