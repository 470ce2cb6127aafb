import { AisDecoder } from '../domain/ais/decoder.ts';
import { AisMessage } from '../domain/ais/message.ts';
import type { Observation } from '../domain/track/observation.ts';
import type { Feed } from './feed.ts';
import type { Received, ReceivedWhat } from './received.ts';

const NOTHING = new Uint8Array(0);

/** Where decoded sentences go, and by which clock they are stamped. */
export interface IntakeOptions {
  readonly nowMs: () => number;
  readonly emit: (observation: Observation) => void;
  /** Told of everything that comes in, before it is decoded. */
  readonly received?: (received: Received) => void;
  /** Number of the connection; left out: 0. */
  readonly connection?: number;
}

/** The bytes of one connection (or one sender of datagrams), decoded: cut lines and fragments of others never meet in it. */
export class Intake {
  private readonly decoder: AisDecoder;
  private readonly uncount: () => void;
  private readonly observation: { message: AisMessage; feed: string; station: string; receivedMs: number };
  private readonly received: { -readonly [K in keyof Received]: Received[K] };

  constructor(
    private readonly feed: Feed,
    private readonly options: IntakeOptions,
    /** Station of sentences that name none: the receiver's address where several share the feed, else empty. */
    private readonly address = '',
  ) {
    const { name } = feed.plan;
    this.decoder = new AisDecoder((message) => this.told(message));
    this.observation = { message: new AisMessage(), feed: name, station: address, receivedMs: 0 };
    const connection = options.connection ?? 0;
    this.received = { feed: name, connection, address, receivedMs: 0, what: 'bytes', chunk: NOTHING };
    this.uncount = feed.count(() => this.decoder.stats);
  }

  /** Any piece of the stream. */
  take(chunk: Uint8Array): void {
    const receivedMs = this.options.nowMs();
    this.observation.receivedMs = receivedMs;
    this.tell('bytes', chunk, receivedMs);
    this.decoder.feed(chunk, receivedMs);
  }

  /** What came is whole (a datagram, the end of a file): a last line without its newline counts too. */
  flush(): void {
    this.tell('whole', NOTHING, this.options.nowMs());
    this.decoder.flush();
  }

  end(): void {
    this.tell('end', NOTHING, this.options.nowMs());
    this.decoder.flush();
    this.uncount();
  }

  private tell(what: ReceivedWhat, chunk: Uint8Array, receivedMs: number): void {
    if (!this.options.received) return;
    const { received } = this;
    received.receivedMs = receivedMs;
    received.what = what;
    received.chunk = chunk;
    this.options.received(received);
    received.chunk = NOTHING; // a socket's buffer is not kept alive until the next one
  }

  private told(message: AisMessage): void {
    this.observation.message = message;
    this.observation.station = message.station === '' ? this.address : message.station;
    this.feed.heard(message.tagMs);
    this.options.emit(this.observation);
  }
}
