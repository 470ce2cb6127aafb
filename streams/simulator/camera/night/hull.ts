import { type LonLat, turnDeg } from '../../../../server/domain/geo/geodesy.ts';
import type { Spot } from './canvas.ts';
import type { Sight } from './sight.ts';

/** Ships longer than this have their bridge aft and a second masthead light (COLREG rule 23), metres. */
const LONG_M = 50;

/** A vessel as a camera may see her: where her antenna is, how she lies, what she is. */
export interface SeenVessel extends LonLat {
  readonly headingDeg: number;
  readonly cogDeg: number;
  readonly sogKn: number;
  readonly toBowM: number;
  readonly toSternM: number;
  readonly toPortM: number;
  readonly toStarboardM: number;
  /** AIS navigational status. */
  readonly navStatus: number;
  /** Carries boxes on deck. */
  readonly isLaden: boolean;
  /** Shows no light. */
  readonly isDark: boolean;
}

/** A block of a ship, seen as an outline. */
export interface Block {
  readonly outline: readonly Spot[];
  readonly part: 'hull' | 'cargo' | 'bridge' | 'funnel';
}

/** A light that is seen. */
export interface Light extends Spot {
  readonly colour: 'white' | 'red' | 'green';
  /** Miles at which rule 22 wants it seen; deck lights: 1. */
  readonly milesSeen: number;
}

const lengthOf = ({ toBowM, toSternM }: SeenVessel): number => toBowM + toSternM;

/** Deck above the water, metres: rough, by length. */
const freeboardM = (vessel: SeenVessel): number => Math.min(14, 0.7 + 0.04 * lengthOf(vessel));

/** Top of her bridge above the water, metres. */
const bridgeM = (vessel: SeenVessel): number => freeboardM(vessel) + Math.min(26, 1.7 + 0.075 * lengthOf(vessel));

/** Her blocks in the picture, `isSmall`: only the two that count; empty: behind the camera. */
export function blocksOf(sight: Sight, vessel: SeenVessel, isSmall = false): Block[] {
  const { toBowM: bow, toSternM, toPortM, toStarboardM: right } = vessel;
  const length = lengthOf(vessel);
  const [stern, left] = [-toSternM, -toPortM];
  const middle = (left + right) / 2;
  const deck = freeboardM(vessel);
  const hull = isSmall ? box(stern, bow, left, right) : ring(bow, stern, left, right);
  const bridgeAft = length > LONG_M ? stern + length * 0.06 : stern + length * 0.3;
  const bridge = box(bridgeAft, bridgeAft + length * (length > LONG_M ? 0.1 : 0.3), left * 0.9, right * 0.9);
  const funnel = box(bridgeAft - length * 0.03, bridgeAft, middle - 2, middle + 2);
  const cargo = box(bridgeAft + length * 0.13, bow - length * 0.12, left * 0.95, right * 0.95);
  const blocks: Block[] = [];
  const add = (part: Block['part'], plan: readonly Ground[], fromM: number, toM: number): void => {
    const outline = outlineOf(sight, plan, fromM, toM);
    if (outline.length > 2) blocks.push({ part, outline });
  };
  add('hull', hull, 0, deck);
  if (!isSmall && vessel.isLaden && length > LONG_M)
    add('cargo', cargo, deck, deck + 2.6 * Math.min(5, Math.round(length / 60)));
  add('bridge', bridge, deck, bridgeM(vessel));
  if (!isSmall && length > LONG_M) add('funnel', funnel, deck, bridgeM(vessel) * 0.95);
  return blocks;
}

/** The lights she shows towards the camera (COLREG 1972, rules 20 to 30), and those of her deck. */
export function lightsOf(sight: Sight, vessel: SeenVessel, bearingToDeg: number): Light[] {
  if (vessel.isDark) return [];
  const { toBowM: bow, toSternM, toPortM, toStarboardM: right, navStatus } = vessel;
  const [stern, left] = [-toSternM, -toPortM];
  const length = lengthOf(vessel);
  const lights: Light[] = [];
  const show = (colour: Light['colour'], milesSeen: number, ahead: number, aside: number, aboveM: number): void => {
    const seen = sight.spot(ahead, aside, aboveM);
    if (seen !== null) lights.push({ ...seen, colour, milesSeen });
  };
  const mast = bridgeM(vessel) + 2;
  const isLying = navStatus === 1 || navStatus === 5;
  if (isLying) {
    show('white', 3, bow * 0.95, 0, freeboardM(vessel) + 6);
    if (length > LONG_M) show('white', 3, stern * 0.95, 0, freeboardM(vessel) + 3);
    for (let i = 1; length > 90 && i < 6; i++) show('white', 1, stern + (length * i) / 6, left, freeboardM(vessel) + 2);
    return lights;
  }
  if (navStatus === 7) {
    show('green', 3, 0, 0, mast + 2);
    show('white', 3, 0, 0, mast);
    show('white', 3, stern * 0.6, 0, freeboardM(vessel) + 2);
    return lights;
  }
  const off = turnDeg(vessel.headingDeg, bearingToDeg);
  if (Math.abs(off) <= 112.5) {
    show('white', length > LONG_M ? 6 : 3, length > LONG_M ? bow * 0.85 : 0, 0, mast - (length > LONG_M ? 5 : 0));
    if (length > LONG_M) show('white', 6, stern * 0.5, 0, mast);
    if (off >= -1) show('green', 2, 0, right, freeboardM(vessel) + 3);
    if (off <= 1) show('red', 2, 0, left, freeboardM(vessel) + 3);
  } else show('white', 2, stern, 0, freeboardM(vessel) + 1.5);
  return lights;
}

type Ground = readonly [aheadM: number, starboardM: number];

const box = (from: number, to: number, left: number, right: number): Ground[] => [
  [from, left],
  [to, left],
  [to, right],
  [from, right],
];

const ring = (bow: number, stern: number, left: number, right: number): Ground[] => {
  const shoulder = bow - (bow - stern) * 0.18;
  return [[stern, left], [shoulder, left], [bow, (left + right) / 2], [shoulder, right], [stern, right]]; // biome-ignore format: a plan
};

/** What an upright block covers in the picture: the hull of its corners below and above. */
function outlineOf(sight: Sight, plan: readonly Ground[], fromM: number, toM: number): Spot[] {
  const spots: Spot[] = [];
  for (const [ahead, aside] of plan) {
    for (const above of [fromM, toM]) {
      const seen = sight.spot(ahead, aside, above);
      if (seen === null) return [];
      spots.push(seen);
    }
  }
  return convexHull(spots);
}

/** Andrew's monotone chain. */
function convexHull(spots: Spot[]): Spot[] {
  const sorted = [...spots].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (a: Spot, b: Spot, c: Spot) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const chain = (points: readonly Spot[]): Spot[] => {
    const line: Spot[] = [];
    for (const spot of points) {
      while (line.length >= 2 && turn(line.at(-2) as Spot, line.at(-1) as Spot, spot) <= 0) line.pop();
      line.push(spot);
    }
    return line.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}
