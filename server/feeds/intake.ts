import { AisDecoder } from '../domain/ais/decoder.ts';
import { AisMessage } from '../domain/ais/message.ts';
import { RadarDecoder } from '../domain/radar/decoder.ts';
import type { RadarPlot } from '../domain/radar/plot.ts';
import { SiteBook } from '../domain/radar/site-book.ts';
import type { Observation } from '../domain/track/observation.ts';
import { countsOf } from './counts.ts';
import type { Feed } from './feed.ts';
import type { Received, ReceivedWhat } from './received.ts';

const NOTHING = new Uint8Array(0);
/** Stamps may be cut to whole seconds. */
const STAMP_STEP_MS = 1_000;

/** Where decoded sentences go, and by which clock they are stamped. */
export interface IntakeOptions {
  readonly nowMs: () => number;
  /** What our clock was last set forward to, epoch ms: what was sent before is not heard. Left out: it never was. */
  readonly leaptToMs?: () => number;
  readonly emit: (observation: Observation) => void;
  /** Told of the plots of a radar feed. */
  readonly plot?: (plot: RadarPlot) => void;
  /** Of all radar feeds; left out: those of this connection. */
  readonly sites?: SiteBook;
  /** Told of everything that comes in, before it is decoded. */
  readonly received?: (received: Received) => void;
  /** Number of the connection; left out: 0. */
  readonly connection?: number;
}

/** The bytes of one connection (or one sender of datagrams), decoded: cut lines and fragments of others never meet in it. */
export class Intake {
  private readonly ais: AisDecoder;
  /** null: the feed is AIS only. A multiplexer may send both, so the other reads along. */
  private readonly radar: RadarDecoder | null;
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
    this.ais = new AisDecoder((message) => this.told(message));
    this.radar = this.radarOf(feed, options);
    this.observation = { message: new AisMessage(), feed: name, station: address, receivedMs: 0 };
    const connection = options.connection ?? 0;
    this.received = { feed: name, connection, address, receivedMs: 0, what: 'bytes', chunk: NOTHING };
    this.uncount = feed.count(() => countsOf(this.ais, this.radar));
  }

  /** Any piece of the stream. */
  take(chunk: Uint8Array): void {
    const receivedMs = this.options.nowMs();
    this.observation.receivedMs = receivedMs;
    this.tell('bytes', chunk, receivedMs);
    this.ais.feed(chunk, receivedMs);
    this.radar?.feed(chunk, receivedMs);
  }

  /** What came is whole (a datagram, the end of a file): a last line without its newline counts too. */
  flush(): void {
    this.tell('whole', NOTHING, this.options.nowMs());
    this.ais.flush();
    this.radar?.flush();
  }

  end(): void {
    this.tell('end', NOTHING, this.options.nowMs());
    this.ais.flush();
    this.radar?.flush();
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

  private radarOf({ plan }: Feed, { plot, sites }: IntakeOptions): RadarDecoder | null {
    const { name, radar } = plan;
    if (!radar) return null;
    const heard = (told: RadarPlot, sensorMs: number): void => {
      if (this.isOverleapt(sensorMs)) return;
      this.feed.heard(sensorMs);
      plot?.(told);
    };
    return new RadarDecoder(heard, { feed: name, ...radar, sites: sites ?? new SiteBook([radar.site]) });
  }

  /** Sent before our clock was set forward, and on its way meanwhile: it would pass for a word of now, by a clock that is wrong. */
  private isOverleapt(sentMs: number): boolean {
    const leaptToMs = this.options.leaptToMs?.() ?? Number.NEGATIVE_INFINITY;
    if (!(sentMs < leaptToMs - STAMP_STEP_MS)) return false;
    this.feed.refuse('overleapt');
    return true;
  }

  private told(message: AisMessage): void {
    if (this.isOverleapt(message.tagMs)) return;
    this.observation.message = message;
    this.observation.station = message.station === '' ? this.address : message.station;
    this.feed.heard(message.tagMs);
    this.options.emit(this.observation);
  }
}
