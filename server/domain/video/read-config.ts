import { readAvcC } from './avc.ts';
import { readHvcC } from './hevc.ts';
import type { StreamConfig, VideoConfig } from './video-config.ts';

/** What a stream's configuration says. Throws RangeError where it is none. */
export const readConfig = ({ kind, record }: StreamConfig): VideoConfig =>
  kind === 'avc' ? readAvcC(record) : readHvcC(record);
