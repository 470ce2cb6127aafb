import { annexBNals } from '../../../../server/domain/video/avc.ts';

/** H.264 as asked of the encoder: constrained baseline, level 3. */
const CODEC = 'avc1.42001E';
const BITS_PER_S = 320_000;

interface EncodedPicture {
  readonly nals: Uint8Array[];
  readonly isKey: boolean;
  /** As given with the picture. */
  readonly atMs: number;
}

/** Encodes pictures one after the other. */
export interface Encoder {
  /** I420; copied before this returns. */
  encode(frame: Uint8Array, atMs: number, isKey: boolean): void;
  close(): void;
}

export type MakeEncoder = (
  size: { readonly widthPx: number; readonly heightPx: number; readonly perS: number },
  encoded: (picture: EncodedPicture) => void,
) => Encoder;

/** The encoder of the optional package; null: it is not installed, or not for this machine. */
export async function loadEncoder(): Promise<MakeEncoder | null> {
  const codecs = await import('@napi-rs/webcodecs').catch(() => null);
  if (codecs === null) return null;
  return ({ widthPx, heightPx, perS }, encoded) => {
    const times = new Map<number, number>();
    let count = 0;
    const encoder = new codecs.VideoEncoder({
      output: (chunk) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        const atMs = times.get(chunk.timestamp) ?? 0;
        times.delete(chunk.timestamp);
        encoded({ nals: annexBNals(data), isKey: chunk.type === 'key', atMs });
      },
      error: (error) => console.error(`simulator: ${error.message}`),
    });
    encoder.configure({
      ...{ codec: CODEC, width: widthPx, height: heightPx, bitrate: BITS_PER_S, framerate: perS },
      ...{ latencyMode: 'realtime', hardwareAcceleration: 'prefer-software', avc: { format: 'annexb' } },
    });
    return {
      encode(frame, atMs, isKey) {
        const timestamp = (count++ * 1_000_000) / perS;
        times.set(timestamp, atMs);
        const shape = { format: 'I420' as const, codedWidth: widthPx, codedHeight: heightPx, timestamp };
        const picture = new codecs.VideoFrame(frame, shape);
        encoder.encode(picture, { keyFrame: isKey });
        picture.close();
      },
      close: () => encoder.close(),
    };
  };
}
