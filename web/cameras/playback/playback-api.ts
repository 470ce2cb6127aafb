import type { Bookmark, BookmarkOrder, ClipOrder, Recording } from '../../../server/contract/recording.ts';
import { type Answer, ask, sending, tell } from '../../net/ask.ts';

/** A clip is made while one waits. */
const CLIP_TIMEOUT_MS = 120_000;

const base = (cameraId: string): string => `/api/v1/cameras/${cameraId}`;

/** A span of a camera, epoch ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export const playlistPath = (cameraId: string, { fromMs, toMs }: Span): string =>
  `${base(cameraId)}/playlist.m3u8?fromMs=${fromMs}&toMs=${toMs}`;

export const askRecording = (cameraId: string, { fromMs, toMs }: Span): Promise<Answer<Recording>> =>
  ask(`${base(cameraId)}/recording?fromMs=${fromMs}&toMs=${toMs}`, {}, (answer) => answer.json());

export const askBookmarks = (cameraId: string, { fromMs, toMs }: Span): Promise<Answer<Bookmark[]>> =>
  ask(`${base(cameraId)}/bookmarks?fromMs=${fromMs}&toMs=${toMs}`, {}, (answer) => answer.json());

export const addBookmark = (cameraId: string, order: BookmarkOrder): Promise<Answer<Bookmark>> =>
  ask(`${base(cameraId)}/bookmarks`, sending('POST', order), (answer) => answer.json());

/** The ZIP of a clip, and its name. */
export const makeClip = (cameraId: string, order: ClipOrder): Promise<Answer<{ blob: Blob; name: string }>> =>
  ask(
    `${base(cameraId)}/clips`,
    { ...sending('POST', order), signal: AbortSignal.timeout(CLIP_TIMEOUT_MS) },
    async (answer) => {
      const [, name = `${cameraId}.zip`] =
        /filename="?([^";]+)/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
      return { blob: await answer.blob(), name };
    },
  );

export const tellSnapshot = (
  cameraId: string,
  order: { atMs: number; sha256: string; isReplay: boolean },
): Promise<Answer<null>> => tell(`${base(cameraId)}/snapshots`, sending('POST', order));
