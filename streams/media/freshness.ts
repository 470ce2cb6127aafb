import { CAMERA_STATES } from '../../server/contract/constants.ts';
import type { Picture } from './source/source.ts';

export type CameraState = (typeof CAMERA_STATES)[number];

/** Pictures come at their usual gap; silence after three of them, at least and at most so long, ms. */
const GAPS = 3;
const LEAST_SILENCE_MS = 700;
const MOST_SILENCE_MS = 2_500;
/** As long in a row pictures of the same length are one picture again and again: a sensor always has noise, ms. */
const FROZEN_MS = 2_500;
const FROZEN_PICTURES = 8;
/** A key frame of fewer bytes than one for so many pixels shows nothing. */
const PIXELS_PER_BYTE = 300;

/** Judges whether what a camera sends can be believed to be now. Times are of a clock that only goes forward, ms. */
export class Freshness {
  private lastMs = Number.NEGATIVE_INFINITY;
  private gapMs = 100;
  private readonly lengths = { key: -1, inter: -1 };
  private sameSinceMs = 0;
  private same = 0;
  private isEmpty = false;

  picture({ isKey, data }: Picture, nowMs: number, pixels: number): void {
    const gap = nowMs - this.lastMs;
    if (gap < MOST_SILENCE_MS) this.gapMs += (gap - this.gapMs) / 16;
    this.lastMs = nowMs;
    const kind = isKey ? 'key' : 'inter';
    const isSame = Math.abs(data.length - this.lengths[kind]) <= 1;
    this.lengths[kind] = data.length;
    if (isKey) this.isEmpty = data.length < pixels / PIXELS_PER_BYTE;
    if (!isSame) this.same = 0;
    else if (this.same++ === 0) this.sameSinceMs = nowMs;
  }

  /** The connection is gone: what comes is another stream. */
  forget(): void {
    this.lastMs = Number.NEGATIVE_INFINITY;
    this.lengths.key = -1;
    this.lengths.inter = -1;
    this.same = 0;
    this.isEmpty = false;
  }

  stateAt(nowMs: number, isConnected: boolean): CameraState {
    const silentMs = nowMs - this.lastMs;
    const limitMs = Math.min(MOST_SILENCE_MS, Math.max(LEAST_SILENCE_MS, GAPS * this.gapMs));
    if (silentMs > limitMs) return isConnected && Number.isFinite(silentMs) ? 'stale' : 'offline';
    const isFrozen = this.same >= FROZEN_PICTURES && nowMs - this.sameSinceMs >= FROZEN_MS;
    return isFrozen || this.isEmpty ? 'suspect' : 'live';
  }
}
