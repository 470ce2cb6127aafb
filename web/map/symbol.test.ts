import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FLAG, KINDS } from '../../server/domain/track/kind.ts';
import { BIT, chooseSymbol, isQuiet, PAINT_TOKENS, paintOf, SHAPE, shipClass } from './symbol.ts';
import { type MadeUpTrack, MadeUpTracks } from './testbed/made-up-tracks.ts';

const AT = { lon: 139.8, lat: 35.4 };
function symbolOf(track: Partial<MadeUpTrack>) {
  const tracks = new MadeUpTracks();
  tracks.put({ ...AT, ...track }, 0);
  const code = { shape: 0, paint: 0, bits: 0 };
  chooseSymbol(tracks, 0, code);
  return code;
}

describe('the symbol of a track', () => {
  it.each([
    [30, 'fishing'],
    [36, 'pleasure'],
    [35, 'service'],
    [52, 'service'],
    [44, 'passenger'],
    [69, 'passenger'],
    [70, 'cargo'],
    [89, 'tanker'],
    [0, 'unknown'],
    [99, 'unknown'],
  ] as const)('colours ship type %i as %s', (shipType, token) => {
    expect(shipClass(shipType)).toBe(token);
  });
  it('is told by the kind', () => {
    const shapes = KINDS.map((kind) => symbolOf({ kind }).shape);
    expect(shapes.filter((shape) => shape === SHAPE.vessel)).toHaveLength(3);
    expect(symbolOf({ kind: 'own' })).toMatchObject({ shape: SHAPE.own, paint: paintOf('own') });
    expect(symbolOf({ kind: 'mob' })).toMatchObject({ shape: SHAPE.distress, paint: paintOf('danger') });
    expect(symbolOf({ kind: 'aton-virtual' }).shape).toBe(SHAPE.virtualAton);
  });
  it('is quiet at anchor, moored and standing, not when under way', () => {
    expect(symbolOf({ navStatus: 1, sogKn: 0.8 }).bits & BIT.quiet).toBeTruthy();
    expect(symbolOf({ navStatus: 0, sogKn: 0.1 }).bits & BIT.quiet).toBeTruthy();
    expect(symbolOf({ navStatus: 0, sogKn: 6 }).bits & BIT.quiet).toBeFalsy();
    const drags = new MadeUpTracks();
    drags.put({ ...AT, navStatus: 1, sogKn: 2.5 }, 0);
    expect(isQuiet(drags, 0)).toBe(false);
  });
  it('shows the side of a turn only when there is one', () => {
    const turn = BIT.turnPort | BIT.turnStarboard;
    expect(symbolOf({ sogKn: 9, cogDeg: 10, rot: -40 }).bits & turn).toBe(BIT.turnPort);
    expect(symbolOf({ sogKn: 9, cogDeg: 10, rot: 40 }).bits & turn).toBe(BIT.turnStarboard);
    expect(symbolOf({ sogKn: 9, cogDeg: 10, rot: 4 }).bits & turn).toBe(0);
    expect(symbolOf({ sogKn: 9, cogDeg: 10, rot: -128 }).bits & turn).toBe(0);
  });
  it('marks the stale, the lost and the suspect', () => {
    expect(symbolOf({ state: 1 }).bits & (BIT.stale | BIT.lost)).toBe(BIT.stale);
    expect(symbolOf({ state: 2 }).bits & (BIT.stale | BIT.lost)).toBe(BIT.stale | BIT.lost);
    expect(symbolOf({ flags: FLAG.restored }).bits & BIT.stale).toBeTruthy();
    expect(symbolOf({ flags: FLAG.suspect }).bits & BIT.suspect).toBeTruthy();
  });
  it('is one the shaders know, whatever a frame says', () => {
    const byte = fc.nat(255);
    fc.assert(
      fc.property(byte, byte, byte, byte, (kind, shipType, state, flags) => {
        const tracks = new MadeUpTracks();
        tracks.put({ ...AT, shipType, state, flags }, 0);
        tracks.kind[0] = kind;
        const code = { shape: -1, paint: -1, bits: -1 };
        chooseSymbol(tracks, 0, code);
        expect(Object.values(SHAPE)).toContain(code.shape);
        expect(PAINT_TOKENS[code.paint]).toBeDefined();
        expect(code.bits).toBeLessThan(256);
      }),
    );
  });
});
