const SHEET_W = 2048;
const SHEET_H = 1024;

export interface LabelStyle {
  readonly colour: string;
  readonly halo: string;
  readonly sizePx: number;
  readonly bold: boolean;
}

export interface Sprite {
  readonly x: number;
  readonly y: number;
  /** CSS pixels. */
  readonly w: number;
  readonly h: number;
}

/** Texts drawn once each on a hidden sheet: copying a piece of it is ten times cheaper than stroking and filling text at every frame. */
export class LabelSprites {
  private readonly sheet = document.createElement('canvas');
  private readonly pen: CanvasRenderingContext2D;
  private readonly sprites = new Map<string, Sprite>();
  private readonly widths = new Map<string, number>();
  private x = 0;
  private y = 0;
  private shelf = 0;
  private dpr = 1;

  constructor() {
    this.sheet.width = SHEET_W;
    this.sheet.height = SHEET_H;
    const pen = this.sheet.getContext('2d');
    if (!pen) throw new Error('no 2-D canvas');
    this.pen = pen;
  }

  /** Forgets every text: the palette, the fonts or the pixel ratio changed. */
  clear(dpr: number): void {
    this.dpr = dpr;
    this.widths.clear();
    this.wipe();
  }

  private wipe(): void {
    this.sprites.clear();
    this.pen.clearRect(0, 0, SHEET_W, SHEET_H);
    this.x = this.y = this.shelf = 0;
  }

  width(text: string, style: LabelStyle): number {
    const key = `${style.bold ? 'b' : 'r'}${style.sizePx}${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 20_000) this.widths.clear();
      this.pen.font = fontOf(style, 1);
      width = Math.ceil(this.pen.measureText(text).width);
      this.widths.set(key, width);
    }
    return width;
  }

  draw(to: CanvasRenderingContext2D, text: string, style: LabelStyle, x: number, y: number): void {
    const key = `${style.colour}${style.bold ? 'b' : 'r'}${style.sizePx}${text}`;
    const sprite = this.sprites.get(key) ?? this.write(key, text, style);
    const { dpr } = this;
    to.drawImage(
      this.sheet,
      sprite.x,
      sprite.y,
      sprite.w,
      sprite.h,
      Math.round(x * dpr) - 4 * dpr,
      Math.round(y * dpr),
      sprite.w,
      sprite.h,
    );
  }

  /** x and y of the answer are places on the sheet, w and h device pixels. */
  private write(key: string, text: string, style: LabelStyle): Sprite {
    const { pen, dpr } = this;
    const w = Math.min(SHEET_W, Math.ceil((this.width(text, style) + 8) * dpr));
    const h = Math.ceil(lineHeight(style) * dpr);
    if (this.x + w > SHEET_W) {
      this.x = 0;
      this.y += this.shelf;
      this.shelf = 0;
    }
    if (this.y + h > SHEET_H) this.wipe();
    const sprite = { x: this.x, y: this.y, w, h };
    this.x += w;
    this.shelf = Math.max(this.shelf, h);
    pen.font = fontOf(style, dpr);
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    pen.lineWidth = Math.max(3, style.sizePx * 0.26) * dpr;
    pen.strokeStyle = style.halo;
    pen.globalAlpha = 0.85;
    pen.strokeText(text, sprite.x + 4 * dpr, sprite.y + h / 2);
    pen.globalAlpha = 1;
    pen.fillStyle = style.colour;
    pen.fillText(text, sprite.x + 4 * dpr, sprite.y + h / 2);
    this.sprites.set(key, sprite);
    return sprite;
  }
}

export const lineHeight = ({ sizePx }: LabelStyle): number => Math.round(sizePx * 1.4);

const fontOf = ({ sizePx, bold }: LabelStyle, dpr: number): string =>
  `${bold ? 700 : 400} ${sizePx * dpr}px B612, "BIZ UDPGothic", sans-serif`;
