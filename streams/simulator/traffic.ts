import type { AisInput } from '../../server/domain/ais/encoder-input.ts';
import { encode } from '../../server/domain/ais/nmea.ts';
import type { Fleet } from './fleet.ts';
import { AID_INTERVAL_MS, BASE_INTERVAL_MS, nextOnGridMs, reportIntervalMs, STATIC_INTERVAL_MS } from './interval.ts';
import { unit } from './random.ts';
import {
  aidReport,
  aidsOf,
  baseReport,
  positionReport,
  STATIONS,
  type Station,
  staticReports,
  stationFor,
} from './reports.ts';

/** What one station receives at one time. */
export interface Heard {
  readonly tMs: number;
  /** The vessel's slot, where it is a vessel of the snapshot. */
  readonly slot?: number;
  readonly station: Station;
  readonly messages: readonly AisInput[];
}

/** Something that sends at times of its own: what it sends at `tMs`, and when it sends next. */
interface Sender {
  send(tMs: number): { heard: Heard | null; nextMs: number };
}

interface Due {
  readonly atMs: number;
  readonly order: number;
}

/** All that is sent in the bay, in order of time. */
export class Traffic {
  private readonly senders: Sender[];
  /** Binary heap by time, then by number of the sender. */
  private heap: Due[] = [];

  constructor(
    private readonly fleet: Fleet,
    fromMs: number,
  ) {
    this.senders = this.everySender();
    this.restart(fromMs);
  }

  /** Begins anew at a story time: every sender at its own next instant. */
  restart(fromMs: number): void {
    this.heap = [];
    this.senders.forEach((sender, order) => {
      const { nextMs } = sender.send(fromMs);
      if (Number.isFinite(nextMs)) this.push({ atMs: nextMs, order });
    });
  }

  /** Time of the next message; Infinity: never. */
  get nextMs(): number {
    return this.heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** What is sent up to and with `untilMs`, in order. */
  *until(untilMs: number): Generator<Heard> {
    for (let due = this.heap[0]; due && due.atMs <= untilMs; due = this.heap[0]) {
      this.pop();
      const { heard, nextMs } = (this.senders[due.order] as Sender).send(due.atMs);
      if (Number.isFinite(nextMs)) this.push({ atMs: nextMs, order: due.order });
      if (heard) yield heard;
    }
  }

  /** Every sender's present word, static data with it: what a new listener wants to know. */
  snapshot(tMs: number): Heard[] {
    const bases = Object.values(STATIONS).map((station) => ({ tMs, station, messages: [baseReport(station, tMs)] }));
    const vessels = Array.from({ length: this.fleet.size }, (_, slot) => this.presented(slot, tMs));
    const aids = this.aids().map((aid) => ({ tMs, station: stationFor(aid), messages: [aidReport(aid, tMs)] }));
    return [...bases, ...vessels.filter(({ messages }) => messages.length > 0), ...aids];
  }

  /** The same word some seconds later: a vessel has gone on. */
  afresh(heard: Heard, tMs: number): Heard {
    return heard.slot === undefined ? heard : this.presented(heard.slot, tMs);
  }

  private presented(slot: number, tMs: number): Heard {
    const fixMs = Math.floor(tMs / 1000) * 1000;
    const vessel = this.fleet.vessel(slot, fixMs);
    const position = positionReport(vessel, fixMs);
    const messages = position ? [position, ...staticReports(vessel)] : [];
    return { tMs, slot, station: stationFor(vessel.pose), messages };
  }

  private aids() {
    return aidsOf(this.fleet.bay.points('aton'));
  }

  private everySender(): Sender[] {
    const { fleet } = this;
    const slots = Array.from({ length: fleet.size }, (_, slot) => slot);
    const phaseOf = (number: number, purpose: number) => unit(fleet.seed, number, purpose);
    return [
      ...Object.values(STATIONS).map((station, i) =>
        steady(BASE_INTERVAL_MS, phaseOf(i, 71), (tMs) => ({ tMs, station, messages: [baseReport(station, tMs)] })),
      ),
      ...slots.map((slot) => positionSender(fleet, slot, phaseOf(slot, 72))),
      ...slots.map((slot) =>
        steady(STATIC_INTERVAL_MS, phaseOf(slot, 73), (tMs) => {
          const vessel = fleet.vessel(slot, tMs);
          const messages = staticReports(vessel);
          return messages.length > 0 ? { tMs, station: stationFor(vessel.pose), messages } : null;
        }),
      ),
      ...this.aids().map((aid, i) =>
        steady(AID_INTERVAL_MS, phaseOf(i, 74), (tMs) => ({
          tMs,
          station: stationFor(aid),
          messages: [aidReport(aid, tMs)],
        })),
      ),
    ];
  }

  private push(due: Due): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(due, heap[parent] as Due)) break;
      heap[at] = heap[parent] as Due;
      at = parent;
    }
    heap[at] = due;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Due, heap[child] as Due)) child++;
      if (!isBefore(heap[child] as Due, last)) break;
      heap[at] = heap[child] as Due;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

function steady(intervalMs: number, phase: number, hear: (tMs: number) => Heard | null): Sender {
  return { send: (tMs) => ({ heard: hear(tMs), nextMs: nextOnGridMs(tMs, intervalMs, phase) }) };
}

/** Positions are of the whole second before they are sent, as a receiver's fix is: TAG time, UTC second and place agree. */
function positionSender(fleet: Fleet, slot: number, phase: number): Sender {
  return {
    send: (tMs) => {
      const vessel = fleet.vessel(slot, Math.floor(tMs / 1000) * 1000);
      const report = positionReport(vessel, Math.floor(tMs / 1000) * 1000);
      const gridMs = nextOnGridMs(tMs, reportIntervalMs(vessel), phase);
      // who weighs anchor, casts off or has left makes a new report at once, in the second after
      const changeMs = Math.ceil(vessel.untilMs / 1000) * 1000 + 500;
      const nextMs = changeMs > tMs && report ? Math.min(gridMs, changeMs) : gridMs;
      return { heard: report && { tMs, station: stationFor(vessel.pose), messages: [report] }, nextMs };
    },
  };
}

/** Puts messages into AIVDM lines with TAG blocks, counting the ids of multi-sentence messages up. */
export class LineWriter {
  private count = 0;

  /** Lines with their line ends. */
  write({ tMs, station, messages }: Heard): string {
    let lines = '';
    for (const message of messages) {
      this.count++;
      const tag = { station: station.name, timeMs: tMs, group: this.count % 10_000 };
      const channel = this.count % 2 === 0 ? 'A' : 'B';
      for (const line of encode(message, { channel, sequence: this.count % 10, tag })) lines += `${line}\r\n`;
    }
    return lines;
  }
}
