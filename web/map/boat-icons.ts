import type { BoatsOnChart } from '../boats/boats-on-chart.ts';
import type { Palette } from '../ui/palettes.ts';
import type { ChartMap } from './engine.ts';

/** Side of a symbol, pixels of the chart, and how much finer it is drawn. */
const SIDE = 30;
const FINER = 2;
const NAME_PX = 13;
const LOOKS = ['live', 'old', 'silent', 'out'] as const;
type Look = (typeof LOOKS)[number];

/** Symbols of own forces and the names beside them, in the colours of a palette. `scale`: 1 on a desk. */
export function putBoatIcons(map: ChartMap, palette: Palette, { names }: BoatsOnChart, scale: number): void {
  for (const look of LOOKS) {
    put(map, `boat-${look}`, drawn(palette, look, scale));
    for (const [boatId, name] of names) put(map, `boat-name-${boatId}-${look}`, written(palette, look, name, scale));
  }
  put(map, 'boat-meeting', cross(palette, scale));
  put(map, 'boat-mark', diamond(palette, scale));
}

/** Another size is another image: it is put in anew. */
function put(map: ChartMap, name: string, data: ImageData): void {
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, data, { pixelRatio: FINER });
}

const colourOf = (palette: Palette, look: Look): string =>
  look === 'live' ? palette.own : look === 'out' ? palette.inkFaint : palette.warning;

function pen(width: number, height: number): { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.ceil(width * FINER));
  canvas.height = Math.max(1, Math.ceil(height * FINER));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2-D canvas');
  context.scale(FINER, FINER);
  context.lineJoin = context.lineCap = 'round';
  return { canvas, pen: context };
}
const dataOf = (canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): ImageData =>
  context.getImageData(0, 0, canvas.width, canvas.height);

/** A filled hull, bow up, in a circle: own force. Hollow where the place is not of now, crossed where the boat is silent. */
function drawn(palette: Palette, look: Look, scale: number): ImageData {
  const side = SIDE * scale;
  const { canvas, pen: p } = pen(side, side);
  p.scale(scale, scale);
  const colour = colourOf(palette, look);
  for (const [stroke, width] of [
    [palette.water, 5],
    [colour, 2],
  ] as const) {
    p.strokeStyle = stroke;
    p.fillStyle = stroke;
    p.lineWidth = width;
    p.beginPath();
    p.arc(SIDE / 2, SIDE / 2, 11, 0, Math.PI * 2);
    p.stroke();
    p.beginPath();
    p.moveTo(15, 6.5);
    p.quadraticCurveTo(20, 11, 19.5, 21.5);
    p.lineTo(10.5, 21.5);
    p.quadraticCurveTo(10, 11, 15, 6.5);
    p.stroke();
    if (look === 'live') p.fill();
    if (look !== 'silent') continue;
    p.beginPath();
    p.moveTo(5, 5);
    p.lineTo(25, 25);
    p.moveTo(25, 5);
    p.lineTo(5, 25);
    p.stroke();
  }
  return dataOf(canvas, p);
}

function written(palette: Palette, look: Look, name: string, scale: number): ImageData {
  const font = `700 ${NAME_PX * scale}px B612, "BIZ UDPGothic", sans-serif`;
  const measure = pen(1, 1).pen;
  measure.font = font;
  const width = measure.measureText(name).width + 8;
  const height = (NAME_PX + 7) * scale;
  const { canvas, pen: p } = pen(width, height);
  p.font = font;
  p.textBaseline = 'middle';
  p.strokeStyle = palette.halo;
  p.lineWidth = 4;
  p.strokeText(name, 4, height / 2);
  p.fillStyle = colourOf(palette, look);
  p.fillText(name, 4, height / 2);
  return dataOf(canvas, p);
}

/** What a boat has marked: a package, a person. */
function diamond(palette: Palette, scale: number): ImageData {
  const side = 20 * scale;
  const { canvas, pen: p } = pen(side, side);
  p.scale(scale, scale);
  for (const [stroke, width] of [
    [palette.water, 5],
    [palette.warning, 2],
  ] as const) {
    p.strokeStyle = stroke;
    p.lineWidth = width;
    p.beginPath();
    p.moveTo(10, 2);
    p.lineTo(18, 10);
    p.lineTo(10, 18);
    p.lineTo(2, 10);
    p.closePath();
    p.moveTo(10, 7);
    p.lineTo(10, 13);
    p.stroke();
  }
  return dataOf(canvas, p);
}

/** Where a boat meets her target. */
function cross(palette: Palette, scale: number): ImageData {
  const side = 18 * scale;
  const { canvas, pen: p } = pen(side, side);
  p.scale(scale, scale);
  for (const [stroke, width] of [
    [palette.water, 4.5],
    [palette.own, 2],
  ] as const) {
    p.strokeStyle = stroke;
    p.lineWidth = width;
    p.beginPath();
    p.moveTo(9, 2);
    p.lineTo(9, 16);
    p.moveTo(2, 9);
    p.lineTo(16, 9);
    p.stroke();
    p.beginPath();
    p.arc(9, 9, 5, 0, Math.PI * 2);
    p.stroke();
  }
  return dataOf(canvas, p);
}
