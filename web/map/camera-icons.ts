import type { Palette } from '../ui/palettes.ts';
import type { ChartMap } from './engine.ts';

/** Side of an icon, pixels of the chart, and how much finer it is drawn. */
const SIDE = 20;
const FINER = 2;
const NAMES = ['camera', 'camera-off'] as const;

/** Symbols of cameras on the chart, in the colours of a palette: a housing with its lens; struck through where it shows nothing. */
export function putCameraIcons(map: ChartMap, palette: Palette): void {
  for (const name of NAMES) {
    const data = drawn(palette, name === 'camera-off');
    if (map.hasImage(name)) map.updateImage(name, data);
    else map.addImage(name, data, { pixelRatio: FINER });
  }
}

function drawn(palette: Palette, isOff: boolean): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE * FINER;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return new ImageData(SIDE * FINER, SIDE * FINER);
  pen.scale(FINER, FINER);
  pen.lineJoin = pen.lineCap = 'round';
  for (const [colour, width] of [
    [palette.water, 4],
    [isOff ? palette.danger : palette.inkSoft, 1.5],
  ] as const) {
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = width;
    outline(pen, isOff);
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function outline(pen: CanvasRenderingContext2D, isOff: boolean): void {
  pen.beginPath();
  pen.roundRect(3, 6, 9, 8, 1.5);
  pen.moveTo(12, 9);
  pen.lineTo(17, 6.5);
  pen.lineTo(17, 13.5);
  pen.lineTo(12, 11);
  pen.stroke();
  if (!isOff) {
    pen.fill();
    return;
  }
  pen.beginPath();
  pen.moveTo(3, 17);
  pen.lineTo(17, 3);
  pen.stroke();
}
