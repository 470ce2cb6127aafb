import { Injectable } from '@nestjs/common';
import type { Box, PictureGeoJson } from '../contract/picture.ts';
import { CodedError } from '../platform/http/coded-error.ts';

/** The picture at a time (epoch ms), in a box where one is given. */
type PastPicture = (atMs: number, box: Box | null) => Promise<Omit<PictureGeoJson, 'simulation'>>;

/** The past is kept by a stage below, which this one does not know: it answers through this door. */
@Injectable()
export class PastDoor {
  private past: PastPicture | null = null;

  open(past: PastPicture): void {
    this.past = past;
  }

  async picture(atMs: number, box: Box | null): ReturnType<PastPicture> {
    if (this.past === null) throw new CodedError('not-found', 'no history is kept here');
    return this.past(atMs, box);
  }
}
