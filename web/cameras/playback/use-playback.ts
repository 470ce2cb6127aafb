import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Bookmark, Recording } from '../../../server/contract/recording.ts';
import { askBookmarks, askRecording, playlistPath, type Span } from './playback-api.ts';
import type { PlaybackPlayer } from './playback-player.ts';
import { Thumbnails } from './thumbnails.ts';

export type PlaybackState = 'loading' | 'none' | 'away' | 'ready' | { readonly failed: string };

export interface Playback {
  readonly state: PlaybackState;
  readonly atMs: number;
  readonly recording: Recording | null;
  readonly bookmarks: readonly Bookmark[];
  readonly thumbnails: Thumbnails | null;
  readonly seek: (atMs: number) => void;
  readonly step: (by: 1 | -1) => void;
  readonly retry: () => void;
  readonly keep: (bookmark: Bookmark) => void;
}

/** Plays a span of a camera's recording in a video element, from `beginMs` on. */
export function usePlayback(
  cameraId: string,
  span: Span,
  beginMs: number,
  video: RefObject<HTMLVideoElement | null>,
): Playback {
  const { fromMs, toMs } = span;
  const [state, setState] = useState<PlaybackState>('loading');
  const [atMs, setAt] = useState(beginMs);
  const [recording, setRecording] = useState<Recording | null>(null);
  const [bookmarks, setBookmarks] = useState<readonly Bookmark[]>([]);
  const [thumbnails, setThumbnails] = useState<Thumbnails | null>(null);
  const [tries, setTries] = useState(0);
  const player = useRef<PlaybackPlayer | null>(null);
  const begin = useRef(beginMs);
  begin.current = beginMs;
  useEffect(() => {
    let isOver = false;
    const path = playlistPath(cameraId, { fromMs, toMs });
    setState('loading');
    setAt(begin.current);
    async function load(): Promise<void> {
      const [told, marks] = await Promise.all([
        askRecording(cameraId, { fromMs, toMs }),
        askBookmarks(cameraId, { fromMs, toMs }),
      ]);
      const { PlaybackPlayer: Player } = await import('./playback-player.ts');
      if (isOver || video.current === null) return;
      setRecording(told.ok ? told.value : null);
      setBookmarks(marks.ok ? marks.value : []);
      if (!told.ok) setState(told.message === null ? 'away' : { failed: told.message });
      else if (told.value.fragments === 0) setState('none');
      else {
        player.current = new Player(video.current, path, begin.current, {
          at: setAt,
          failed: (message) => setState({ failed: message }),
          ready: (playlist) => {
            setState('ready');
            setThumbnails(new Thumbnails(playlist, `/api/v1/cameras/${cameraId}/`));
          },
        });
      }
    }
    void load();
    return () => {
      isOver = true;
      player.current?.close();
      player.current = null;
    };
  }, [cameraId, fromMs, toMs, tries, video]);
  return {
    ...{ state, atMs, recording, bookmarks, thumbnails },
    seek: useCallback((to: number) => {
      setAt(to);
      player.current?.seek(to);
    }, []),
    step: useCallback((by: 1 | -1) => player.current?.step(by), []),
    retry: useCallback(() => setTries((count) => count + 1), []),
    keep: useCallback((bookmark: Bookmark) => setBookmarks((all) => [...all, bookmark]), []),
  };
}
