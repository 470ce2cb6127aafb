import { LivePlayer } from '../live-player.ts';
import { MsePlayer } from '../mse-player.ts';

/** The simulated cameras write the time into their pictures: squares along the lower edge, a bit each. */
const BITS = 20;
const SQUARE_PX = 16;
/** A viewer begins with the pictures since the last key frame, which are up to a second old. */
const UNDER_WAY_MS = 1_500;
/** Reading pixels back costs more than playing: one picture of so many is read. */
const READ_EVERY = 5;

interface Seen {
  /** From the time in the picture to the picture on the canvas, ms; those of the group that was under way at the start left out. */
  readonly agesMs: number[];
  /** From the order to play to the first picture, ms. */
  readonly firstMs: number[];
}

/** Plays cameras side by side for some seconds and reads the time in each picture as it is drawn. */
async function play(cameraIds: readonly string[], way: 'webcodecs' | 'mse', seconds: number): Promise<Seen> {
  const seen: Seen = { agesMs: [], firstMs: [] };
  const players = cameraIds.map((cameraId) => {
    const canvas = document.createElement('canvas');
    document.body.append(canvas);
    const beganMs = performance.now();
    let isFirst = true;
    let pictures = 0;
    const drawn = (): void => {
      if (isFirst) seen.firstMs.push(performance.now() - beganMs);
      else if (++pictures % READ_EVERY === 0 && performance.now() - beganMs > UNDER_WAY_MS)
        seen.agesMs.push(ageOf(canvas));
      isFirst = false;
    };
    const Kind = way === 'mse' ? MsePlayer : LivePlayer;
    return new Kind(cameraId, canvas, { drawn, can: (can) => can || console.error(`${way} cannot`) });
  });
  await new Promise((resolve) => window.setTimeout(resolve, seconds * 1000));
  for (const player of players) player.close();
  document.body.replaceChildren();
  return seen;
}

function ageOf(canvas: HTMLCanvasElement): number {
  const nowMs = performance.timeOrigin + performance.now();
  const row = canvas.height - SQUARE_PX / 2;
  const data = canvas.getContext('2d')?.getImageData(0, row, BITS * SQUARE_PX, 1).data;
  let low = 0;
  for (let bit = 0; bit < BITS; bit++) if ((data?.[(bit * SQUARE_PX + SQUARE_PX / 2) * 4] ?? 0) > 128) low += 2 ** bit;
  return (nowMs - low) % 2 ** BITS;
}

Object.assign(window, { play });
