import { type ReactNode, useEffect, useRef } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import { horizonLine } from '../../../server/domain/camera/view.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { Translate } from '../../i18n/translate.ts';
import { bearing, speed } from '../../ui/format.ts';
import { type Label, labelAt, labelsOf, viewOf } from './labels.ts';
import { useInView } from './use-in-view.ts';

const DRAW_MS = 200;
/** Size of letters on the screen, pixels; all is so many times larger on a wall, which is read from afar. */
const LETTER_PX = 12;
const WALL_PX = 2_800;
const WALL_SCALE = 1.6;
const CLICK_PX = 28;
/** At anchor a ship says where she is every three minutes. */
const OLD_MS = 200_000;
/** Each label takes about so much of the width, heights of a letter. */
const ROOM_LETTERS = 9;
const NM_M = 1852;

interface SightOverlayProps {
  readonly camera: Camera;
  readonly picture: React.RefObject<HTMLCanvasElement | null>;
  /** Time of the picture that is shown, epoch ms of the story; null: it does not say. */
  readonly stampMs: number | null;
  readonly nowMs: () => number | null;
  readonly onSelect: (trackId: string) => void;
  readonly onDoubleClick: () => void;
}

/** Names over the picture, where the ships are by the camera's place and direction, and the horizon as a check; a click selects. */
export function SightOverlay({
  camera,
  picture,
  stampMs,
  nowMs,
  onSelect,
  onDoubleClick,
}: SightOverlayProps): ReactNode {
  const { t } = useSpeech();
  const canvas = useRef<HTMLCanvasElement>(null);
  const labels = useRef<readonly Label[]>([]);
  const tracks = useInView(camera.cameraId);
  const latest = useRef({ camera, tracks, stampMs });
  latest.current = { camera, tracks, stampMs };
  useEffect(() => {
    const timer = window.setInterval(() => {
      const { current: target } = canvas;
      const source = picture.current;
      if (target === null || source === null || source.width === 0) return;
      const { width, height } = scaled(target, source);
      const view = viewOf(latest.current.camera, width, height);
      const atMs = latest.current.stampMs ?? nowMs();
      const most = Math.max(2, Math.floor(width / (ROOM_LETTERS * LETTER_PX * unitOf())));
      labels.current = atMs === null ? [] : nearest(labelsOf(view, latest.current.tracks, atMs), most);
      draw(target, {
        labels: labels.current,
        horizon: horizonLine(view),
        isMoving: latest.current.camera.head?.isMoving ?? false,
        headPx: headOf(target),
        t,
      });
    }, DRAW_MS);
    return () => window.clearInterval(timer);
  }, [picture, nowMs, t]);
  const click = (event: React.MouseEvent<HTMLCanvasElement>): void => {
    const target = event.currentTarget;
    const at = pixelAt(target, event);
    const label = labelAt(labels.current, at, (CLICK_PX * target.width) / shownWidth(target));
    if (label !== null) onSelect(label.trackId);
  };
  return <canvas ref={canvas} className="sight" onClick={click} onDoubleClick={onDoubleClick} />;
}

/** Where there is no room for all, those far away have none. */
function nearest(labels: readonly Label[], most: number): readonly Label[] {
  if (labels.length <= most) return labels;
  const farthestM = [...labels].map(({ rangeM }) => rangeM).sort((a, b) => a - b)[most - 1] ?? 0;
  return labels.filter(({ rangeM }) => rangeM <= farthestM);
}

/** The picture keeps its shape inside of the tile: how wide it is there, pixels of the screen. */
function shownWidth(target: HTMLCanvasElement): number {
  const { width, height } = target.getBoundingClientRect();
  return Math.max(1, Math.min(width, (height * target.width) / target.height));
}

function pixelAt(target: HTMLCanvasElement, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const { left, top, width, height } = target.getBoundingClientRect();
  const scale = shownWidth(target) / target.width;
  const x = (event.clientX - left - (width - target.width * scale) / 2) / scale;
  const y = (event.clientY - top - (height - target.height * scale) / 2) / scale;
  return { x, y };
}

/** As many dots as the screen has, in the shape of the picture. */
function scaled(target: HTMLCanvasElement, { width, height }: HTMLCanvasElement): { width: number; height: number } {
  const box = target.getBoundingClientRect();
  const wide = Math.round(Math.min(box.width, (box.height * width) / height) * devicePixelRatio);
  const tall = Math.round((wide * height) / width);
  if (target.width !== wide && wide > 0) [target.width, target.height] = [wide, tall];
  return { width: target.width, height: target.height };
}

/** Pixels of the canvas in one of ours. */
const unitOf = (): number => devicePixelRatio * (innerWidth >= WALL_PX ? WALL_SCALE : 1);

const headOf = (target: HTMLCanvasElement): number =>
  target.closest('.tile')?.querySelector<HTMLElement>('.tile-head')?.offsetHeight ?? 0;

interface Drawing {
  readonly labels: readonly Label[];
  readonly horizon: readonly { x: number; y: number }[];
  /** The direction lags behind the picture. */
  readonly isMoving: boolean;
  /** Height of the head of the tile, under which there is no room for words, pixels of the screen. */
  readonly headPx: number;
  readonly t: Translate;
}

function draw(target: HTMLCanvasElement, { labels, horizon, isMoving, headPx, t }: Drawing): void {
  const pen = target.getContext('2d');
  if (pen === null) return;
  const unit = unitOf();
  const underHead = headPx * devicePixelRatio + (LETTER_PX + 4) * unit;
  pen.clearRect(0, 0, target.width, target.height);
  pen.globalAlpha = isMoving ? 0.3 : 1;
  pen.strokeStyle = 'rgba(154, 168, 164, 0.5)';
  pen.lineWidth = unit;
  pen.setLineDash([6 * unit, 8 * unit]);
  pen.beginPath();
  for (const { x, y } of horizon) pen.lineTo(x, y);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = `${LETTER_PX * unit}px B612, "BIZ UDPGothic", sans-serif`;
  let lastRight = Number.NEGATIVE_INFINITY;
  let row = 0;
  for (const label of labels) {
    const words = wordsOf(label, t);
    const width = pen.measureText(words).width;
    const left = Math.min(target.width - width - 4 * unit, Math.max(4 * unit, label.x - width / 2));
    row = left < lastRight + 6 * unit ? (row + 1) % 3 : 0;
    lastRight = Math.max(lastRight, left + width);
    drawLabel(pen, label, {
      words,
      left,
      width,
      top: Math.max(underHead + row * 20 * unit, label.y - (34 + row * 20) * unit),
      unit,
    });
  }
  pen.globalAlpha = 1;
}

interface Placed {
  readonly words: string;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly unit: number;
}

function drawLabel(pen: CanvasRenderingContext2D, label: Label, { words, left, width, top: up, unit }: Placed): void {
  const isOld = label.ageMs > OLD_MS || label.ships > 1;
  pen.strokeStyle = pen.fillStyle = isOld ? '#f0a93b' : '#dbe3e0';
  pen.lineWidth = unit;
  pen.beginPath();
  pen.moveTo(label.x, up + 4 * unit);
  pen.lineTo(label.x, label.y - 8 * unit);
  // how wrong it may be, to both sides
  pen.moveTo(label.x - label.errorPx, label.y + 6 * unit);
  pen.lineTo(label.x + label.errorPx, label.y + 6 * unit);
  pen.stroke();
  pen.save();
  pen.fillStyle = 'rgba(9, 14, 18, 0.72)';
  pen.fillRect(left - 4 * unit, up - LETTER_PX * unit - 1 * unit, width + 8 * unit, (LETTER_PX + 6) * unit);
  pen.restore();
  pen.fillText(words, left, up);
}

/** `SEA LANTERN 356° 11.0kn 1.2M`, and its age where it is not fresh. */
function wordsOf({ name, ships, sogKn, cogDeg, rangeM, ageMs }: Label, t: Translate): string {
  const who = ships > 1 ? t('sight.several', { n: ships }) : (name ?? t('sight.nameless'));
  const way = sogKn !== null && cogDeg !== null && sogKn >= 0.5 ? [`${bearing(cogDeg)}°`, `${speed(sogKn)}kn`] : [];
  const age = ageMs > OLD_MS ? [t('sight.age', { n: Math.round(ageMs / 60_000) })] : [];
  return [who, ...(ships > 1 ? [] : way), `${(rangeM / NM_M).toFixed(1)}M`, ...age].join(' ');
}
