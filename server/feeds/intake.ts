import { AisDecoder } from '../domain/ais/decoder.ts';
import { AisMessage } from '../domain/ais/message.ts';
import type { Observation } from '../domain/track/observation.ts';
import type { Feed } from './feed.ts';

/** Where decoded sentences go, and by which clock they are stamped. */
export interface IntakeOptions {
  readonly nowMs: () => number;
  readonly emit: (observation: Observation) => void;
}

/** The bytes of one connection (or one sender of datagrams), decoded: cut lines and fragments of others never meet in it. */
export class Intake {
  private readonly decoder: AisDecoder;
  private readonly uncount: () => void;
  private readonly observation: { message: AisMessage; feed: string; station: string; receivedMs: number };

  constructor(
    private readonly feed: Feed,
    private readonly options: IntakeOptions,
    /** Station of sentences that name none: the receiver's address where several share the feed, else empty. */
    private readonly address = '',
  ) {
    this.decoder = new AisDecoder((message) => this.told(message));
    this.observation = { message: new AisMessage(), feed: feed.plan.name, station: address, receivedMs: 0 };
    this.uncount = feed.count(() => this.decoder.stats);
  }

  /** Any piece of the stream. */
  take(chunk: Uint8Array): void {
    this.observation.receivedMs = this.options.nowMs();
    this.decoder.feed(chunk, this.observation.receivedMs);
  }

  /** What came is whole (a datagram, the end of a file): a last line without its newline counts too. */
  flush(): void {
    this.decoder.flush();
  }

  end(): void {
    this.flush();
    this.uncount();
  }

  private told(message: AisMessage): void {
    this.observation.message = message;
    this.observation.station = message.station === '' ? this.address : message.station;
    this.feed.heard(message.tagMs);
    this.options.emit(this.observation);
  }
}
