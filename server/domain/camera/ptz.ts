import { normalDeg, turnDeg } from '../geo/geodesy.ts';

/** How a camera can be turned. */
export interface PtzMount {
  /** Degrees true in which it looks at pan 0: the north offset, as measured where it stands. */
  readonly northDeg: number;
  /** Ends of its pan, degrees from there, -180 to 180; positive is clockwise. -180 and 180: it turns all round. */
  readonly panFromDeg: number;
  readonly panToDeg: number;
  /** Ends of its tilt, degrees above the level, -90 to 90. */
  readonly tiltFromDeg: number;
  readonly tiltToDeg: number;
  /** Horizontal field at both ends of its zoom, degrees. */
  readonly fovWideDeg: number;
  readonly fovTeleDeg: number;
}

/** Where a camera looks. */
export interface Aim {
  /** Degrees true. */
  readonly panDeg: number;
  /** Degrees above the level. */
  readonly tiltDeg: number;
  /** Horizontal field, degrees. */
  readonly fovDeg: number;
}

/** The same in the generic spaces of ONVIF (PTZ Service Specification, 5.2): pan and tilt -1 to 1, zoom 0 (wide) to 1 (tele). */
export interface PtzPosition {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const between = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));
/** Where `value` stands from `from` to `to`, as -1 to 1. */
const scaled = (value: number, from: number, to: number): number => ((value - from) / (to - from)) * 2 - 1;
const unscaled = (part: number, from: number, to: number): number => from + ((part + 1) / 2) * (to - from);

/** True where the camera can look in that direction, degrees true. */
export function canPanTo({ northDeg, panFromDeg, panToDeg }: PtzMount, bearingDeg: number): boolean {
  const pan = turnDeg(northDeg, bearingDeg);
  return pan >= panFromDeg && pan <= panToDeg;
}

/** What to order so that a camera looks there; what it cannot do is cut to what it can. */
export function positionOf(mount: PtzMount, { panDeg, tiltDeg, fovDeg }: Aim): PtzPosition {
  const { northDeg, panFromDeg, panToDeg, tiltFromDeg, tiltToDeg, fovWideDeg, fovTeleDeg } = mount;
  const pan = between(turnDeg(northDeg, panDeg), panFromDeg, panToDeg);
  const tilt = between(tiltDeg, tiltFromDeg, tiltToDeg);
  // the field shrinks by the same part for each equal step of zoom
  const zoom = Math.log(between(fovDeg, fovTeleDeg, fovWideDeg) / fovWideDeg) / Math.log(fovTeleDeg / fovWideDeg);
  return { x: scaled(pan, panFromDeg, panToDeg), y: scaled(tilt, tiltFromDeg, tiltToDeg), zoom: between(zoom, 0, 1) };
}

/** What to order so that a camera turns by so many degrees to the right and up, and its field becomes `fovFactor` times as wide. */
export function stepOf(
  mount: PtzMount,
  { panDeg, tiltDeg, fovFactor }: { readonly panDeg: number; readonly tiltDeg: number; readonly fovFactor: number },
): PtzPosition {
  const { panFromDeg, panToDeg, tiltFromDeg, tiltToDeg, fovWideDeg, fovTeleDeg } = mount;
  return {
    x: (panDeg / (panToDeg - panFromDeg)) * 2,
    y: (tiltDeg / (tiltToDeg - tiltFromDeg)) * 2,
    zoom: Math.log(fovFactor) / Math.log(fovTeleDeg / fovWideDeg),
  };
}

/** Where a camera looks that says it stands there. */
export function aimOf(mount: PtzMount, { x, y, zoom }: PtzPosition): Aim {
  const { northDeg, panFromDeg, panToDeg, tiltFromDeg, tiltToDeg, fovWideDeg, fovTeleDeg } = mount;
  return {
    panDeg: normalDeg(northDeg + unscaled(between(x, -1, 1), panFromDeg, panToDeg)),
    tiltDeg: unscaled(between(y, -1, 1), tiltFromDeg, tiltToDeg),
    fovDeg: fovWideDeg * (fovTeleDeg / fovWideDeg) ** between(zoom, 0, 1),
  };
}
