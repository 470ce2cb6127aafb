/** H.264 or H.265. */
export type VideoKind = 'avc' | 'hevc';

/** A decoder's configuration as a stream carries it. */
export interface StreamConfig {
  readonly kind: VideoKind;
  /** AVC- or HEVCDecoderConfigurationRecord (ISO/IEC 14496-15). */
  readonly record: Uint8Array;
}

/** What decoders need to know before the first picture. */
export interface VideoConfig extends StreamConfig {
  /** As WebCodecs wants it, such as avc1.42001e or hvc1.1.6.L93.B0. */
  readonly codec: string;
  readonly widthPx: number;
  readonly heightPx: number;
}
