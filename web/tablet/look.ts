import { useEffect, useLayoutEffect, useState } from 'react';
import { paint } from '../ui/palette.tsx';
import { useRemembered } from '../ui/remembered.ts';

const PALETTES = ['night', 'day'] as const;
export type TabletPalette = (typeof PALETTES)[number];
/** Shares of the full light. */
const LIGHTS = [1, 0.65, 0.4] as const;
const DARKEST = 0.25;

export interface Look {
  readonly palette: TabletPalette;
  /** 1 is the brightest. */
  readonly step: number;
  readonly turn: () => void;
  readonly dim: () => void;
}

/** Colours and light of the tablet, night first. `isUnseen`: as dark as it goes, whatever was chosen. */
export function useLook(isUnseen: boolean): Look {
  const [chosen, choose] = useRemembered<TabletPalette>('tablet.palette', PALETTES, 'night');
  const [step, setStep] = useState(0);
  const palette = isUnseen ? 'night' : chosen;
  useLayoutEffect(() => paint(document.documentElement, palette), [palette]);
  useEffect(() => {
    const light = isUnseen ? DARKEST : (LIGHTS[step] ?? 1);
    document.documentElement.style.setProperty('--light', String(light));
  }, [step, isUnseen]);
  return {
    ...{ palette, step: step + 1 },
    turn: () => choose(chosen === 'night' ? 'day' : 'night'),
    dim: () => setStep((before) => (before + 1) % LIGHTS.length),
  };
}
