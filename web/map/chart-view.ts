import { PALETTES, type PaletteName } from '../ui/palettes.ts';
import { BoxTool } from './box-tool.ts';
import { boatAt, ChartBoats } from './chart-boats.ts';
import { areas, coastHref } from './chart-data.ts';
import type { ChartOptions, MapState } from './chart-options.ts';
import { wirePointing } from './chart-pointing.ts';
import { cameraAt, chartStyle, Overlay, repaintChart, showDeaf, showViews } from './chart-style.ts';
import { ChartTrails } from './chart-trails.ts';
import type { ChartMap } from './engine.ts';
import { frameRate } from './frame-rate.ts';
import { LabelLayer, type LabelScene } from './label-layer.ts';
import { LabelPass } from './label-pass.ts';
import { MapHud } from './map-hud.ts';
import type { MapLang } from './map-text.ts';
import { worldPx } from './mercator.ts';
import { openEngine } from './open-engine.ts';
import type { RowRange } from './track-rows.ts';
import { VesselLayer } from './vessel-layer.ts';

const PLACE_EVERY_MS = 400;
/** In a crowd hardly anything is named. */
const PLACE_CROWD_MS = 2000;
const PICK_PX = 14;
/** How soon a card that is still drawing is asked again. */
const BUSY_MS = 35;
/** So many in view leave no room for symbols of the usual size. */
const DENSE = 8000;
/** More than this many in view are drawn small and without vectors; fewer than the lower number wakes them again. */
const ASLEEP_ABOVE = 1800;
const AWAKE_BELOW = 1300;
/** Symbols of 24 px on a desk are read from 0.6 m; on a wall of 2160 lines they are seen from 5 m. */
const WALL_LINES_AT_1 = 690;

/** The chart with its vessels, outside of the component tree: nothing of it is rendered by React. */
export class ChartView {
  readonly vessels: VesselLayer;
  readonly labels: LabelLayer;
  /** null: this chart shows none. */
  readonly trails: ChartTrails | null;
  /** null: nothing may be dragged here, or the engine is not there yet. */
  box: BoxTool | null = null;
  map: ChartMap | null = null;
  readonly boats: ChartBoats;
  /** Areas from which nothing is received: ships that vanish there have not gone dark. */
  readonly deaf = new Overlay(showDeaf);
  /** What cameras see. */
  readonly views = new Overlay(showViews);
  private readonly hud: MapHud;
  private state: MapState = 'loading';
  private frozenMs: number | null = null;
  private selected: string | null = null;
  private hovered: string | null = null;
  private readonly pass = new LabelPass();
  private frameTimer = 0;
  private get overlays(): readonly { attach(map: ChartMap): void; detach(): void }[] {
    return [this.deaf, this.views, this.boats];
  }
  private gone = false;
  private styled = false;
  private palette: PaletteName;
  private readonly stop: (() => void)[] = [];

  constructor(private readonly options: ChartOptions) {
    const { container, labels, tracks, trails, palette, lang, center } = options;
    this.palette = palette;
    this.vessels = new VesselLayer({ lon: center[0], lat: center[1] }, () => this.nowMs(), options.rate);
    this.labels = new LabelLayer(labels, PALETTES[palette]);
    this.boats = new ChartBoats(PALETTES[palette], () => this.scale());
    this.hud = new MapHud(container);
    const clockMs = (): number => this.nowMs();
    const repaint = (): void => this.redraw();
    const onStep = options.onTrailStep;
    this.trails =
      trails && new ChartTrails({ container, source: trails, tracks, origin: center, clockMs, onStep, repaint });
    this.setPalette(palette);
    this.setLang(lang);
    this.stop.push(tracks.onChange((range) => this.take(range)));
    this.take({ from: 0, to: tracks.size });
    this.vessels.look.awake = tracks.size < ASLEEP_ABOVE;
    this.vessels.look.crowdPx = tracks.size > DENSE ? 9 : 14;
    const fonts = (): void => {
      this.fontsChanged();
      this.boats.restyle(PALETTES[this.palette]);
    };
    document.fonts.addEventListener('loadingdone', fonts);
    this.stop.push(() => document.fonts.removeEventListener('loadingdone', fonts));
    void this.open();
  }

  /** Epoch ms of the story that is drawn; it stands while frozen. */
  nowMs(): number {
    return this.frozenMs ?? this.options.clockMs();
  }

  setPalette(palette: PaletteName): void {
    this.palette = palette;
    this.vessels.setPalette(PALETTES[palette]);
    this.trails?.restyle(PALETTES[palette], this.lang);
    this.labels.restyle(PALETTES[palette], this.lang);
    if (this.map && this.styled) repaintChart(this.map, PALETTES[palette]);
    this.boats.restyle(PALETTES[palette]);
    this.redraw();
  }

  private lang: MapLang = 'ja';
  setLang(lang: MapLang): void {
    this.lang = lang;
    this.trails?.restyle(PALETTES[this.palette], lang);
    this.labels.restyle(PALETTES[this.palette], lang);
    this.hud.setLang(lang);
    this.redraw();
  }

  /** No data for too long: motion stops where it is and colours drain, until told otherwise. */
  setFrozen(frozen: boolean): void {
    if (frozen === (this.frozenMs !== null)) return;
    this.frozenMs = frozen ? this.options.clockMs() : null;
    this.vessels.look.drain = frozen ? 1 : 0;
    if (this.trails) this.trails.layer.look.drain = frozen ? 1 : 0;
    this.redraw();
  }

  select(trackId: string | null): void {
    this.selected = trackId;
    this.vessels.look.selectedRow = trackId === null ? -1 : this.options.tracks.rowOfTrack(trackId);
    this.redraw();
  }

  /** Moves the chart so that a place is in its middle. */
  flyTo(center: { lon: number; lat: number }, zoom?: number): void {
    this.map?.easeTo({ center: [center.lon, center.lat], ...(zoom === undefined ? {} : { zoom }), duration: 500 });
  }

  /** Where a track is drawn now, CSS pixels from the chart's corner; null: it is not. */
  screenPlace(trackId: string): { x: number; y: number } | null {
    const at = { x: 0, y: 0 };
    const { matrix, buffer } = this.vessels;
    if (!matrix || !buffer.project(this.options.tracks.rowOfTrack(trackId), this.nowMs(), matrix, at)) return null;
    return at;
  }

  remove(): void {
    this.gone = true;
    for (const stop of this.stop) stop();
    window.clearTimeout(this.frameTimer);
    this.hud.remove();
    this.trails?.remove();
    this.box?.remove();
    this.map?.remove();
    this.map = null;
  }

  private async open(): Promise<void> {
    const { chart, center, zoom, wall, mapboxToken } = this.options;
    try {
      const style = chartStyle(PALETTES[this.palette], coastHref(), areas);
      const map = await openEngine({ container: chart, style, center, zoom, interactive: !wall }, mapboxToken);
      if (this.gone) map.remove();
      else this.wire(map);
    } catch (error) {
      console.error(error);
      this.tell('failed');
    }
  }

  private wire(map: ChartMap): void {
    this.map = map;
    map.on('style.load', () => this.addVessels(map));
    map.on('render', () => this.afterRender(map));
    map.on('moveend', () => this.tellView(map));
    map.on('movestart', () => this.trails?.point(null));
    map.on('resize', () => this.redraw());
    map.on('error', ({ error }) => console.error(error));
    map.on('webglcontextlost', () => {
      this.styled = false;
      for (const overlay of this.overlays) overlay.detach();
      this.tell('lost');
    });
    map.on('webglcontextrestored', () => this.tell('loading'));
    if (this.options.wall) return;
    if (this.trails) this.box = new BoxTool(this.options.chart, map, this.options);
    wirePointing(map, {
      hud: this.hud,
      trails: this.trails,
      pick: (point) => this.pick(point),
      hover: (trackId) => this.hover(trackId),
      takePlace: (place) => this.options.onPlace(place),
      cameraAt: (point) => cameraAt(map, point),
      boatAt: (point) => boatAt(map, point),
      boat: (boatId) => this.options.onBoat(boatId),
      camera: (cameraId) => this.options.onCamera(cameraId),
      select: (trackId) => this.options.onSelect(trackId),
    });
  }

  /** Also after a lost context: the engine restores its own layers, not those made by hand. */
  private addVessels(map: ChartMap): void {
    if (this.trails && !map.getLayer(this.trails.layer.id)) map.addLayer(this.trails.layer);
    if (!map.getLayer(this.vessels.id)) map.addLayer(this.vessels);
    this.styled = true;
    repaintChart(map, PALETTES[this.palette]);
    for (const overlay of this.overlays) overlay.attach(map);
    this.tellView(map);
  }

  private take(range: RowRange): void {
    const { tracks } = this.options;
    if (range.to > range.from) this.vessels.update(tracks, range);
    const rowOf = (trackId: string | null): number => (trackId === null ? -1 : tracks.rowOfTrack(trackId));
    this.vessels.look.selectedRow = rowOf(this.selected);
    this.vessels.look.hoveredRow = rowOf(this.hovered);
    this.map?.triggerRepaint();
  }

  private pick(point: { x: number; y: number }): string | null {
    const { matrix, buffer, look } = this.vessels;
    if (!matrix) return null;
    const row = buffer.pick(point, PICK_PX * look.scale, this.nowMs(), matrix);
    return this.options.tracks.trackIds[row] || null;
  }

  private hover(trackId: string | null): void {
    if (trackId === this.hovered) return;
    this.hovered = trackId;
    this.vessels.look.hoveredRow = trackId === null ? -1 : this.options.tracks.rowOfTrack(trackId);
    this.options.container.dataset['over'] = trackId === null ? '' : 'track';
    this.options.onHover(trackId);
    this.redraw();
  }

  private afterRender(map: ChartMap): void {
    const { look, matrix } = this.vessels;
    const ready = map.getLayer(this.vessels.id) !== undefined && matrix !== null;
    if (!ready) return;
    look.scale = this.scale();
    const { lat } = map.getCenter();
    // pixels a second of the fastest vessel
    const speedPx = this.vessels.buffer.topSpeed * this.options.rate() * worldPx(map.getZoom());
    this.hud.show(lat, map.getZoom(), look.scale);
    this.trails?.afterRender();
    this.drawLabels(map, speedPx);
    // no tile is missing as long as the coast has not come
    if (this.state !== 'drawn' && map.isSourceLoaded('coast') && map.areTilesLoaded()) this.tell('drawn');
    this.scheduleFrame(1000 / frameRate(speedPx));
  }

  private scale(): number {
    const { wall, container } = this.options;
    return wall ? Math.max(1, container.clientHeight / WALL_LINES_AT_1) : 1;
  }

  private drawLabels(map: ChartMap, speedPx: number): void {
    const { look, matrix, buffer } = this.vessels;
    if (!matrix) return;
    const scene = (): LabelScene => ({
      ...{ rows: this.options.tracks, buffer, matrix, nowMs: this.nowMs(), scale: look.scale, awake: look.awake },
      ...{ drained: this.frozenMs !== null, zoom: map.getZoom(), selectedRow: look.selectedRow },
      hoveredRow: look.hoveredRow,
      marks: () => this.trails?.marks() ?? [],
      boats: () => this.boats.places(),
    });
    const due = { matrix, speedPx, everyMs: look.awake ? PLACE_EVERY_MS : PLACE_CROWD_MS };
    const isPlaced = this.pass.run(this.labels, due, scene, map.getCanvas().width / matrix.widthPx);
    if (!isPlaced) return;
    look.crowdPx = this.labels.inView > DENSE ? 9 : 14;
    look.awake = this.labels.inView < (look.awake ? ASLEEP_ABOVE : AWAKE_BELOW);
  }

  private scheduleFrame(waitMs: number): void {
    if (this.frameTimer !== 0 || this.frozenMs !== null) return;
    this.frameTimer = window.setTimeout(() => {
      this.frameTimer = 0;
      if (this.vessels.isBusy()) this.scheduleFrame(BUSY_MS);
      else this.map?.triggerRepaint();
    }, waitMs);
  }

  private tellView(map: ChartMap): void {
    const bounds = map.getBounds();
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    this.options.onView({ west, south, east, north });
  }

  private fontsChanged(): void {
    this.labels.fontsChanged();
    this.redraw();
  }

  private redraw(): void {
    this.pass.demand();
    this.map?.triggerRepaint();
  }

  private tell(state: MapState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState(state);
  }
}
