import type { ReactNode } from 'react';

const RINGS = [90, 180, 270, 360];
const TICKS = Array.from({ length: 72 }, (_, i) => i * 5);

const point = (radius: number, deg: number): string => {
  const angle = (deg * Math.PI) / 180;
  return `${(Math.sin(angle) * radius).toFixed(1)} ${(-Math.cos(angle) * radius).toFixed(1)}`;
};

const tick = (deg: number): string => {
  const length = deg % 30 === 0 ? 22 : deg % 10 === 0 ? 13 : 7;
  return `M${point(450, deg)}L${point(450 - length, deg)}`;
};

/** Range rings and a bearing scale: the lookout's instrument, quiet behind the form. */
export function BearingRose(): ReactNode {
  return (
    <svg className="rose" viewBox="-500 -500 1000 1000" aria-hidden="true">
      {RINGS.map((radius) => (
        <circle key={radius} r={radius} />
      ))}
      <circle r={450} className="edge" />
      <path d="M0 -360V360M-360 0H360" className="axis" />
      <path d={TICKS.map(tick).join('')} className="edge" />
      {TICKS.filter((deg) => deg % 30 === 0).map((deg) => {
        const [x, y] = point(474, deg).split(' ');
        return (
          <text key={deg} x={x} y={y}>
            {String(deg).padStart(3, '0')}
          </text>
        );
      })}
    </svg>
  );
}
