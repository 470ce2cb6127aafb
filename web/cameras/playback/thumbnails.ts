import { configOfInit, samplesOf } from '../../../server/domain/video/fmp4.ts';

const WIDTH_PX = 192;
const KEPT = 200;

interface Source {
  readonly path: string;
  readonly initLength: number;
  readonly offset: number;
  readonly length: number;
}

/** Small pictures of a recording, by time: the key frame of the fragment, read by its range and decoded alone. */
export class Thumbnails {
  private readonly sources: readonly (Source & { readonly atMs: number })[];
  private readonly made = new Map<number, Promise<ImageBitmap | null>>();

  /** `text`: a playlist; `base`: path that its names are relative to. */
  constructor(text: string, base: string) {
    let initLength = 0;
    let atMs = 0;
    let range = [0, 0];
    this.sources = text.split('\n').flatMap((line) => {
      const init = /^#EXT-X-MAP:.*BYTERANGE="(\d+)@0"/.exec(line);
      if (init !== null) initLength = Number(init[1]);
      if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) atMs = Date.parse(line.slice(25));
      const bytes = /^#EXT-X-BYTERANGE:(\d+)@(\d+)/.exec(line);
      if (bytes !== null) range = [Number(bytes[1]), Number(bytes[2])];
      if (line === '' || line.startsWith('#')) return [];
      const [length = 0, offset = 0] = range;
      return [{ path: base + line, initLength, atMs, length, offset }];
    });
  }

  /** The picture nearest before `atMs`; null: there is none, or it cannot be decoded. */
  at(atMs: number): Promise<ImageBitmap | null> {
    const source = this.sources.findLast((one) => one.atMs <= atMs) ?? this.sources[0];
    if (source === undefined || typeof VideoDecoder === 'undefined') return Promise.resolve(null);
    const known = this.made.get(source.atMs);
    if (known !== undefined) return known;
    if (this.made.size >= KEPT) this.made.clear();
    const made = this.make(source).catch(() => null);
    this.made.set(source.atMs, made);
    return made;
  }

  private async make(source: Source): Promise<ImageBitmap | null> {
    const init = await range(source.path, 0, source.initLength);
    const key = samplesOf(await range(source.path, source.offset, source.length))[0];
    if (key === undefined) return null;
    const { codec, record } = configOfInit(init);
    return new Promise((resolve, reject) => {
      const decoder = new VideoDecoder({
        output: (frame) => {
          resolve(createImageBitmap(frame, { resizeWidth: WIDTH_PX }));
          frame.close();
        },
        error: reject,
      });
      decoder.configure({ codec, description: record, optimizeForLatency: true });
      decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data: key.data }));
      void decoder.flush().then(() => decoder.close(), reject);
    });
  }
}

async function range(path: string, from: number, length: number): Promise<Uint8Array> {
  const answer = await fetch(path, { headers: { range: `bytes=${from}-${from + length - 1}` } });
  if (answer.status !== 206) throw new Error(`HTTP ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
