import type { Palette } from '../ui/palettes.ts';
import type { BoatPlace } from './chart-boats.ts';
import { type Place, places } from './chart-data.ts';
import { type Matrix, toScreen } from './clip-space.ts';
import { type LabelMark, LabelMarks } from './label-marks.ts';
import { LabelPlacer, type LabelWish, type PlacedLabel } from './label-placer.ts';
import { type LabelMoment, labelRank } from './label-rank.ts';
import { LabelSprites, type LabelStyle, lineHeight } from './label-sprites.ts';
import { type MapLang, PLACE_ZOOM } from './map-text.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import { BIT, SHAPE } from './symbol.ts';
import type { TrackRows } from './track-rows.ts';
import { STRIDE, type VesselBuffer } from './vessel-buffer.ts';

export interface LabelScene extends LabelMoment {
  readonly rows: TrackRows;
  readonly buffer: VesselBuffer;
  readonly matrix: Matrix;
  readonly nowMs: number;
  readonly scale: number;
  readonly drained: boolean;
  /** false: a crowd, in which only what must be named is. */
  readonly awake: boolean;
  /** Small texts that go before names, where there is room. */
  readonly marks: () => readonly LabelMark[];
  /** Own forces, which are named by themselves: nothing is written over them. */
  readonly boats: () => Iterable<BoatPlace>;
}

/** Screen a label may have for itself; more would be a wall of text. */
const AREA_PER_LABEL_PX = 9000;
/** Symbols kept clear of text; beyond so many there is no clear place anyway. */
const MOST_KEPT_CLEAR = 3000;

/** Names over the map on a 2-D canvas: placed a few times a second, drawn again only when they moved. */
export class LabelLayer {
  /** Tracks on the screen when labels were placed last. */
  inView = 0;
  /** Names shown; tests and the benchmark read it. */
  shown = 0;
  private readonly pen: CanvasRenderingContext2D;
  private readonly sprites = new LabelSprites();
  private readonly placer = new LabelPlacer();
  private placed: PlacedLabel[] = [];
  private readonly marks = new LabelMarks(this.sprites);
  private rowOfKey = new Map<number, number>();
  /** Names of places that would lie over a boat of ours, a distress signal or what is selected. */
  private readonly yielding = new Set<Place>();
  private palette: Palette;
  private lang: MapLang = 'ja';
  private dpr = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    palette: Palette,
  ) {
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no 2-D canvas');
    this.pen = pen;
    this.palette = palette;
  }

  restyle(palette: Palette, lang: MapLang): void {
    this.palette = palette;
    this.lang = lang;
    this.sprites.clear(this.dpr || 1);
  }

  /** Fonts arrived: what was drawn with a stand-in is drawn anew. */
  fontsChanged(): void {
    this.sprites.clear(this.dpr || 1);
  }

  /** Chooses which names to show and where beside their symbols. */
  place(scene: LabelScene): void {
    const { matrix, scale } = scene;
    this.placer.grid.clear(matrix.widthPx, matrix.heightPx);
    for (const { lon, lat, rightPx, belowPx } of scene.boats()) {
      const { x, y } = placeAt({ lon, lat }, scene);
      const reach = 15 * scale;
      this.placer.grid.take({ x: x - reach, y: y - reach, w: reach + rightPx, h: 2 * reach + belowPx });
    }
    this.keepPlacesClear(scene);
    this.marks.place(scene.marks(), { grid: this.placer.grid, matrix, style: this.markStyle(scale) });
    const wishes = this.wishes(scene);
    this.yieldTo(scene, wishes);
    const most = Math.round((matrix.widthPx * matrix.heightPx) / (AREA_PER_LABEL_PX * scale * scale));
    this.placed = this.placer.place(wishes, 11 * scale, most);
    this.shown = this.placed.length;
    for (const wish of wishes) {
      const label = wish.must && this.placed.find(({ key }) => key === wish.key);
      if (label) this.marks.yieldTo({ x: wish.x + label.dx, y: wish.y + label.dy, w: wish.w, h: wish.h });
    }
  }

  private markStyle(scale: number): LabelStyle {
    return { colour: this.palette.inkSoft, halo: this.palette.halo, sizePx: Math.round(11 * scale), bold: false };
  }

  private wishes(scene: LabelScene): LabelWish[] {
    const { rows, buffer, matrix, nowMs, scale } = scene;
    const wishes: LabelWish[] = [];
    const at = { x: 0, y: 0 };
    const code = { shape: 0, bits: 0 };
    const clear = 5 * scale;
    this.inView = 0;
    this.rowOfKey.clear();
    for (let row = 0; row < buffer.count; row++) {
      if (!buffer.project(row, nowMs, matrix, at)) continue;
      if (at.x < 0 || at.y < 0 || at.x > matrix.widthPx || at.y > matrix.heightPx) continue;
      this.inView++;
      if (!scene.awake && !mustBeNamed(scene, row)) continue;
      if (this.inView < MOST_KEPT_CLEAR) {
        this.placer.grid.take({ x: at.x - clear, y: at.y - clear, w: clear * 2, h: clear * 2 });
      }
      code.shape = buffer.u8[row * STRIDE + 24] ?? 0;
      code.bits = buffer.u8[row * STRIDE + 26] ?? 0;
      const { rank, must } = labelRank(rows, row, code, scene);
      if (rank < 0) continue;
      const key = rows.key[row] ?? 0;
      const style = this.styleOf(scene, row);
      this.rowOfKey.set(key, row);
      const w = this.sprites.width(nameOf(rows, row), style);
      wishes.push({ key, x: at.x, y: at.y, w, h: lineHeight(style), rank, must });
    }
    return wishes;
  }

  /** Draws what was placed at where the vessels are now. */
  draw(scene: LabelScene, dpr: number): void {
    const { rows, buffer, matrix, nowMs } = scene;
    this.fit(matrix, dpr);
    const { pen } = this;
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.globalAlpha = scene.drained ? 0.45 : 1;
    this.drawPlaces(scene);
    this.marks.draw(pen, { matrix, style: this.markStyle(scene.scale) });
    const at = { x: 0, y: 0 };
    for (const { key, dx, dy } of this.placed) {
      const row = this.rowOfKey.get(key) ?? -1;
      if (rows.key[row] !== key || !buffer.project(row, nowMs, matrix, at)) continue;
      this.sprites.draw(pen, nameOf(rows, row), this.styleOf(scene, row), at.x + dx, at.y + dy);
    }
  }

  private fit({ widthPx, heightPx }: Matrix, dpr: number): void {
    const [w, h] = [Math.round(widthPx * dpr), Math.round(heightPx * dpr)];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    if (this.dpr === dpr) return;
    this.dpr = dpr;
    this.sprites.clear(dpr);
  }

  private styleOf({ buffer, scale, selectedRow, hoveredRow }: LabelScene, row: number): LabelStyle {
    const p = this.palette;
    const shape = buffer.u8[row * STRIDE + 24];
    const bits = buffer.u8[row * STRIDE + 26] ?? 0;
    const chosen = row === selectedRow || row === hoveredRow;
    const plain = bits & (BIT.stale | BIT.quiet) ? p.inkFaint : p.inkSoft;
    const colour = shape === SHAPE.own ? p.own : shape === SHAPE.distress ? p.danger : chosen ? p.ink : plain;
    const bold = row === selectedRow || shape === SHAPE.own || shape === SHAPE.distress;
    return { colour, halo: p.halo, sizePx: Math.round((bold ? 13 : 11.5) * scale * 2) / 2, bold };
  }

  private yieldTo(scene: LabelScene, wishes: readonly LabelWish[]): void {
    const must = wishes.filter((wish) => wish.must);
    const style = this.placeStyle(scene.scale);
    const reach = 8 * scene.scale;
    this.yielding.clear();
    for (const place of places) {
      const at = placeAt(place, scene);
      const half = this.sprites.width(this.placeName(place), style) / 2 + reach;
      const hides = ({ x, y }: LabelWish): boolean =>
        Math.abs(x - at.x) < half && Math.abs(y - at.y + 12 * scene.scale) < reach * 2;
      if (must.some(hides)) this.yielding.add(place);
    }
  }

  private placeStyle(scale: number): LabelStyle {
    return { colour: this.palette.place, halo: this.palette.halo, sizePx: Math.round(12.5 * scale), bold: false };
  }

  private keepPlacesClear(scene: LabelScene): void {
    const style = this.placeStyle(scene.scale);
    for (const place of places) {
      const { mark, name } = PLACE_ZOOM[place.kind];
      if (scene.zoom < mark) continue;
      const { x, y } = placeAt(place, scene);
      const s = 4 * scene.scale;
      this.placer.grid.take({ x: x - s, y: y - s, w: 2 * s, h: 2 * s });
      if (scene.zoom < name) continue;
      const w = this.sprites.width(this.placeName(place), style);
      this.placer.grid.take({ x: x - w / 2, y: y - 20 * scene.scale, w, h: lineHeight(style) });
    }
  }

  private drawPlaces(scene: LabelScene): void {
    const { pen, palette } = this;
    const { dpr } = this;
    const style = this.placeStyle(scene.scale);
    for (const place of places) {
      const { mark, name } = PLACE_ZOOM[place.kind];
      if (scene.zoom < mark) continue;
      const { x, y } = placeAt(place, scene);
      pen.strokeStyle = place.kind === 'aton' ? palette.aid : place.kind === 'port' ? palette.place : palette.anchorage;
      pen.lineWidth = 1.2 * scene.scale * dpr;
      const s = 2.6 * scene.scale * dpr;
      pen.beginPath();
      if (place.kind === 'pilot') pen.arc(x * dpr, y * dpr, s, 0, Math.PI * 2);
      else pen.rect(x * dpr - s, y * dpr - s, s * 2, s * 2);
      if (place.kind === 'port') {
        pen.fillStyle = palette.place;
        pen.fill();
      } else pen.stroke();
      if (scene.zoom < name || this.yielding.has(place)) continue;
      const text = this.placeName(place);
      this.sprites.draw(pen, text, style, x - this.sprites.width(text, style) / 2, y - 21 * scene.scale);
    }
  }

  private placeName({ nameJa, nameEn }: Place): string {
    return this.lang === 'ja' ? nameJa : nameEn;
  }
}

function mustBeNamed({ buffer, selectedRow, hoveredRow }: LabelScene, row: number): boolean {
  const shape = buffer.u8[row * STRIDE + 24];
  return row === selectedRow || row === hoveredRow || shape === SHAPE.own || shape === SHAPE.distress;
}

function nameOf(rows: TrackRows, row: number): string {
  const name = rows.names[row];
  if (name) return name;
  const mmsi = rows.mmsi[row] ?? 0;
  return mmsi > 0 ? String(mmsi).padStart(9, '0') : (rows.trackIds[row] ?? '');
}

function placeAt({ lon, lat }: Pick<Place, 'lon' | 'lat'>, { buffer, matrix }: LabelScene): { x: number; y: number } {
  const at = { x: 0, y: 0 };
  toScreen(mercatorX(lon) - buffer.originX, mercatorY(lat) - buffer.originY, matrix, at);
  return at;
}
