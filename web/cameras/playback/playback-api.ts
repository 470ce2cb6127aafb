import type { Bookmark, BookmarkOrder, ClipOrder, Recording } from '../../../server/contract/recording.ts';

const TIMEOUT_MS = 10_000;
/** A clip is made while one waits. */
const CLIP_TIMEOUT_MS = 120_000;

/** An answer, or why there is none: what the server said; null: it did not answer. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string | null };

async function ask<T>(path: string, init: RequestInit, read: (answer: Response) => Promise<T>): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    if (answer.ok) return { ok: true, value: await read(answer) };
    const told = (await answer.json().catch(() => null)) as { message?: string } | null;
    return { ok: false, message: told?.message ?? `HTTP ${answer.status}` };
  } catch {
    return { ok: false, message: null };
  }
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
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
  ask(`${base(cameraId)}/bookmarks`, post(order), (answer) => answer.json());

/** The ZIP of a clip, and its name. */
export const makeClip = (cameraId: string, order: ClipOrder): Promise<Answer<{ blob: Blob; name: string }>> =>
  ask(`${base(cameraId)}/clips`, { ...post(order), signal: AbortSignal.timeout(CLIP_TIMEOUT_MS) }, async (answer) => {
    const [, name = `${cameraId}.zip`] =
      /filename="?([^";]+)/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    return { blob: await answer.blob(), name };
  });

export const tellSnapshot = (
  cameraId: string,
  order: { atMs: number; sha256: string; isReplay: boolean },
): Promise<Answer<null>> => ask(`${base(cameraId)}/snapshots`, post(order), async () => null);
