import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Bookmark } from '../../../server/contract/recording.ts';
import { useTranslate } from '../../i18n/language.tsx';
import { jstTime } from '../../ui/format.ts';
import type { Span } from './playback-api.ts';
import type { Thumbnails } from './thumbnails.ts';

const STEP_MS = 5_000;
const LEAP_MS = 60_000;

interface ScrubBarProps {
  readonly span: Span;
  readonly atMs: number;
  readonly gaps: readonly Span[];
  readonly bookmarks: readonly Bookmark[];
  /** What is to be exported; null: nothing is chosen. */
  readonly cut: Span | null;
  readonly thumbnails: Thumbnails | null;
  readonly onSeek: (atMs: number) => void;
}

/** The span on a line: gaps, marks, what is cut out, where one is; a picture of where one points. */
export function ScrubBar({ span, atMs, gaps, bookmarks, cut, thumbnails, onSeek }: ScrubBarProps): ReactNode {
  const t = useTranslate();
  const [pointedMs, setPointed] = useState<number | null>(null);
  const { fromMs, toMs } = span;
  const part = (ms: number): string => `${Math.min(100, Math.max(0, ((ms - fromMs) / (toMs - fromMs)) * 100))}%`;
  const stretch = (one: Span) => ({ left: part(one.fromMs), right: `calc(100% - ${part(one.toMs)})` });
  const timeOf = (event: { clientX: number; currentTarget: Element }): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.round(fromMs + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (toMs - fromMs));
  };
  const key = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -STEP_MS, ArrowRight: STEP_MS, PageDown: -LEAP_MS, PageUp: LEAP_MS }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(Math.min(toMs, Math.max(fromMs, atMs + by)));
  };
  return (
    <div className="scrub">
      <time>{jstTime(fromMs)}</time>
      <div
        className="scrub-line"
        role="slider"
        tabIndex={0}
        aria-label={t('playback.scrub')}
        aria-valuemin={fromMs}
        aria-valuemax={toMs}
        aria-valuenow={Math.round(atMs)}
        aria-valuetext={jstTime(atMs)}
        onKeyDown={key}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          onSeek(timeOf(event));
        }}
        onPointerMove={(event) => {
          setPointed(timeOf(event));
          if (event.buttons === 1) onSeek(timeOf(event));
        }}
        onPointerLeave={() => setPointed(null)}
      >
        {gaps.map((gap) => (
          <span key={gap.fromMs} className="scrub-gap" title={t('playback.gap')} style={stretch(gap)} />
        ))}
        {cut !== null && <span className="scrub-cut" style={stretch(cut)} />}
        {bookmarks.map(({ bookmarkId, atMs: at, text, severity, who }) => (
          <span
            key={bookmarkId}
            className={`scrub-mark ${severity}`}
            title={`${jstTime(at)} ${text} (${who})`}
            style={{ left: part(at) }}
          />
        ))}
        <span className="scrub-at" style={{ left: part(atMs) }} />
        {pointedMs !== null && <Pointed atMs={pointedMs} left={part(pointedMs)} thumbnails={thumbnails} />}
      </div>
      <time>{jstTime(toMs)}</time>
    </div>
  );
}

interface PointedProps {
  readonly atMs: number;
  readonly left: string;
  readonly thumbnails: Thumbnails | null;
}

function Pointed({ atMs, left, thumbnails }: PointedProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const second = Math.floor(atMs / 1000);
  useEffect(() => {
    let isOver = false;
    void thumbnails?.at(second * 1000).then((bitmap) => {
      const target = canvas.current;
      if (isOver || target === null || bitmap === null) return;
      target.width = bitmap.width;
      target.height = bitmap.height;
      target.getContext('2d')?.drawImage(bitmap, 0, 0);
    });
    return () => {
      isOver = true;
    };
  }, [thumbnails, second]);
  return (
    <span className="scrub-pointed" style={{ left }}>
      <canvas ref={canvas} width={192} height={108} />
      <time>{jstTime(atMs)}</time>
    </span>
  );
}
