import type { PaletteName } from '../ui/palettes.ts';
import type { MapLang } from './map-text.ts';
import type { TrackSource } from './track-rows.ts';
import type { TrailSource } from './trail-rows.ts';

export type MapState = 'loading' | 'drawn' | 'lost' | 'failed';

export interface ViewBounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface ChartEvents {
  onState(state: MapState): void;
  onSelect(trackId: string | null): void;
  /** A place was clicked; true: it is taken, and nothing is selected. */
  onPlace(place: { lon: number; lat: number }): boolean;
  /** The foot of a camera was clicked. */
  onCamera(cameraId: string): void;
  /** The symbol of a boat was clicked. */
  onBoat(boatId: string): void;
  onHover(trackId: string | null): void;
  onView(view: ViewBounds): void;
  /** Time between two dots of a trail, ms. */
  onTrailStep(dotMs: number): void;
  onBox(box: ViewBounds): void;
  onBoxArmed(armed: boolean): void;
}

/** What the chart is made from. */
export interface ChartOptions extends ChartEvents {
  readonly container: HTMLElement;
  readonly chart: HTMLElement;
  readonly labels: HTMLCanvasElement;
  readonly tracks: TrackSource;
  /** null: none are drawn. */
  readonly trails: TrailSource | null;
  readonly clockMs: () => number;
  /** Story seconds a second. */
  readonly rate: () => number;
  readonly palette: PaletteName;
  readonly lang: MapLang;
  readonly wall: boolean;
  readonly mapboxToken: string | null;
  readonly center: readonly [lon: number, lat: number];
  readonly zoom: number;
}
