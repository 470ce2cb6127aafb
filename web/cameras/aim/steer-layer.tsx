import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import { aimCamera } from './aim-api.ts';
import { dragged, type InPicture, toMiddle } from './steps.ts';

/** A step of the wheel makes the field so many times as wide. */
const WHEEL = 1.25;
const WHEEL_PAUSE_MS = 150;
/** A shorter way is a click, part of the picture. */
const CLICK = 0.015;

/** Where the picture lies in the layer: whole, in its middle. null: there is none yet. */
function pictureIn(layer: HTMLElement): { aspect: number; place(point: InPicture): InPicture } | null {
  const canvas = layer.closest('.tile')?.querySelector('canvas');
  if (canvas == null || canvas.height === 0) return null;
  const aspect = canvas.width / canvas.height;
  const { clientWidth, clientHeight } = layer;
  const width = Math.min(clientWidth, clientHeight * aspect);
  const height = width / aspect;
  const [left, top] = [(clientWidth - width) / 2, (clientHeight - height) / 2];
  return { aspect, place: ({ x, y }) => ({ x: (x - left) / width, y: (y - top) / height }) };
}

/** While the camera is steered its picture takes the pointer: a click brings a point to the middle, dragging turns, the wheel zooms. */
export function SteerLayer({ camera: { cameraId, fovDeg } }: { camera: Camera }): ReactNode {
  const layer = useRef<HTMLDivElement>(null);
  const [way, setWay] = useState<{ from: InPicture; to: InPicture } | null>(null);
  useEffect(() => {
    const { current } = layer;
    let lastMs = 0;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      if (performance.now() - lastMs < WHEEL_PAUSE_MS) return;
      lastMs = performance.now();
      void aimCamera(cameraId, {
        ...{ to: 'by', panDeg: 0, tiltDeg: 0 },
        fovFactor: event.deltaY < 0 ? 1 / WHEEL : WHEEL,
      });
    };
    current?.addEventListener('wheel', wheel, { passive: false });
    return () => current?.removeEventListener('wheel', wheel);
  }, [cameraId]);
  const point = ({ currentTarget, clientX: x, clientY: y }: PointerEvent): InPicture => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return { x: x - left, y: y - top };
  };
  const begin = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = point(event);
    setWay({ from, to: from });
  };
  const end = (event: PointerEvent): void => {
    const picture = layer.current && pictureIn(layer.current);
    if (way === null || picture == null) return;
    setWay(null);
    const [from, to] = [picture.place(way.from), picture.place(point(event))];
    const isClick = Math.hypot(to.x - from.x, to.y - from.y) < CLICK;
    const { aspect } = picture;
    void aimCamera(cameraId, isClick ? toMiddle(from, fovDeg, aspect) : dragged(from, to, fovDeg, aspect));
  };
  return (
    <div
      ref={layer}
      className="steer-layer"
      onPointerDown={begin}
      onPointerMove={(event) => {
        const to = point(event);
        setWay((now) => now && { ...now, to });
      }}
      onPointerUp={end}
      onPointerCancel={() => setWay(null)}
    >
      {way !== null && (
        <svg aria-hidden="true">
          <line x1={way.from.x} y1={way.from.y} x2={way.to.x} y2={way.to.y} />
        </svg>
      )}
    </div>
  );
}
