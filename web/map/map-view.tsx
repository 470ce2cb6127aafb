import './map.css';
import { useEffect, useRef, useState } from 'react';
import type { BoatsOnChart } from '../boats/boats-on-chart.ts';
import type { PaletteName } from '../ui/palettes.ts';
import type { MapState, ViewBounds } from './chart-options.ts';
import { NOWHERE } from './chart-style.ts';
import { ChartView } from './chart-view.ts';
import { MAP_TEXT, type MapLang } from './map-text.ts';
import type { TrackSource } from './track-rows.ts';
import type { TrailSource } from './trail-rows.ts';

export interface MapViewProps {
  readonly store: TrackSource;
  /** Epoch ms of the story, as the server tells it. */
  readonly clockMs: () => number;
  /** Story seconds a second; left out: 1. */
  readonly rate?: () => number;
  readonly palette: PaletteName;
  readonly lang: MapLang;
  /** `trackId` of the selected track. */
  readonly selected: string | null;
  readonly onSelect?: (trackId: string | null) => void;
  /** A place was clicked; true: it is taken, and nothing is selected. */
  readonly onPlace?: (place: { lon: number; lat: number }) => boolean;
  readonly onCamera?: (cameraId: string) => void;
  /** The next click shows a place or a track to an act: the cursor says so. */
  readonly aiming?: boolean;
  readonly onBoat?: (boatId: string) => void;
  readonly onHover?: (trackId: string | null) => void;
  readonly onView?: (view: ViewBounds) => void;
  /** Not given: none are drawn. */
  readonly trails?: TrailSource;
  /** Time between two dots of a trail, ms, at each change. */
  readonly onTrailStep?: (dotMs: number) => void;
  /** A box was dragged over the chart. */
  readonly onBox?: (box: ViewBounds) => void;
  readonly onBoxArmed?: (armed: boolean) => void;
  /** Gives the chart to whoever moves it by keys or buttons; null when it goes. */
  readonly onChart?: (chart: ChartView | null) => void;
  /** Large symbols and names, nothing to touch. */
  readonly wall?: boolean;
  /** Areas from which nothing is received. */
  readonly deaf?: GeoJSON.FeatureCollection | null;
  /** What cameras see. */
  readonly views?: GeoJSON.FeatureCollection | null;
  /** Own forces. */
  readonly boats?: BoatsOnChart | null;
  /** No data for too long: motion stops, colours drain. */
  readonly frozen?: boolean;
  readonly mapboxToken?: string | null;
  /** Where the chart opens; the mouth of Tokyo Bay unless told otherwise. */
  readonly center?: readonly [lon: number, lat: number];
  readonly zoom?: number;
}

const BAY: readonly [number, number] = [139.79, 35.38];
const BAY_ZOOM = 10.4;

/** Mounts the chart. Tracks never pass through React: the chart reads the store by itself. */
export function MapView(props: MapViewProps) {
  const {
    store,
    trails = null,
    palette,
    lang,
    selected,
    deaf = null,
    views = null,
    boats = null,
    wall = false,
    frozen = false,
    aiming = false,
    mapboxToken = null,
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const chartBox = useRef<HTMLDivElement>(null);
  const labels = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [state, setState] = useState<MapState>('loading');
  const [chart, setChart] = useState<ChartView | null>(null);

  useEffect(() => {
    if (!box.current || !chartBox.current || !labels.current) return;
    // a wall has more pixels for the same water
    const closer = wall ? Math.max(0, Math.log2(box.current.clientHeight / 1000)) : 0;
    const { palette, lang, center = BAY, zoom = BAY_ZOOM + closer } = latest.current;
    const view = new ChartView({
      container: box.current,
      chart: chartBox.current,
      labels: labels.current,
      tracks: store,
      trails,
      clockMs: () => latest.current.clockMs(),
      rate: () => latest.current.rate?.() ?? 1,
      ...{ palette, lang, wall, mapboxToken, center, zoom },
      onState: setState,
      onSelect: (trackId) => latest.current.onSelect?.(trackId),
      onPlace: (place) => latest.current.onPlace?.(place) ?? false,
      onCamera: (cameraId) => latest.current.onCamera?.(cameraId),
      onBoat: (boatId) => latest.current.onBoat?.(boatId),
      onHover: (trackId) => latest.current.onHover?.(trackId),
      onView: (bounds) => latest.current.onView?.(bounds),
      onTrailStep: (dotMs) => latest.current.onTrailStep?.(dotMs),
      onBox: (bounds) => latest.current.onBox?.(bounds),
      onBoxArmed: (armed) => latest.current.onBoxArmed?.(armed),
    });
    setChart(view);
    latest.current.onChart?.(view);
    return () => {
      latest.current.onChart?.(null);
      view.remove();
    };
  }, [store, trails, wall, mapboxToken]);
  useEffect(() => chart?.setPalette(palette), [chart, palette]);
  useEffect(() => chart?.setLang(lang), [chart, lang]);
  useEffect(() => chart?.setFrozen(frozen), [chart, frozen]);
  useEffect(() => chart?.deaf.set(deaf ?? NOWHERE), [chart, deaf]);
  useEffect(() => chart?.views.set(views ?? NOWHERE), [chart, views]);
  useEffect(() => {
    if (boats !== null) chart?.boats.set(boats);
  }, [chart, boats]);
  useEffect(() => chart?.select(selected), [chart, selected]);

  return (
    <div ref={box} className="map-view" data-map={state} data-wall={wall} data-frozen={frozen} data-aiming={aiming}>
      <div ref={chartBox} className="map-chart" />
      <canvas ref={labels} className="map-labels" />
      {state === 'failed' && <p className="map-failed">{MAP_TEXT[lang].failed}</p>}
    </div>
  );
}
