/** A vessel that moves less between two frames looks still. */
const STEP_PX = 0.35;
const LEAST_FPS = 8;
const MOST_FPS = 30;

/**
 * Frames a second that smooth motion needs: a ship under way crosses a fifth of a pixel a second at the scale of a bay, and sixty
 * frames of it would only warm the room. `speedPxPerS` is that of the fastest.
 */
export function frameRate(speedPxPerS: number): number {
  if (speedPxPerS <= 0) return 1;
  return Math.min(MOST_FPS, Math.max(LEAST_FPS, speedPxPerS / STEP_PX));
}
