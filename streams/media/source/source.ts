import type { StreamConfig } from '../../../server/domain/video/video-config.ts';

/** One picture as it came: all its units behind their lengths. */
export interface Picture {
  readonly isKey: boolean;
  /** By the camera's clock of the stream, ms. */
  readonly dtsMs: number;
  /** Shown so much later than decoded, ms. */
  readonly ctsMs: number;
  readonly data: Buffer;
}

export interface SourceEvents {
  config(config: StreamConfig): void;
  picture(picture: Picture): void;
  /** The connection is lost or was refused; why, without any word of an address or a key. */
  down(reason: string): void;
}

/** Where a camera's pictures come from. */
export interface CameraSource {
  start(): void;
  stop(): void;
}

const FIRST_PAUSE_MS = 500;
/** A camera that is back is seen soon ... */
const LONGEST_PAUSE_MS = 1_500;
/** ... but one that refused our login is not asked so often that it locks us out, ms. */
const REFUSED_PAUSE_MS = 15_000;
const REFUSED = /\b40[13]\b/;
/** Ran that long: the next failure begins with a short pause again, ms. */
const STEADY_MS = 20_000;

/** Tries again, with pauses that grow while it does not last. */
export class Retry {
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;

  constructor(private readonly run: () => void) {}

  /** It failed after `lastedMs`, for a reason in words. */
  again(lastedMs: number, reason: string): void {
    this.failures = lastedMs > STEADY_MS ? 0 : this.failures + 1;
    const longestMs = REFUSED.test(reason) ? REFUSED_PAUSE_MS : LONGEST_PAUSE_MS;
    const pauseMs = Math.min(longestMs, FIRST_PAUSE_MS * 2 ** Math.max(0, this.failures - 1));
    clearTimeout(this.timer);
    this.timer = setTimeout(this.run, pauseMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** The reason in words, addresses taken out. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/[a-z]+:\/\/\S*/gi, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 120);
}
