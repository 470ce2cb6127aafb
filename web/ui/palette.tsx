import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import { cssVariable, PALETTE_NAMES, PALETTES, type PaletteName, type PaletteToken } from './palettes.ts';
import { useRemembered } from './remembered.ts';

interface Chosen {
  readonly palette: PaletteName;
  readonly choose: (palette: PaletteName) => void;
}

const PaletteContext = createContext<Chosen>({ palette: 'default', choose: () => {} });

/** Sets the tokens on an element through the CSSOM, which a strict policy allows. */
export function paint(root: HTMLElement, name: PaletteName): void {
  const { scheme, ...colours } = PALETTES[name];
  root.dataset['palette'] = name;
  root.style.setProperty('color-scheme', scheme);
  for (const [token, colour] of Object.entries(colours)) {
    root.style.setProperty(cssVariable(token as PaletteToken), colour);
  }
}

/** The palette of this station, remembered. */
export function PaletteProvider({ children }: { children: ReactNode }): ReactNode {
  const [palette, choose] = useRemembered<PaletteName>('palette', PALETTE_NAMES, 'default');
  useLayoutEffect(() => paint(document.documentElement, palette), [palette]);
  const chosen = useMemo(() => ({ palette, choose }), [palette, choose]);
  return <PaletteContext value={chosen}>{children}</PaletteContext>;
}

export const usePalette = (): Chosen => useContext(PaletteContext);
