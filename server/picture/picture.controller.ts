import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type CoverageGeoJson, type PictureGeoJson, pictureQuerySchema } from '../contract/picture.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { coverageGeoJson, pictureGeoJson } from './geojson.ts';
import { PastDoor } from './past-door.ts';
import { PictureService } from './picture.service.ts';

@ApiTags('picture')
@Needs('picture:read')
@Controller('api/v1')
export class PictureController {
  constructor(
    private readonly picture: PictureService,
    private readonly past: PastDoor,
  ) {}

  @Get('picture.geojson')
  @Header('content-type', 'application/geo+json; charset=utf-8')
  @ApiOperation({ summary: 'All tracks with a position, as GeoJSON points' })
  @ApiQuery({ name: 'bbox', required: false, example: '139.5,35,140.1,35.7', description: 'west,south,east,north' })
  @ApiOkResponse({ description: 'FeatureCollection; properties: trackId, mmsi, name, kind, state, sogKn, ...' })
  @ApiQuery({ name: 'atMs', required: false, example: 1764003600000, description: 'as it was then, epoch ms' })
  async all(@Query() query: unknown): Promise<PictureGeoJson> {
    const { bbox, atMs } = pictureQuerySchema.parse(query);
    return atMs === undefined ? pictureGeoJson(this.picture, bbox ?? null) : this.past.picture(atMs, bbox ?? null);
  }

  @Get('coverage')
  @Header('content-type', 'application/geo+json; charset=utf-8')
  @ApiOperation({ summary: 'Where receivers hear ships, and since when they hear nothing there' })
  coverage(): CoverageGeoJson {
    return coverageGeoJson(this.picture);
  }
}
