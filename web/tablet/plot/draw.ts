import { destination, type LonLat } from '../../../server/domain/geo/geodesy.ts';
import { knotsToMps, METRES_PER_NM } from '../../../server/domain/units.ts';
import type { Palette } from '../../ui/palettes.ts';
import type { LandPiece } from './coast.ts';
import type { Mover, Scene } from './scene.ts';

/** Speed vectors show where somebody is after so long, seconds. */
const VECTOR_S = 360;
const MOST_NAMES = 8;
const NAME_PX = 18;
const FONT = '700 15px "B612", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", sans-serif';

interface Sheet {
  readonly pen: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Pixels of a place. */
  readonly at: (place: LonLat) => readonly [number, number];
  readonly pixelsPerM: number;
}

interface DrawAsk {
  readonly pen: CanvasRenderingContext2D;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly rangeNm: number;
  readonly land: readonly LandPiece[];
}

/** The plot round the boat: north up, the boat in the middle. */
export function drawPlot(scene: Scene, { pen, width, height, palette, rangeNm, land }: DrawAsk): void {
  const pixelsPerM = (Math.min(width, height) / 2 - 8) / (rangeNm * METRES_PER_NM);
  const perLat = METRES_PER_NM * 60 * pixelsPerM;
  const perLon = perLat * Math.cos((scene.centre.lat * Math.PI) / 180);
  const at = ({ lon, lat }: LonLat) =>
    [width / 2 + (lon - scene.centre.lon) * perLon, height / 2 - (lat - scene.centre.lat) * perLat] as const;
  const sheet: Sheet = { pen, width, height, palette, at, pixelsPerM };
  pen.fillStyle = palette.water;
  pen.fillRect(0, 0, width, height);
  drawLand(sheet, land, scene.centre, Math.hypot(width, height) / 2 / Math.min(perLat, perLon));
  for (const { rings } of scene.closed) drawClosed(sheet, rings);
  drawRings(sheet, rangeNm);
  drawLine(sheet, scene.trail, palette.own, 2, [2, 5]);
  drawLine(sheet, scene.way, palette.own, 3, [10, 6]);
  if (scene.meeting) drawCross(sheet, scene.meeting, palette.own);
  for (const mark of scene.marks) drawMark(sheet, mark);
  for (const ship of scene.ships) drawMover(sheet, ship, palette.target, 8);
  for (const boat of scene.boats) drawMover(sheet, boat, palette.own, 9);
  if (scene.target) drawTarget(sheet, scene.target);
  if (scene.own) drawOwn(sheet, scene.own);
  drawNames(sheet, scene);
}

function drawLand(
  { pen, palette, at }: Sheet,
  land: readonly LandPiece[],
  { lon, lat }: LonLat,
  reachDeg: number,
): void {
  pen.beginPath();
  for (const { rings, west, south, east, north } of land) {
    if (west > lon + reachDeg || east < lon - reachDeg || south > lat + reachDeg || north < lat - reachDeg) continue;
    for (const ring of rings)
      tracePath(
        pen,
        ring.map(([x = 0, y = 0]) => at({ lon: x, lat: y })),
      );
  }
  pen.fillStyle = palette.land;
  pen.fill('evenodd');
  pen.strokeStyle = palette.coast;
  pen.lineWidth = 1.5;
  pen.stroke();
}

/** Hatched, so that it is no mere line. */
function drawClosed(
  { pen, palette, at, width, height }: Sheet,
  rings: readonly (readonly (readonly number[])[])[],
): void {
  pen.save();
  pen.beginPath();
  for (const ring of rings)
    tracePath(
      pen,
      ring.map(([lon = 0, lat = 0]) => at({ lon, lat })),
    );
  pen.strokeStyle = palette.danger;
  pen.lineWidth = 2;
  pen.stroke();
  pen.clip('evenodd');
  pen.beginPath();
  for (let x = -height; x < width; x += 14) {
    pen.moveTo(x, height);
    pen.lineTo(x + height, 0);
  }
  pen.lineWidth = 1;
  pen.stroke();
  pen.restore();
}

function tracePath(pen: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  for (const [i, [x, y]] of points.entries()) {
    if (i === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
  pen.closePath();
}

function drawRings({ pen, palette, width, height, pixelsPerM }: Sheet, rangeNm: number): void {
  pen.strokeStyle = palette.line;
  pen.fillStyle = palette.inkSoft;
  pen.font = FONT;
  pen.textBaseline = 'top';
  pen.textAlign = 'center';
  pen.lineWidth = 1;
  for (const share of [0.5, 1]) {
    const radius = rangeNm * share * METRES_PER_NM * pixelsPerM;
    pen.beginPath();
    pen.arc(width / 2, height / 2, radius, 0, 2 * Math.PI);
    pen.stroke();
    pen.fillText(`${rangeNm * share} NM`, width / 2, height / 2 - radius + 4);
  }
}

function drawLine({ pen, at }: Sheet, points: readonly LonLat[], colour: string, width: number, dash: number[]): void {
  if (points.length < 2) return;
  pen.beginPath();
  for (const point of points) pen.lineTo(...at(point));
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
}

function drawCross({ pen, at }: Sheet, place: LonLat, colour: string): void {
  const [x, y] = at(place);
  pen.beginPath();
  pen.moveTo(x - 9, y - 9);
  pen.lineTo(x + 9, y + 9);
  pen.moveTo(x + 9, y - 9);
  pen.lineTo(x - 9, y + 9);
  pen.strokeStyle = colour;
  pen.lineWidth = 3;
  pen.stroke();
}

function drawMark({ pen, at, palette }: Sheet, place: LonLat): void {
  const [x, y] = at(place);
  pen.strokeStyle = palette.warning;
  pen.lineWidth = 3;
  pen.strokeRect(x - 8, y - 8, 16, 16);
}

/** A craft by its course, filled where it is now, hollow where it is as of some time ago; a dot where it has no course. */
function drawMover(sheet: Sheet, mover: Mover, colour: string, size: number): void {
  const { pen, at } = sheet;
  const [x, y] = at(mover);
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  if (mover.cogDeg === null || (mover.sogKn ?? 0) < 0.5) pen.arc(x, y, size * 0.6, 0, 2 * Math.PI);
  else {
    const turn = (mover.cogDeg * Math.PI) / 180;
    for (const [side, ahead] of [
      [0, 1.3],
      [0.7, -1],
      [0, -0.5],
      [-0.7, -1],
    ] as const) {
      pen.lineTo(
        x + size * (side * Math.cos(turn) + ahead * Math.sin(turn)),
        y + size * (side * Math.sin(turn) - ahead * Math.cos(turn)),
      );
    }
    pen.closePath();
    const ahead = destination(mover, mover.cogDeg, knotsToMps(mover.sogKn ?? 0) * VECTOR_S);
    pen.moveTo(x, y);
    pen.lineTo(...at(ahead));
  }
  pen.stroke();
  if (!mover.isOld) pen.fill();
}

/** The own ship: two circles, and where she is in six minutes; one circle where her place is as of some time ago. */
function drawOwn({ pen, at, palette }: Sheet, own: Mover): void {
  const [x, y] = at(own);
  pen.strokeStyle = palette.own;
  pen.lineWidth = 3;
  pen.beginPath();
  pen.arc(x, y, 13, 0, 2 * Math.PI);
  if (!own.isOld) {
    pen.moveTo(x + 6, y);
    pen.arc(x, y, 6, 0, 2 * Math.PI);
  }
  if (own.cogDeg !== null) {
    pen.moveTo(x, y);
    pen.lineTo(...at(destination(own, own.cogDeg, knotsToMps(own.sogKn ?? 0) * VECTOR_S)));
  }
  pen.stroke();
}

function drawTarget(sheet: Sheet, target: NonNullable<Scene['target']>): void {
  const { pen, at, palette, pixelsPerM } = sheet;
  const [x, y] = at(target);
  drawMover(sheet, target, palette.danger, 10);
  pen.strokeStyle = palette.danger;
  pen.lineWidth = 2.5;
  pen.setLineDash(target.isOld ? [6, 5] : []);
  pen.beginPath();
  pen.arc(x, y, Math.max(20, target.radiusM * pixelsPerM), 0, 2 * Math.PI);
  pen.stroke();
  pen.setLineDash([]);
}

/** The target's name first, then our own boats', then those of the nearest ships; none over another. */
function drawNames({ pen, at, palette }: Sheet, { target, boats, ships }: Scene): void {
  pen.font = FONT;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.lineWidth = 4;
  pen.strokeStyle = palette.halo;
  const taken: (readonly [number, number, number])[] = [];
  const name = (mover: Mover, colour: string, awayPx: number): void => {
    if (mover.label === null) return;
    const [x, y] = at(mover);
    const [left, right] = [x + awayPx, x + awayPx + pen.measureText(mover.label).width];
    if (taken.some(([from, to, row]) => left < to && right > from && Math.abs(row - y) < NAME_PX)) return;
    taken.push([left, right, y]);
    pen.strokeText(mover.label, x + awayPx, y);
    pen.fillStyle = colour;
    pen.fillText(mover.label, x + awayPx, y);
  };
  if (target) name(target, palette.danger, 26);
  for (const boat of boats) name(boat, palette.own, 16);
  for (const ship of ships.slice(0, MOST_NAMES)) if (ship.label !== target?.label) name(ship, palette.inkSoft, 14);
}
