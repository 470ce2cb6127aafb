import type { ViewBounds } from './chart-options.ts';
import type { ChartMap } from './engine.ts';

/** A shorter drag is a trembling hand. */
const LEAST_PX = 6;

export interface BoxEvents {
  onBox(box: ViewBounds): void;
  /** The tool is taken up or put away. */
  onBoxArmed(armed: boolean): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Drags a box over the chart: with Shift, or after it was armed by a button or a key. The chart itself does not move meanwhile. */
export class BoxTool {
  private readonly frame = document.createElement('div');
  private armed = false;
  private from: Point | null = null;
  private pointer = -1;

  constructor(
    private readonly chart: HTMLElement,
    private readonly map: ChartMap,
    private readonly events: BoxEvents,
  ) {
    this.frame.className = 'map-box';
    this.frame.hidden = true;
    chart.append(this.frame);
    // before the engine hears of them
    chart.addEventListener('pointerdown', this.down, true);
    chart.addEventListener('mousedown', this.hush, true);
    chart.addEventListener('touchstart', this.hush, { capture: true, passive: false });
    window.addEventListener('pointermove', this.move);
    window.addEventListener('pointerup', this.up);
    window.addEventListener('pointercancel', this.giveUp);
  }

  arm(armed: boolean): void {
    if (armed === this.armed) return;
    this.armed = armed;
    this.chart.classList.toggle('box-armed', armed);
    if (!armed) this.giveUp();
    this.events.onBoxArmed(armed);
  }

  /** All that the chart shows. */
  takeView(): void {
    const { clientWidth, clientHeight } = this.chart;
    this.finish({ x: 0, y: 0 }, { x: clientWidth, y: clientHeight });
  }

  remove(): void {
    this.frame.remove();
    this.chart.removeEventListener('pointerdown', this.down, true);
    this.chart.removeEventListener('mousedown', this.hush, true);
    this.chart.removeEventListener('touchstart', this.hush, true);
    window.removeEventListener('pointermove', this.move);
    window.removeEventListener('pointerup', this.up);
    window.removeEventListener('pointercancel', this.giveUp);
  }

  private readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary || !(this.armed || event.shiftKey)) return;
    this.from = this.placeOf(event);
    this.pointer = event.pointerId;
    this.chart.setPointerCapture(event.pointerId);
    event.stopPropagation();
  };

  private readonly hush = (event: Event): void => {
    if (this.from === null) return;
    event.stopPropagation();
    event.preventDefault();
  };

  private readonly move = (event: PointerEvent): void => {
    if (this.from === null || event.pointerId !== this.pointer) return;
    const to = this.placeOf(event);
    this.frame.hidden = false;
    this.frame.style.setProperty('left', `${Math.min(this.from.x, to.x)}px`);
    this.frame.style.setProperty('top', `${Math.min(this.from.y, to.y)}px`);
    this.frame.style.setProperty('width', `${Math.abs(this.from.x - to.x)}px`);
    this.frame.style.setProperty('height', `${Math.abs(this.from.y - to.y)}px`);
  };

  private readonly up = (event: PointerEvent): void => {
    const { from } = this;
    if (from === null || event.pointerId !== this.pointer) return;
    const to = this.placeOf(event);
    this.giveUp();
    if (Math.abs(from.x - to.x) < LEAST_PX || Math.abs(from.y - to.y) < LEAST_PX) return;
    // the click that ends the drag is none
    this.chart.addEventListener('click', stopOnce, { capture: true, once: true });
    setTimeout(() => this.chart.removeEventListener('click', stopOnce, true));
    this.finish(from, to);
  };

  private readonly giveUp = (): void => {
    this.from = null;
    this.frame.hidden = true;
  };

  private finish(a: Point, b: Point): void {
    const one = this.map.unproject([a.x, a.y]);
    const other = this.map.unproject([b.x, b.y]);
    this.arm(false);
    this.events.onBox({
      west: Math.min(one.lng, other.lng),
      east: Math.max(one.lng, other.lng),
      south: Math.min(one.lat, other.lat),
      north: Math.max(one.lat, other.lat),
    });
  }

  private placeOf(event: PointerEvent): Point {
    const { left, top } = this.chart.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

const stopOnce = (event: Event): void => event.stopPropagation();
