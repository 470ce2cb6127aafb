const COS = Float64Array.from({ length: 60 }, (_, s) => Math.cos((s * Math.PI) / 30));
const SIN = Float64Array.from({ length: 60 }, (_, s) => Math.sin((s * Math.PI) / 30));

const SAMPLES = 31;
/** At most one sample in this time, so that a backlog sent in one go does not pass for a wrong clock. */
const SAMPLE_EVERY_MS = 1_000;
/** A clock that seems this far behind may be right, and the line slow: its stamps are then taken as they are. */
const LATENCY_MS = 30_000;
/** The same where its stamps agree with the UTC seconds in the reports, so that it is right at least within the minute. */
const PROVEN_LATENCY_MS = 60_000;
/** A clock this far ahead of ours is still called right. */
const AHEAD_MS = 2_000;
/** Stamps this close to the UTC seconds in the reports agree with them. */
const AGREES_S = 4;
const SECOND_WEIGHT = 1 / 8;
const SECONDS_NEEDED = 8;

/** Learns how wrong the clock of one receiver is: the median of its TAG times minus our times of receipt. */
export class ReceiverClock {
  private readonly samples = new Float64Array(SAMPLES);
  /** The same in order: one sample goes, one comes, so that nothing is sorted anew. */
  private readonly sorted = new Float64Array(SAMPLES);
  private count = 0;
  private nextMs = Number.NEGATIVE_INFINITY;
  private medianMs = Number.NaN;
  private seconds = 0;
  private x = 0;
  private y = 0;
  /** Its stamps are to be corrected; it changes with a sample only, and is asked for with every message. */
  private isBad = false;

  /** Stamp of the TAG block and our clock at receipt, epoch ms; UTC second in the report, 60 and above: none. */
  hear(tagMs: number, receivedMs: number, utcSecond = 60): void {
    if (receivedMs < this.nextMs && receivedMs > this.nextMs - 2 * SAMPLE_EVERY_MS) return;
    this.nextMs = receivedMs + SAMPLE_EVERY_MS;
    this.sample(tagMs - receivedMs);
    if (utcSecond < 60) this.compare(Math.floor(tagMs / 1000), utcSecond);
    this.isBad = this.isWrong();
  }

  /** Receiver's clock minus ours in ms; NaN: it has sent no time yet. */
  get errorMs(): number {
    return this.medianMs;
  }

  /** What its stamp is by our clock, epoch ms. A clock beyond belief is corrected by its error, any other taken at its word. */
  ours(tagMs: number): number {
    return this.isBad ? tagMs - this.medianMs : tagMs;
  }

  /** Its stamp less all of its error, delays too, epoch ms: to tell whether two receivers mean the same moment. */
  aligned(tagMs: number): number {
    return tagMs - this.medianMs;
  }

  /** Takes the sample in for the oldest one. */
  private sample(value: number): void {
    const { sorted } = this;
    const place = this.count % SAMPLES;
    const last = Math.min(this.count, SAMPLES - 1);
    let at = last;
    if (this.count >= SAMPLES) {
      const oldest = this.samples[place];
      at = 0;
      while (at < last && sorted[at] !== oldest) at++;
    }
    for (; at > 0 && (sorted[at - 1] ?? 0) > value; at--) sorted[at] = sorted[at - 1] ?? 0;
    for (; at < last && (sorted[at + 1] ?? 0) < value; at++) sorted[at] = sorted[at + 1] ?? 0;
    sorted[at] = value;
    this.samples[place] = value;
    this.count++;
    this.medianMs = sorted[(last + 1) >> 1] ?? Number.NaN;
  }

  private isWrong(): boolean {
    const { medianMs } = this;
    if (medianMs > AHEAD_MS || medianMs < -PROVEN_LATENCY_MS) return true;
    if (this.seconds < SECONDS_NEEDED) return medianMs < -LATENCY_MS;
    return Math.abs((Math.atan2(this.y, this.x) * 30) / Math.PI) > AGREES_S;
  }

  private compare(tagSecond: number, utcSecond: number): void {
    const apart = (((tagSecond - utcSecond) % 60) + 60) % 60;
    this.seconds++;
    this.x += ((COS[apart] ?? 0) - this.x) * SECOND_WEIGHT;
    this.y += ((SIN[apart] ?? 0) - this.y) * SECOND_WEIGHT;
  }
}

const WEIGHT = 1 / 32;
/** Squared length of the mean direction: 1 where all seconds agree with ours, near 0 where they are anyhow. */
const AGREEING = 0.5;
/** Squared cosine of 30 degrees, 5 s of the minute: how far the mean may wander. */
const SAME = 0.75;
/** How long the mean must have kept its place by our clock, ms. */
const KEPT_MS = 10_000;

/**
 * Tells whether sentences come as they are sent: then the UTC second in a report stands in a steady relation to our clock. In a
 * capture sent in one burst, or faster or slower than it was taken, it does not, and receipt says nothing about time passed.
 */
export class Pacing {
  private x = 0;
  private y = 0;
  private keptX = 0;
  private keptY = 0;
  private keptSinceMs = 0;
  private isSteady = false;

  /** `utcSecond` 0-59 of a report; `receivedMs` epoch ms by our clock. */
  hear(utcSecond: number, receivedMs: number): void {
    // not by %, which is many times slower for numbers beyond 31 bits
    const lag = Math.floor(receivedMs / 1000) - utcSecond;
    const phase = lag - 60 * Math.floor(lag / 60);
    this.x += ((COS[phase] ?? 0) - this.x) * WEIGHT;
    this.y += ((SIN[phase] ?? 0) - this.y) * WEIGHT;
    const squared = this.x * this.x + this.y * this.y;
    const along = this.x * this.keptX + this.y * this.keptY;
    if (squared < AGREEING || along < 0 || along * along < SAME * squared) this.wander(receivedMs, Math.sqrt(squared));
    else this.isSteady = receivedMs - this.keptSinceMs >= KEPT_MS;
  }

  /** Sentences come as they were sent. False until they have done so for some time. */
  get steady(): boolean {
    return this.isSteady;
  }

  private wander(receivedMs: number, length: number): void {
    this.keptX = length > 0 ? this.x / length : 0;
    this.keptY = length > 0 ? this.y / length : 0;
    this.keptSinceMs = receivedMs;
    this.isSteady = false;
  }
}
