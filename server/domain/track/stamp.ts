import type { AisMessage } from '../ais/message.ts';
import type { Source } from './source.ts';

/** A UTC second up to this far ahead of our clock is the next second, not one of nearly a minute ago. */
const AHEAD_MS = 5_000;
/** Further behind than this a UTC second tells that the clocks differ (a recording, say), not how late the report is. */
const BEHIND_MS = 15_000;

/** Milliseconds by which a report with this UTC second (0-59) is behind our time of receipt: -5,000 to 54,999. */
export function behindMs(utcSecond: number, receivedMs: number): number {
  const behind = (receivedMs - utcSecond * 1000) % 60_000;
  return behind >= 60_000 - AHEAD_MS ? behind - 60_000 : behind;
}

/** Seconds from one UTC second to another on the shorter way round the minute, -29 to 30; NaN where one has none (60 and above). */
export function secondsApart(from: number, to: number): number {
  if (from >= 60 || to >= 60) return Number.NaN;
  const apart = (to - from + 60) % 60;
  return apart > 30 ? apart - 60 : apart;
}

/**
 * Time of the message by our clock, epoch ms, never after its receipt: the TAG time, set right by the receiver's clock error; else
 * the UTC second where sentences come as they are sent; else the time of receipt.
 */
export function stampMs({ tagMs, utcSecond }: AisMessage, source: Source, receivedMs: number): number {
  if (!Number.isNaN(tagMs)) return Math.min(receivedMs, source.clock.ours(tagMs));
  if (utcSecond >= 60 || !source.pacing.steady) return receivedMs;
  const behind = behindMs(utcSecond, receivedMs);
  return behind > 0 && behind <= BEHIND_MS ? receivedMs - behind : receivedMs;
}

/** Takes from the message what it tells of the receiver's clock and of how its sentences are paced. */
export function learnTime(message: AisMessage, source: Source, receivedMs: number): void {
  if (!Number.isNaN(message.tagMs)) source.clock.hear(message.tagMs, receivedMs, message.utcSecond);
  if (message.utcSecond < 60) source.pacing.hear(message.utcSecond, receivedMs);
}
