import type { Answer } from '../net/ask.ts';
import { tellSnapshot } from './playback/playback-api.ts';

const JPEG_QUALITY = 0.95;
const JST_MS = 9 * 3_600_000;

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
 * Nothing is handed over where they could not be recorded.
 */
export async function takeSnapshot(
  picture: CanvasImageSource & { width: number; height: number },
  of: { cameraId: string; atMs: number; isReplay: boolean },
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
  return told;
}
