import { describe, expect, it } from '@jest/globals';
import { cssVariable, PALETTE_NAMES, PALETTES, type PaletteToken, paletteCss } from './palettes.ts';

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const MARKS: readonly PaletteToken[] = [
  ...(['target', 'own', 'danger', 'warning', 'caution', 'lane', 'aid', 'place'] as const),
  ...(['cargo', 'tanker', 'passenger', 'fishing', 'service', 'pleasure', 'unknown'] as const),
  ...(['trail0', 'trail5', 'trail10', 'trail15', 'trail20'] as const),
];

describe.each(PALETTE_NAMES)('palette %s', (name) => {
  const p = PALETTES[name];
  it('keeps every mark above 3:1 on water and on land', () => {
    const weak = MARKS.flatMap((mark) =>
      (['water', 'land'] as const)
        .map((ground) => ({ mark, ground, ratio: contrast(p[mark], p[ground]) }))
        .filter(({ ratio }) => ratio < 3),
    );
    expect(weak).toEqual([]);
  });
  it('orders the speeds of a trail by lightness, away from the water', () => {
    const steps = [p.trail0, p.trail5, p.trail10, p.trail15, p.trail20].map((colour) => contrast(colour, p.water));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });
  it('shows the coast above 3:1 on water', () => {
    expect(contrast(p.coast, p.water)).toBeGreaterThan(3);
  });
  it('keeps text that matters above 7:1, secondary text above 4.5:1, hints above 3:1', () => {
    for (const ground of [p.panel, p.raised, p.water]) {
      expect(contrast(p.ink, ground)).toBeGreaterThan(7);
      expect(contrast(p.inkSoft, ground)).toBeGreaterThan(4.5);
      expect(contrast(p.inkFaint, ground)).toBeGreaterThan(3);
    }
  });
  it('can be written on every accent', () => {
    for (const accent of [p.own, p.danger, p.warning, p.ok]) {
      expect(contrast(p.onAccent, accent)).toBeGreaterThan(4);
    }
  });
});

describe('palettes as CSS', () => {
  it('writes a token in kebab case', () => {
    expect(cssVariable('inkSoft')).toBe('--ink-soft');
    expect(paletteCss(PALETTES.night)).toContain('--ink-soft: #857d72;');
    expect(paletteCss(PALETTES.day)).toContain('color-scheme: light;');
  });
});
