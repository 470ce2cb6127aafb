import { Module } from '@nestjs/common';
import { PictureService } from './picture.service.ts';
import { PictureClock } from './picture-clock.ts';

@Module({ providers: [PictureService, PictureClock], exports: [PictureService] })
export class PictureModule {}
