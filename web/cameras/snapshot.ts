import type { Answer } from '../net/ask.ts';
import { tellSnapshot } from './playback/playback-api.ts';

const JPEG_QUALITY = 0.95;
const JST_MS = 9 * 3_600_000;

const ANNOTATED_PX = 1_280;
const CAPTION_PX = 30;

/** What stands over a picture: labels and horizon (null: none), and a line of words below. */
export interface Notes {
  readonly over: HTMLCanvasElement | null;
  readonly words: string;
}

/** Hands a file to the person in front of the screen. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * The picture as it is, as JPEG named by camera and time, and its hash in a file beside it; time and hash are recorded on the server.
 * What stands over it goes into a second picture: the first is never drawn on.
 * Nothing is handed over where they could not be recorded.
 */
export async function takeSnapshot(
  picture: CanvasImageSource & { width: number; height: number },
  of: { cameraId: string; atMs: number; isReplay: boolean; notes?: Notes },
): Promise<Answer<null>> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const { cameraId, atMs, isReplay } = of;
  const told = await tellSnapshot(cameraId, { atMs, sha256, isReplay });
  if (!told.ok) return told;
  const stamp = new Date(atMs + JST_MS).toISOString().slice(0, 23).replaceAll(/[-:.]/g, '');
  const name = `${cameraId}-${stamp}-JST.jpg`;
  download(blob, name);
  download(new Blob([`${sha256}  ${name}\n`], { type: 'text/plain' }), `${name}.sha256`);
  if (of.notes !== undefined)
    download(await annotated(picture, of.notes, sha256), name.replace('.jpg', '-annotated.jpg'));
  return told;
}

/** The picture with what stands over it, larger so that words can be read, and where it comes from below. */
async function annotated(
  picture: CanvasImageSource & { width: number; height: number },
  { over, words }: Notes,
  sha256: string,
): Promise<Blob> {
  const [width, height] = [ANNOTATED_PX, Math.round((ANNOTATED_PX * picture.height) / picture.width)];
  const canvas = new OffscreenCanvas(width, height + CAPTION_PX * 2);
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, width, height);
    if (over !== null) pen.drawImage(over, 0, 0, width, height);
    pen.fillStyle = '#dbe3e0';
    pen.font = `${CAPTION_PX * 0.62}px B612, "BIZ UDPGothic", sans-serif`;
    pen.fillText(words, 10, height + CAPTION_PX * 0.75, width - 20);
    pen.fillText(`SHA-256 ${sha256}`, 10, height + CAPTION_PX * 1.7, width - 20);
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}
