import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TrackDetail } from '../contract/picture.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { PictureService } from './picture.service.ts';

@ApiTags('picture')
@Needs('picture:read')
@Controller('api/v1/tracks')
export class TrackController {
  constructor(private readonly picture: PictureService) {}

  @Get(':trackId')
  @ApiOperation({ summary: 'All that is known of one track: identity, changes, who heard it' })
  @ApiNotFoundResponse({ description: 'no such track in the picture' })
  one(@Param('trackId') trackId: string): TrackDetail {
    const row = this.picture.rowOf(trackId);
    if (row < 0) throw new CodedError('not-found', `no track ${JSON.stringify(trackId.slice(0, 80))} in the picture`);
    return this.picture.detail(row);
  }
}
