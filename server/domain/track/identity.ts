import type { AisMessage } from '../ais/message.ts';

/** What of an identity can change, as the change log names it. */
export type IdentityField =
  | 'name'
  | 'callsign'
  | 'imo'
  | 'shipType'
  | 'dimensions'
  | 'destination'
  | 'eta'
  | 'draughtM';

/** One change of a known value. */
export interface IdentityStep {
  /** Our time of receipt, epoch ms. */
  readonly atMs: number;
  readonly field: IdentityField;
  readonly from: string | number | null;
  readonly to: string | number | null;
}

/** Estimated time of arrival as sent, UTC, no year; a part that is not available is null. */
export interface Eta {
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
}

type PlainField = Exclude<IdentityField, 'dimensions' | 'eta'>;

/** Changes kept of each field: the newest. */
const KEPT_PER_FIELD = 8;

/** What is known of an identity at one time, without the log of its changes. */
export interface IdentityFacts {
  readonly name: string | null;
  readonly callsign: string | null;
  readonly imo: number | null;
  readonly shipType: number | null;
  readonly toBow: number;
  readonly toStern: number;
  readonly toPort: number;
  readonly toStarboard: number;
  readonly destination: string | null;
  readonly eta: Eta | null;
  readonly draughtM: number | null;
  readonly aidType: number | null;
  readonly text: string | null;
  readonly mothershipMmsi: number | null;
}

/** Who a craft says it is, merged from all its static messages; null: never told. Empty values never wipe known ones. */
export class Identity {
  name: string | null = null;
  callsign: string | null = null;
  /** IMO number, 1-1,073,741,823 as sent. */
  imo: number | null = null;
  /** AIS ship type 1-255. */
  shipType: number | null = null;
  /** Metres from the antenna to bow, stern, port and starboard; all 0: not known. */
  toBow = 0;
  toStern = 0;
  toPort = 0;
  toStarboard = 0;
  destination: string | null = null;
  eta: Eta | null = null;
  /** Metres, 0.1-25.5. */
  draughtM: number | null = null;
  /** Type of aid to navigation 1-31 (ITU-R M.1371-5 table 74). */
  aidType: number | null = null;
  /** Last safety text (type 14). */
  text: string | null = null;
  /** MMSI of the mother ship of an auxiliary craft. */
  mothershipMmsi: number | null = null;
  /** Oldest first. */
  readonly changes: IdentityStep[] = [];

  /** As it was known; `changes`: oldest first. */
  static from(facts: IdentityFacts, changes: readonly IdentityStep[]): Identity {
    const identity = Object.assign(new Identity(), facts);
    for (const step of changes) identity.log(step);
    return identity;
  }

  /** What is known now: a copy. */
  facts(): IdentityFacts {
    const { name, callsign, imo, shipType, toBow, toStern, toPort, toStarboard } = this;
    const { destination, eta, draughtM, aidType, text, mothershipMmsi } = this;
    const size = { toBow, toStern, toPort, toStarboard };
    return { name, callsign, imo, shipType, ...size, destination, eta, draughtM, aidType, text, mothershipMmsi };
  }

  /** Takes in what a static message (5, 14, 19, 21, 24) tells, received at `atMs`. True: something is new or other than before. */
  merge(message: AisMessage, atMs: number): boolean {
    switch (message.type) {
      case 5:
        return this.allOf5(message, atMs);
      case 14:
        return this.say(message.text.trim());
      case 19:
        return either(this.names(message, atMs), this.build(message, atMs));
      case 21:
        return either(this.names(message, atMs), either(this.dimensions(message, atMs), this.aid(message.aidType)));
      case 24: {
        const names = this.names(message, atMs);
        if (message.part === 0) return names;
        return either(names, either(this.build(message, atMs), this.mother(message.mothershipMmsi)));
      }
      default:
        return false;
    }
  }

  /** True: the message claims the same IMO number, call sign or name. */
  claims(message: AisMessage): boolean {
    if (message.imo > 0 && this.imo === message.imo) return true;
    if (message.callsign !== '' && this.callsign === message.callsign.trim()) return true;
    return message.name !== '' && this.name === message.name.trim();
  }

  private allOf5(message: AisMessage, atMs: number): boolean {
    const names = this.names(message, atMs);
    const build = this.build(message, atMs);
    const imo = this.take('imo', message.imo > 0 ? message.imo : null, atMs);
    return this.voyage(message, atMs) || names || build || imo;
  }

  private names(message: AisMessage, atMs: number): boolean {
    const name = this.take('name', message.name.trim() || null, atMs);
    return this.take('callsign', message.callsign.trim() || null, atMs) || name;
  }

  private build(message: AisMessage, atMs: number): boolean {
    const type = this.take('shipType', message.shipType > 0 ? message.shipType : null, atMs);
    return this.dimensions(message, atMs) || type;
  }

  private voyage(message: AisMessage, atMs: number): boolean {
    const destination = this.take('destination', message.destination.trim() || null, atMs);
    const draught = this.take('draughtM', message.draught > 0 ? message.draught / 10 : null, atMs);
    return this.arrival(message, atMs) || destination || draught;
  }

  private take<F extends PlainField>(field: F, value: Identity[F], atMs: number): boolean {
    const from: Identity[F] = this[field];
    if (value === null || value === from) return false;
    if (from !== null) this.log({ atMs, field, from, to: value });
    put(this, field, value);
    return true;
  }

  private dimensions(message: AisMessage, atMs: number): boolean {
    const { toBow, toStern, toPort, toStarboard } = message;
    if (toBow + toStern + toPort + toStarboard === 0) return false;
    const same = this.toBow === toBow && this.toStern === toStern && this.toPort === toPort;
    if (same && this.toStarboard === toStarboard) return false;
    const from = this.toBow + this.toStern + this.toPort + this.toStarboard > 0 ? this.sides() : null;
    this.toBow = toBow;
    this.toStern = toStern;
    this.toPort = toPort;
    this.toStarboard = toStarboard;
    if (from !== null) this.log({ atMs, field: 'dimensions', from, to: this.sides() });
    return true;
  }

  private sides(): string {
    return `${this.toBow}/${this.toStern}/${this.toPort}/${this.toStarboard}`;
  }

  private arrival(message: AisMessage, atMs: number): boolean {
    const { etaMonth, etaDay, etaHour, etaMinute } = message;
    const month = etaMonth >= 1 && etaMonth <= 12 ? etaMonth : null;
    const day = etaDay >= 1 && etaDay <= 31 ? etaDay : null;
    const hour = etaHour < 24 ? etaHour : null;
    const minute = etaMinute < 60 ? etaMinute : null;
    if (month === null && day === null && hour === null && minute === null) return false;
    const known = this.eta;
    // most say again what is known: no text is made for these
    if (known?.month === month && known.day === day && known.hour === hour && known.minute === minute) return false;
    const eta: Eta = { month, day, hour, minute };
    if (known !== null) this.log({ atMs, field: 'eta', from: etaText(known), to: etaText(eta) });
    this.eta = eta;
    return true;
  }

  private aid(aidType: number): boolean {
    if (aidType === 0 || aidType === this.aidType) return false;
    this.aidType = aidType;
    return true;
  }

  private say(text: string): boolean {
    if (text === '' || text === this.text) return false;
    this.text = text;
    return true;
  }

  private mother(mmsi: number): boolean {
    if (mmsi === 0 || mmsi === this.mothershipMmsi) return false;
    this.mothershipMmsi = mmsi;
    return true;
  }

  private log(step: IdentityStep): void {
    const of = this.changes.filter(({ field }) => field === step.field);
    const oldest = of[0];
    if (of.length >= KEPT_PER_FIELD && oldest !== undefined) this.changes.splice(this.changes.indexOf(oldest), 1);
    this.changes.push(step);
  }
}

const put = <F extends PlainField>(identity: Identity, field: F, value: Identity[F]): void => {
  identity[field] = value;
};

/** Or, where both must be done. */
const either = (a: boolean, b: boolean): boolean => a || b;

const two = (value: number | null): string => (value === null ? '--' : String(value).padStart(2, '0'));
/** `MM-DD hh:mm`, `--` where a part is not available. */
const etaText = (eta: Eta): string => `${two(eta.month)}-${two(eta.day)} ${two(eta.hour)}:${two(eta.minute)}`;

/** What changed of a known value from one time to a later one, received at `atMs`; the log says so. */
export function stepsBetween(before: IdentityFacts, after: IdentityFacts, atMs: number): IdentityStep[] {
  const steps: IdentityStep[] = [];
  const step = (field: IdentityField, from: string | number | null, to: string | number | null): void => {
    if (from !== null && to !== null && from !== to) steps.push({ atMs, field, from, to });
  };
  for (const field of ['name', 'callsign', 'imo', 'shipType', 'destination', 'draughtM'] as const) {
    step(field, before[field], after[field]);
  }
  step('dimensions', sidesOf(before), sidesOf(after));
  step('eta', before.eta === null ? null : etaText(before.eta), after.eta === null ? null : etaText(after.eta));
  return steps;
}

type Sides = Pick<IdentityFacts, 'toBow' | 'toStern' | 'toPort' | 'toStarboard'>;
const sidesOf = ({ toBow, toStern, toPort, toStarboard }: Sides): string | null =>
  toBow + toStern + toPort + toStarboard > 0 ? `${toBow}/${toStern}/${toPort}/${toStarboard}` : null;
