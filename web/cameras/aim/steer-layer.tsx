import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../server/contract/camera.ts';
import { aimCamera } from './aim-api.ts';
import { dragged, type InPicture, toMiddle } from './steps.ts';

/** A step of the wheel makes the field so many times as wide. */
const WHEEL = 1.25;
const WHEEL_PAUSE_MS = 150;
/** A shorter way is a click, part of the picture. */
const CLICK = 0.015;

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
  const place = ({ currentTarget, clientX, clientY }: PointerEvent): InPicture => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const begin = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setWay({ from: place(event), to: place(event) });
  };
  const end = (event: PointerEvent): void => {
    if (way === null) return;
    setWay(null);
    const { from } = way;
    const to = place(event);
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const isClick = Math.hypot(to.x - from.x, to.y - from.y) < CLICK;
    const aspect = width / height;
    void aimCamera(cameraId, isClick ? toMiddle(from, fovDeg, aspect) : dragged(from, to, fovDeg, aspect));
  };
  return (
    <div
      ref={layer}
      className="steer-layer"
      onPointerDown={begin}
      onPointerMove={(event) => setWay((now) => now && { ...now, to: place(event) })}
      onPointerUp={end}
      onPointerCancel={() => setWay(null)}
    >
      {way !== null && (
        <svg aria-hidden="true" viewBox="0 0 1 1" preserveAspectRatio="none">
          <line x1={way.from.x} y1={way.from.y} x2={way.to.x} y2={way.to.y} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
    </div>
  );
}
