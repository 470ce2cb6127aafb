import type { PtzPosition } from '../../../server/domain/camera/ptz.ts';

/** A head turns a full half circle, tilts through its range and zooms from end to end in so long, seconds. */
const PAN_S = 3;
const TILT_S = 2;
const ZOOM_S = 1;

/** Speeds in parts a second, as -1 to 1 of the fastest. */
export interface PtzSpeed {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Fastest, in units of the generic spaces a second. */
const FASTEST: PtzSpeed = { x: 1 / PAN_S, y: 2 / TILT_S, zoom: 1 / ZOOM_S };
const AXES = ['x', 'y', 'zoom'] as const;
const ENDS = { x: [-1, 1], y: [-1, 1], zoom: [0, 1] } as const;

/** A simulated pan-tilt head with zoom: where it stands is a function of the last order and the time since. */
export class PtzHead {
  private from: PtzPosition;
  private to: PtzPosition;
  private fromMs: number;
  private speed: PtzSpeed = { x: 1, y: 1, zoom: 1 };

  constructor(home: PtzPosition, nowMs: number) {
    this.from = home;
    this.to = home;
    this.fromMs = nowMs;
  }

  /** Turns as fast as it can to there; an axis that is left out stays. */
  moveTo(to: Partial<PtzPosition>, nowMs: number): void {
    this.begin(nowMs, { ...this.at(nowMs), ...to }, { x: 1, y: 1, zoom: 1 });
  }

  moveBy(by: Partial<PtzPosition>, nowMs: number): void {
    const at = this.at(nowMs);
    this.moveTo({ x: at.x + (by.x ?? 0), y: at.y + (by.y ?? 0), zoom: at.zoom + (by.zoom ?? 0) }, nowMs);
  }

  /** Turns on at a speed until it is stopped or at its end. */
  turn(speed: Partial<PtzSpeed>, nowMs: number): void {
    const at = this.at(nowMs);
    const whole = { x: 0, y: 0, zoom: 0, ...speed };
    const end = (axis: (typeof AXES)[number]) => (whole[axis] === 0 ? at[axis] : ENDS[axis][whole[axis] < 0 ? 0 : 1]);
    this.begin(nowMs, { x: end('x'), y: end('y'), zoom: end('zoom') }, whole);
  }

  stop(nowMs: number): void {
    this.begin(nowMs, this.at(nowMs), this.speed);
  }

  at(nowMs: number): PtzPosition {
    const afterS = (nowMs - this.fromMs) / 1000;
    const along = (axis: (typeof AXES)[number]): number => {
      const way = this.to[axis] - this.from[axis];
      const done = FASTEST[axis] * Math.abs(this.speed[axis]) * afterS;
      return done >= Math.abs(way) ? this.to[axis] : this.from[axis] + Math.sign(way) * done;
    };
    return { x: along('x'), y: along('y'), zoom: along('zoom') };
  }

  isMoving(nowMs: number): boolean {
    const at = this.at(nowMs);
    return AXES.some((axis) => Math.abs(at[axis] - this.to[axis]) > 1e-9);
  }

  private begin(nowMs: number, to: PtzPosition, speed: PtzSpeed): void {
    this.from = this.at(nowMs);
    this.fromMs = nowMs;
    const held = (axis: (typeof AXES)[number]) => Math.min(ENDS[axis][1], Math.max(ENDS[axis][0], to[axis]));
    this.to = { x: held('x'), y: held('y'), zoom: held('zoom') };
    this.speed = speed;
  }
}
