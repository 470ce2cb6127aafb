import { type GeoJSONSource, Map as LibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { UNITS_PER_DEGREE } from '../../../server/domain/track/track-table.ts';
import { PALETTES } from '../../ui/palettes.ts';
import { areas, coastHref } from '../chart-data.ts';
import { chartStyle } from '../chart-style.ts';
import { ChartView } from '../chart-view.ts';
import { crowd, type MadeUpTracks } from './made-up-tracks.ts';

setWorkerUrl(workerUrl);

const CENTRE: [number, number] = [139.79, 35.38];
const ZOOM = 10.4;
const UPDATES = 3;
/** A symbol layer that has not drawn by then is said to need at least so long. */
const PATIENCE_MS = 6_000;

export interface UpdateFigures {
  /** Median ms from the data in hand until the frame that shows them was handed to the card: what the two ways differ in. */
  readonly handedMs: number;
  /** Median ms until the card had finished it too: adds what a whole frame of the chart costs on this renderer. */
  readonly drawnMs: number;
  /** Median ms of script on the main thread within the call that takes the data. */
  readonly callMs: number;
  readonly gaveUp: boolean;
}

const nextFrame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function box(): HTMLElement {
  document.body.replaceChildren();
  const made = document.createElement('div');
  made.className = 'map-view';
  document.body.append(made);
  return made;
}

function emptyMap(): Promise<LibreMap> {
  const map = new LibreMap({
    container: Object.assign(box().appendChild(document.createElement('div')), { className: 'map-chart' }),
    style: chartStyle(PALETTES.default, coastHref(), areas),
    center: CENTRE,
    zoom: ZOOM,
    attributionControl: false,
    fadeDuration: 0,
  });
  return new Promise((done) => map.once('load', () => done(map)));
}

async function vesselMap(tracks: MadeUpTracks, clockMs: () => number): Promise<{ view: ChartView; map: LibreMap }> {
  const container = box();
  const chart = Object.assign(document.createElement('div'), { className: 'map-chart' });
  const labels = Object.assign(document.createElement('canvas'), { className: 'map-labels' });
  container.append(chart, labels);
  return new Promise((done) => {
    const view: ChartView = new ChartView({
      ...{ container, chart, labels, tracks, clockMs, palette: 'default', lang: 'ja', wall: false },
      ...{ trails: null, rate: () => 1, mapboxToken: null, center: CENTRE, zoom: ZOOM },
      ...{ onSelect() {}, onPlace: () => false, onCamera() {}, onBoat() {}, onHover() {}, onView() {} },
      ...{ onTrailStep() {}, onBox() {}, onBoxArmed() {} },
      onState: (state) => state === 'drawn' && done({ view, map: view.map as unknown as LibreMap }),
    });
  });
}

/** Waits until the card has drawn what was asked of it: reading one pixel back cannot answer sooner. */
function finish(map: LibreMap): void {
  const gl = map.getCanvas().getContext('webgl2');
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

/** The moment at which the next frame was handed to the card, and then waits until the card has drawn it. */
const rendered = (map: LibreMap): Promise<number> =>
  new Promise((done) =>
    map.once('render', () => {
      const handedMs = performance.now();
      finish(map);
      done(handedMs);
    }),
  );

/** The same for a chart without vessels: what a frame costs here before anything is added. */
async function emptyFrames(): Promise<number> {
  const map = await emptyMap();
  const drawn: number[] = [];
  finish(map);
  for (let i = 0; i < 5; i++) {
    await nextFrame();
    const beganMs = performance.now();
    const seen = rendered(map);
    map.triggerRepaint();
    await seen;
    drawn.push(performance.now() - beganMs);
  }
  map.remove();
  return median(drawn);
}

async function ownUpdates(tracks: MadeUpTracks, clockMs: () => number): Promise<UpdateFigures> {
  const { view, map } = await vesselMap(tracks, clockMs);
  finish(map);
  const drawn: number[] = [];
  const call: number[] = [];
  const handed: number[] = [];
  for (let i = 0; i < UPDATES; i++) {
    await nextFrame();
    shift(tracks, clockMs());
    const beganMs = performance.now();
    const seen = rendered(map);
    tracks.tell();
    call.push(performance.now() - beganMs);
    handed.push((await seen) - beganMs);
    drawn.push(performance.now() - beganMs);
  }
  view.remove();
  return { drawnMs: median(drawn), handedMs: median(handed), callMs: median(call), gaveUp: false };
}

/** Every vessel reports once. */
function shift(tracks: MadeUpTracks, nowMs: number): void {
  for (let row = 0; row < tracks.size; row++) {
    tracks.lon[row] = (tracks.lon[row] ?? 0) + 20;
    tracks.heardMs[row] = nowMs;
  }
}

function asGeoJson(tracks: MadeUpTracks): GeoJSON.FeatureCollection {
  const features: GeoJSON.FeatureCollection['features'] = [];
  for (let row = 0; row < tracks.size; row++) {
    const coordinates = [(tracks.lon[row] ?? 0) / UNITS_PER_DEGREE, (tracks.lat[row] ?? 0) / UNITS_PER_DEGREE];
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates },
      properties: {
        trackId: tracks.trackIds[row],
        headingDeg: tracks.heading[row],
        paint: (tracks.shipType[row] ?? 0) % 7,
      },
    });
  }
  return { type: 'FeatureCollection', features };
}

async function baselineMap(): Promise<LibreMap> {
  const map = await emptyMap();
  const side = 24;
  const pixels = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (Math.abs(x - 12) < y / 3) pixels.set([80, 208, 140, 255], (y * side + x) * 4);
    }
  }
  map.addImage('vessel', { width: side, height: side, data: pixels });
  map.addSource('vessels', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: 'vessels',
    type: 'symbol',
    source: 'vessels',
    layout: {
      'icon-image': 'vessel',
      'icon-rotate': ['get', 'headingDeg'],
      'icon-rotation-alignment': 'map',
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  });
  return map;
}

/** From setData to the first frame after every tile of the source has its new content. */
async function baselineUpdates(tracks: MadeUpTracks, nowMs: () => number): Promise<UpdateFigures> {
  const map = await baselineMap();
  const source = map.getSource('vessels') as GeoJSONSource;
  const drawn: number[] = [];
  const call: number[] = [];
  const handed: number[] = [];
  let gaveUp = false;
  for (let i = 0; i < UPDATES && !gaveUp; i++) {
    await nextFrame();
    shift(tracks, nowMs());
    const beganMs = performance.now();
    const idle = new Promise<boolean>((done) => {
      map.once('idle', () => done(true));
      setTimeout(() => done(false), PATIENCE_MS);
    });
    void source.setData(asGeoJson(tracks));
    call.push(performance.now() - beganMs);
    gaveUp = !(await idle);
    handed.push(performance.now() - beganMs);
    finish(map);
    drawn.push(performance.now() - beganMs);
  }
  map.remove();
  return { drawnMs: median(drawn), handedMs: median(handed), callMs: median(call), gaveUp };
}

/** Different pictures of a piece of water in two seconds of running motion. */
async function distinctPerS(
  tracks: MadeUpTracks,
  clockMs: () => number,
): Promise<{ distinct: number; frames: number }> {
  const { view, map } = await vesselMap(tracks, clockMs);
  const gl = map.getCanvas().getContext('webgl2');
  const [w, h] = [320, 200];
  const pixels = new Uint8Array(w * h * 4);
  const pictures = new Set<number>();
  let frames = 0;
  const look = (): void => {
    frames++;
    gl?.readPixels(480, 260, w, h, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    let hash = 7;
    for (const byte of pixels) hash = (Math.imul(hash, 31) + byte) | 0;
    pictures.add(hash);
  };
  // what was queued while the page opened is not counted
  finish(map);
  await new Promise((done) => setTimeout(done, 1000));
  finish(map);
  const SECONDS = 3;
  map.on('render', look);
  await new Promise((done) => setTimeout(done, SECONDS * 1000));
  map.off('render', look);
  view.remove();
  return { distinct: pictures.size / SECONDS, frames: frames / SECONDS };
}

/** Draws continuously for a while; the caller measures the script time around it. */
async function spin(map: LibreMap, ms: number): Promise<{ frames: number; wholeMs: number }> {
  let frames = 0;
  const count = (): void => {
    frames++;
  };
  map.repaint = true;
  map.on('render', count);
  const beganMs = performance.now();
  await new Promise((done) => setTimeout(done, ms));
  map.off('render', count);
  map.repaint = false;
  return { frames, wholeMs: (performance.now() - beganMs) / Math.max(1, frames) };
}

let spinning: LibreMap | null = null;
let stopSpinning: () => void = () => {};
const clockMs = (): number => 1_764_000_000_000 + performance.now();

/** The steps of the benchmark, called one by one from outside. */
export const runBench = {
  own: (count: number) => ownUpdates(crowd(count, clockMs()), clockMs),
  baseline: (count: number) => baselineUpdates(crowd(count, clockMs()), clockMs),
  emptyFrame: emptyFrames,
  distinct: (count: number) => distinctPerS(crowd(count, clockMs()), clockMs),
  async openEmpty(): Promise<void> {
    spinning = await emptyMap();
    stopSpinning = () => spinning?.remove();
  },
  async openVessels(count: number): Promise<void> {
    const { view, map } = await vesselMap(crowd(count, clockMs()), clockMs);
    spinning = map;
    stopSpinning = () => view.remove();
  },
  spin: (ms: number) => (spinning ? spin(spinning, ms) : Promise.reject(new Error('no map is open'))),
  close(): void {
    stopSpinning();
  },
  renderer(): string {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return String(gl?.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? 'none');
  },
};
