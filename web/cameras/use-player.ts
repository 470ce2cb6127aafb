import { type RefObject, useEffect, useRef, useState } from 'react';
import { showsNothing } from './black.ts';
import { LivePlayer } from './live-player.ts';
import { MsePlayer } from './mse-player.ts';
import type { Player, PlayerEvents } from './player.ts';

/** How often what stands over the picture is looked at, ms. */
const LOOK_MS = 250;
/** Whether it is black is looked at every so many times. */
const LOOKS_A_BLACK = 6;

/** How pictures are decoded here; none: they cannot be. */
type Way = 'webcodecs' | 'mse' | 'none';

export interface Shown {
  /** Since a picture was drawn, ms; null: none was yet. */
  readonly drawnAgoMs: number | null;
  /** When it was taken, epoch ms; null: it does not say. */
  readonly stampMs: number | null;
  /** How late the picture was, ms. */
  readonly lagMs: number;
  readonly way: Way;
  /** It is black all over. */
  readonly isBlack: boolean;
}

const firstWay = (): Way =>
  typeof VideoDecoder !== 'undefined' ? 'webcodecs' : typeof MediaSource !== 'undefined' ? 'mse' : 'none';

/** Plays a camera on a canvas while it is seen; not seen, it is not decoded. */
export function usePlayer(cameraId: string, canvas: RefObject<HTMLCanvasElement | null>, isFrozen: boolean): Shown {
  const [shown, setShown] = useState<Shown>({
    drawnAgoMs: null,
    stampMs: null,
    lagMs: 0,
    way: firstWay(),
    isBlack: false,
  });
  const player = useRef<Player | null>(null);
  const frozen = useRef(isFrozen);
  frozen.current = isFrozen;
  if (player.current !== null) player.current.isFrozen = isFrozen;
  useEffect(() => {
    if (!canvas.current) return;
    let drawnAtMs: number | null = null;
    let stampMs: number | null = null;
    let lagMs = 0;
    let way = firstWay();
    let looks = 0;
    let isBlack = false;
    const picture = canvas.current;
    const events: PlayerEvents = {
      drawn: (at, late) => {
        lagMs = late;
        drawnAtMs = performance.now();
        stampMs = at;
      },
      can: (can) => {
        if (can) return;
        // what one way cannot decode, another may
        way = way === 'webcodecs' && typeof MediaSource !== 'undefined' ? 'mse' : 'none';
        end();
        begin();
      },
    };
    const begin = (): void => {
      if (player.current !== null || way === 'none') return;
      const Kind = way === 'webcodecs' ? LivePlayer : MsePlayer;
      player.current = new Kind(cameraId, picture, events);
      player.current.isFrozen = frozen.current;
    };
    const end = (): void => {
      player.current?.close();
      player.current = null;
    };
    const sight = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? begin() : end()));
    sight.observe(picture);
    const timer = window.setInterval(() => {
      // a frozen picture is as old as it says, and the stream goes on
      if (frozen.current && drawnAtMs !== null) drawnAtMs = performance.now();
      if (drawnAtMs !== null && looks++ % LOOKS_A_BLACK === 0) isBlack = showsNothing(picture);
      const drawnAgoMs = drawnAtMs === null ? null : performance.now() - drawnAtMs;
      setShown({ drawnAgoMs, stampMs, lagMs, way, isBlack });
    }, LOOK_MS);
    return () => {
      sight.disconnect();
      window.clearInterval(timer);
      end();
    };
  }, [cameraId, canvas]);
  return shown;
}
